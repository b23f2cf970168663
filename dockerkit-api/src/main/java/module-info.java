/**
 * The API of DockerKit, a fluent Java client that mirrors the docker CLI. An application requires this module and has the
 * implementation, {@code io.dockerkit.impl}, on its module path, too.
 *
 * @uses io.dockerkit.spi.DockerProvider
 * @uses io.dockerkit.spi.StackLoader
 */
@SuppressWarnings("module") // the implementation need not be there when this module is compiled
module io.dockerkit {
    requires static transitive org.jspecify;

    exports io.dockerkit;
    exports io.dockerkit.container;
    exports io.dockerkit.container.run;
    exports io.dockerkit.engine;
    exports io.dockerkit.image;
    exports io.dockerkit.network;
    exports io.dockerkit.swarm;
    exports io.dockerkit.volume;
    exports io.dockerkit.cli to
            io.dockerkit.impl,
            io.dockerkit.buildkit,
            io.dockerkit.compose;
    exports io.dockerkit.container.flags to
            io.dockerkit.impl,
            io.dockerkit.buildkit,
            io.dockerkit.compose;
    exports io.dockerkit.spi to
            io.dockerkit.impl,
            io.dockerkit.buildkit,
            io.dockerkit.compose;

    uses io.dockerkit.spi.DockerProvider;
    uses io.dockerkit.spi.StackLoader;
}
