/**
 * The implementation of DockerKit. It exports nothing to programs: {@code io.dockerkit} finds it by its service. Some of its
 * rooms are open to {@code io.dockerkit.buildkit}, which need not be there.
 *
 * @provides io.dockerkit.spi.DockerProvider
 * @uses io.dockerkit.impl.build.SessionBuilder
 */
@SuppressWarnings({
    "requires-automatic", // docker-java's modules have names, but no descriptors
    "module" // io.dockerkit.buildkit need not be there when this module is compiled
})
module io.dockerkit.impl {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.dockerjava.transport;
    requires io.dockerkit;
    // sun.misc.Signal, by reflection
    requires jdk.unsupported;
    requires org.slf4j;
    // what an application adds if it wants docker-java's client, or named pipes of Windows
    requires static com.github.dockerjava.api;
    requires static com.github.dockerjava.core;
    requires static com.github.dockerjava.transport.zerodep;
    // annotations on docker-java's classes, only to compile
    requires static org.immutables.value.annotations;

    exports io.dockerkit.impl.build to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.build.ignore to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.build.wire to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.concurrent to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.copy to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.json to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.tar to
            io.dockerkit.buildkit;
    exports io.dockerkit.impl.transport to
            io.dockerkit.buildkit;

    uses io.dockerkit.impl.build.SessionBuilder;

    provides io.dockerkit.spi.DockerProvider with
            io.dockerkit.impl.EngineProvider;
}
