package io.dockerkit.examples.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.From;
import io.dockerkit.junit.Start;
import io.dockerkit.volume.VolumeSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** nginx over HTTP: pages that are copied into it, and pages on a volume that another container writes. */
@DockerTest
@Tag("services")
class NginxIT {
    @Start
    static final DetachedSpec web =
            Containers.run("nginx").detached().port(80).waitFor(Wait.http(80, "/"));

    @Start static final VolumeSpec site = Volumes.create("site");

    @Start
    static final DetachedSpec editor =
            Containers.run("busybox")
                    .detached()
                    .volume("site", "/site")
                    .stopTimeout(Duration.ZERO)
                    .command("sleep", "600");

    @Start
    static final DetachedSpec mirror =
            Containers.run("nginx").detached().volume("site:/usr/share/nginx/html:ro").port(80);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesAPageThatIsCopiedIn(
            @From("web") Container web, @From("web") InetSocketAddress address) throws Exception {
        Path page = resource("welcome.html");
        web.copyTo(page, "/usr/share/nginx/html");
        HttpResponse<String> answer = get(address, "/welcome.html");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).isEqualTo(Files.readString(page));
        assertThat(get(address, "/nothing.html").statusCode()).isEqualTo(404);
    }

    @Test
    void servesWhatAnotherContainerWritesToTheirVolume(
            @From("editor") Container editor, @From("mirror") InetSocketAddress address)
            throws Exception {
        assertThat(get(address, "/news.txt").statusCode()).isEqualTo(404);
        editor.writeString("/site/news.txt", "one\n");
        assertThat(get(address, "/news.txt").body()).isEqualTo("one\n");
        editor.exec("sh", "-c", "echo two >> /site/news.txt").execute().requireSuccess();
        assertThat(get(address, "/news.txt").body()).isEqualTo("one\ntwo\n");
    }

    private HttpResponse<String> get(InetSocketAddress address, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(NginxIT.class.getResource(name).toURI());
    }
}
