/**
 * Builds with BuildKit over a session of its own. It has no API: {@code io.dockerkit.impl} finds it by its service.
 *
 * @provides io.dockerkit.impl.build.SessionBuilder
 */
@SuppressWarnings("requires-automatic") // grpc's modules have names, but no descriptors
module io.dockerkit.buildkit {
    requires com.fasterxml.jackson.databind;
    requires io.dockerkit;
    requires io.dockerkit.impl;
    requires io.grpc;
    requires io.grpc.okhttp;
    requires io.grpc.stub;
    requires org.slf4j;

    provides io.dockerkit.impl.build.SessionBuilder with
            io.dockerkit.buildkit.BuildkitBuilder;
}
