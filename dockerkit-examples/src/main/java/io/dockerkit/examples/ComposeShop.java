package io.dockerkit.examples;

import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeContainer;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.DownReport;
import io.dockerkit.compose.PublishedPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * {@code docker compose up}, {@code ps}, {@code exec}, {@code logs}, {@code run} and {@code down} for a project of three services:
 * a web server that waits for a healthy database, and a job.
 */
public final class ComposeShop implements Scenario {
    private static final String FILE =
            """
            name: dockerkit-demo-shop
            services:
              db:
                image: busybox
                command: sh -c "mkdir /www && echo ${PRICE:-42} >/www/price && exec httpd -f -p 8080 -h /www"
                healthcheck:
                  test: wget -q -O /dev/null http://127.0.0.1:8080/price
                  interval: 1s
                stop_grace_period: 0s
              web:
                image: busybox
                command: sh -c "wget -q -O /price http://db:8080/price && echo open && exec httpd -f -p 80 -h /"
                ports: ["80"]
                depends_on:
                  db: {condition: service_healthy}
                healthcheck:
                  test: wget -q -O /dev/null http://127.0.0.1/price
                  interval: 1s
                stop_grace_period: 0s
              report:
                image: busybox
                command: wget -q -O - http://web/price
                profiles: [jobs]
            """;

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new ComposeShop());
    }

    @Override
    public String title() {
        return "a Compose file with three services: up, ps, exec, logs, run, down";
    }

    @Override
    public void play(Transcript t) throws Exception {
        Compose shop = Compose.parse(FILE).env("PRICE", "23");
        t.docker("docker compose config --services");
        List<String> services = shop.config().services();
        t.shows(services);

        t.docker("docker compose up --detach --wait");
        ComposeProject up =
                shop.up()
                        .waitHealthy(Duration.ofMinutes(2))
                        .ports(PublishedPorts.RANDOM)
                        .startScoped();
        try (up) {
            t.shows(up);
            playWith(t, shop.projectName(up.name()), up);
            t.docker("docker compose down --volumes");
            DownReport removed = up.down().volumes().execute();
            t.shows(removed);
            t.check("nothing of the project is left", up.ps(options -> options.all()).isEmpty());
        }
    }

    private static void playWith(Transcript t, Compose shop, ComposeProject up) throws Exception {
        t.docker("docker compose ps");
        List<ComposeContainer> running = up.ps();
        t.shows(running.toArray());
        t.check("both services run", running.size() == 2);

        t.docker("docker compose exec web wget -q -O - http://db:8080/price");
        String price =
                up.exec("web", "wget", "-q", "-O", "-", "http://db:8080/price").execute().stdout();
        t.shows(price);
        t.check("the variable is in the file", price.equals("23\n"));

        t.docker("docker compose port web 80");
        int port = up.service("web").hostPort(80);
        t.shows(port);
        t.check("this program reaches it", get(up).equals("23\n"));

        t.docker("docker compose logs web");
        String log = up.logs("web").text();
        t.shows(log);
        t.check("the web server says that it is open", log.contains("open"));

        t.docker("docker compose run --rm report");
        String report = shop.run("report").rm().execute().requireSuccess().stdout();
        t.shows(report);
        t.check("the job reads it from the web server", report.equals("23\n"));
    }

    private static String get(ComposeProject up) throws Exception {
        var address = up.service("web").address(80);
        URI page =
                URI.create(
                        "http://" + address.getHostString() + ":" + address.getPort() + "/price");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
