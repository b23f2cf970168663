/**
 * The implementation of DockerKit. It exports nothing: {@code io.dockerkit} finds it by its service.
 *
 * @provides io.dockerkit.spi.DockerProvider
 */
@SuppressWarnings("requires-automatic") // docker-java's modules have names, but no descriptors
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

    provides io.dockerkit.spi.DockerProvider with
            io.dockerkit.impl.EngineProvider;
}
