package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.PortInUseException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.image.Image;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** {@code docker run -d -p 80:8080 jenkins/jenkins}. */
public final class Jenkins implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new Jenkins());
    }

    @Override
    public String title() {
        return "a server with a published port: its page over HTTP, its first password by exec";
    }

    @Override
    public void play(Transcript t) throws IOException, InterruptedException {
        t.docker("docker pull jenkins/jenkins ; docker image inspect jenkins/jenkins");
        Image image = Images.pull("jenkins/jenkins").execute();
        List<Port> exposed = image.inspect().exposedPorts();
        t.shows(image, "exposes " + exposed);
        t.check(
                "it exposes 8080 and 50000",
                exposed.equals(List.of(Port.tcp(8080), Port.tcp(50000))));

        int port = Demo.port();
        t.docker("docker run -d -p " + port + ":8080 jenkins/jenkins");
        Container jenkins =
                Containers.run("jenkins/jenkins").label(LABEL).detached().port(port, 8080).start();
        jenkins.waitFor(Wait.http(8080, "/login").timeout(Duration.ofMinutes(2)));
        InetSocketAddress address = jenkins.address(8080);
        t.shows(jenkins, "reached at " + address);

        HttpResponse<String> page = get(address, "/login");
        t.note("GET /login from the host: status " + page.statusCode());
        t.check(
                "the page is Jenkins's",
                page.statusCode() == 200 && page.body().contains("Jenkins"));

        t.docker(
                "docker exec "
                        + jenkins.shortId()
                        + " cat /var/jenkins_home/secrets/initialAdminPassword");
        String password =
                jenkins.exec("cat", "/var/jenkins_home/secrets/initialAdminPassword")
                        .execute()
                        .requireSuccess()
                        .stdout()
                        .strip();
        t.shows(password.length() + " hex digits");
        t.check("it is a password of Jenkins's", password.matches("[0-9a-f]{32}"));

        t.docker("docker run -d -p " + port + ":8080 jenkins/jenkins");
        String refused = "nothing";
        try {
            Containers.run("jenkins/jenkins").label(LABEL).detached().port(port, 8080).start();
        } catch (PortInUseException taken) {
            refused = taken.getMessage();
        }
        t.shows(refused);
        t.check(
                "a taken port is said to be taken",
                refused.contains("port " + port + " of the host is taken"));
        t.check(
                "and nothing half-made is left",
                Containers.query().all().label(LABEL).list().size() == 1);
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
