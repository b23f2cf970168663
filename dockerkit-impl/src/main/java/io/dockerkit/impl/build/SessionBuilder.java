package io.dockerkit.impl.build;

import io.dockerkit.spi.BuildRequest;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds with BuildKit over a session of its own, which serves the engine with files, secrets, logins and ssh agents.
 * The module {@code io.dockerkit.buildkit} has one; the {@link java.util.ServiceLoader} finds it when that module is there.
 *
 * <p>Implementations are thread-safe.
 */
public interface SessionBuilder {
    /** What the connections of a session speak, as the header {@code Upgrade} names it. */
    String PROTOCOL = "h2c";

    /** The key of {@link #build}'s result under which the image's id is. */
    String IMAGE_ID = "containerimage.digest";

    /**
     * Builds, and returns when the build and its outputs are complete. An interrupt of the calling thread and
     * {@link BuildRequest#timeout()} cancel the build.
     *
     * @param request what is built
     * @param engine the engine that builds it
     * @param status receives each {@code StatusResponse} of BuildKit as it comes, in the form that
     *     {@code moby.buildkit.trace} has, too. It is called by one thread at a time, and never after this method returns.
     * @return what the exporters reported, by their keys: {@link #IMAGE_ID} if there is an image
     * @throws SolveException if the build fails
     * @throws NoSessionException if there is no connection to BuildKit; nothing was built, and no archive of the request was
     *     read beyond its first block
     * @throws io.dockerkit.DockerTimeoutException after the request's time-out
     * @throws io.dockerkit.DockerInterruptedException after an interrupt, with the interrupt flag set
     * @throws io.dockerkit.DockerUnavailableException if the connection to the engine ends
     * @throws io.dockerkit.UnsupportedByEngineException if the engine, or the store of its images, cannot do what is asked;
     *     nothing is sent then
     */
    Map<String, String> build(
            BuildRequest request, BuildEngine engine, Consumer<? super byte[]> status);
}
