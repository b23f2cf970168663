package io.dockerkit.buildkit;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/** A client of a program's own, which is no wire of DockerKit's: builds have no session. */
record OwnClient(DockerHttpClient client) implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
        return client.execute(request);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
