package io.dockerkit.impl;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.rest.Rest;

/** DockerKit's connection in docker-java's client, and the other way around. Stateless and thread-safe. */
final class DockerJava {
    private DockerJava() {}

    /**
     * Returns a client.
     *
     * @throws IllegalStateException if docker-java-core is not on the class path
     */
    static DockerClient over(Rest rest) {
        try {
            return Core.client(rest);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "docker-java's client needs the dependency com.github.docker-java:docker-java-core,"
                            + " which is not on the class path or not whole",
                    missing);
        }
    }

    /**
     * Returns the transport of a client.
     *
     * @param client a {@link DockerHttpClient}, or a {@link DockerClient} that was made of one
     * @throws InvalidOptionException if it is something else
     */
    static DockerHttpClient transportOf(Object client) {
        if (client instanceof DockerHttpClient transport) {
            return transport;
        }
        try {
            return Core.transportOf(client);
        } catch (NoClassDefFoundError missing) {
            // then it is no client of docker-java-core's
            throw refused(client);
        }
    }

    private static InvalidOptionException refused(Object client) {
        return new InvalidOptionException(
                "client",
                client.getClass().getName(),
                "accepted: a com.github.dockerjava.transport.DockerHttpClient, or a"
                        + " com.github.dockerjava.api.DockerClient made by"
                        + " DockerClientImpl.getInstance(config, httpClient)");
    }

    /** What needs docker-java-core. Java's verifier loads its classes with this class, not with the outer one. */
    private static final class Core {
        private Core() {}

        static DockerHttpClient transportOf(Object client) {
            if (!(client instanceof DockerClientImpl ofCore)) {
                throw refused(client);
            }
            DockerHttpClient transport = ofCore.getHttpClient();
            if (transport == null) {
                throw refused(client);
            }
            return transport;
        }

        static DockerClient client(Rest rest) {
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
}
