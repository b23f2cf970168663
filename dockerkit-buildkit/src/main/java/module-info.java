/**
 * Builds with BuildKit over a session of its own. It has no API: {@code io.dockerkit.impl} finds it by its service.
 *
 * @provides io.dockerkit.impl.build.SessionBuilder
 */
@SuppressWarnings("requires-automatic") // grpc's modules have names, but no descriptors
module io.dockerkit.buildkit {
    requires com.fasterxml.jackson.databind;
    // of Guava and okio, whose modules have no descriptors that say so
    requires com.google.common.util.concurrent.internal;
    requires io.dockerkit;
    requires io.dockerkit.impl;
    requires io.grpc;
    requires io.grpc.okhttp;
    requires io.grpc.stub;
    requires kotlin.stdlib;
    requires org.slf4j;

    provides io.dockerkit.impl.build.SessionBuilder with
            io.dockerkit.buildkit.BuildkitBuilder;
}
