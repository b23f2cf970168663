package io.dockerkit.impl;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import io.dockerkit.impl.rest.Rest;

/** docker-java's client over DockerKit's connection, for programs that have docker-java-core. Stateless and thread-safe. */
final class DockerJava {
    private DockerJava() {}

    /**
     * Returns a client.
     *
     * @throws IllegalStateException if docker-java-core is not on the class path
     */
    static DockerClient over(Rest rest) {
        try {
            return client(rest);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "docker-java's client needs the dependency com.github.docker-java:docker-java-core,"
                            + " which is not on the class path or not whole",
                    missing);
        }
    }

    private static DockerClient client(Rest rest) {
        // the address is for docker-java's own connections, of which there is none
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost("unix:///var/run/docker.sock")
                        .withDockerTlsVerify(false)
                        .withApiVersion(rest.version().toString())
                        .build();
        return DockerClientImpl.getInstance(config, rest.wire());
    }
}
