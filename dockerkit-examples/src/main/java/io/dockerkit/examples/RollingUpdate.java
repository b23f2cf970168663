package io.dockerkit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.Docker;
import io.dockerkit.swarm.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a swarm of the engines of several machines and replaces a service on it, task after task, while a client asks for its
 * page all the time. The client knows all machines and asks the next one if one does not answer.
 *
 * <pre>
 * RollingUpdate ssh://root@10.77.0.1 ssh://root@10.77.0.2 ssh://root@10.77.0.3
 * </pre>
 *
 * <p>The engines must be in no swarm, and are in none after it.
 */
public final class RollingUpdate {
    private static final String NAME = "dockerkit-rolling-update";
    private static final int PORT = 8082;
    private static final String PAGE =
            "mkdir /w; echo $VERSION >/w/index.html; exec httpd -f -p 80 -h /w";

    private RollingUpdate() {}

    /**
     * What the client saw.
     *
     * @param requests how often it asked for the page
     * @param failures how often no machine answered
     * @param pages how often it got each page
     */
    public record Answers(int requests, int failures, Map<String, Integer> pages) {}

    /** Plays it with the engines at these addresses; the exit code is 1 if a request failed. */
    public static void main(String[] hosts) {
        Answers answers = play(List.of(hosts), System.out);
        System.out.println(answers);
        System.exit(answers.failures() == 0 ? 0 : 1);
    }

    static Answers play(List<String> hosts, PrintStream out) {
        List<Docker> engines = new ArrayList<>();
        int joined = 0;
        try {
            for (String host : hosts) {
                engines.add(Docker.connect(host));
            }
            Docker manager = engines.get(0);
            manager.swarm().init().execute();
            joined++;
            String address = manager.nodes().get("self").managerAddress().orElseThrow();
            for (Docker worker : engines.subList(1, engines.size())) {
                worker.swarm().join(address).token(manager.swarm().joinToken("worker")).execute();
                joined++;
            }
            return update(manager, out);
        } finally {
            for (Docker engine : engines.subList(0, joined)) {
                engine.swarm().leave(options -> options.force());
            }
            engines.forEach(Docker::close);
        }
    }

    private static Answers update(Docker manager, PrintStream out) {
        List<String> addresses =
                manager.nodes().list().stream().flatMap(node -> node.address().stream()).toList();
        Service service =
                manager.services()
                        .create(NAME, "busybox")
                        .args("sh", "-c", PAGE)
                        .env("VERSION", "1")
                        .mode("global")
                        .publish("published=" + PORT + ",target=80,mode=host")
                        .stopGracePeriod(Duration.ofSeconds(1))
                        .onProgress(out::println)
                        .execute();
        try (Client client = new Client(addresses)) {
            service.update()
                    .envAdd("VERSION", "2")
                    .updateParallelism(1)
                    .updateDelay(Duration.ofSeconds(1))
                    .onProgress(out::println)
                    .execute();
            return client.end();
        } finally {
            service.remove();
        }
    }

    /** Asks for the page until it is ended. */
    private static final class Client implements AutoCloseable {
        private final List<String> addresses;
        private final Thread thread = new Thread(this::askOn, "client");
        private final Map<String, Integer> pages = new TreeMap<>();
        private int requests;
        private int failures;
        private volatile boolean isEnded;

        Client(List<String> addresses) {
            this.addresses = addresses;
            thread.start();
        }

        private void askOn() {
            while (!isEnded) {
                int first = requests++;
                boolean answered = false;
                for (int i = 0; i < addresses.size() && !answered; i++) {
                    answered = ask(addresses.get((first + i) % addresses.size()));
                }
                failures += answered ? 0 : 1;
            }
        }

        private boolean ask(String address) {
            try {
                URLConnection connection =
                        URI.create("http://" + address + ":" + PORT + "/").toURL().openConnection();
                connection.setConnectTimeout(1000);
                connection.setReadTimeout(1000);
                try (InputStream in = connection.getInputStream()) {
                    String page = new String(in.readAllBytes(), UTF_8).trim();
                    if (!page.isEmpty()) {
                        pages.merge(page, 1, Integer::sum);
                    }
                    return !page.isEmpty();
                }
            } catch (IOException replaced) {
                // the task of this machine is being replaced
                return false;
            }
        }

        Answers end() {
            close();
            return new Answers(requests, failures, pages);
        }

        @Override
        public void close() {
            isEnded = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
