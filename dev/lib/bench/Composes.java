package io.dockerkit.bench;

import io.dockerkit.compose.Compose;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Compose files: how long it takes to read one, and to bring one up and down, beside docker compose and Testcontainers. */
final class Composes {
    private static final int SERVICES = 20;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String SHOP =
            """
            services:
              db:
                image: busybox
                command: httpd -f -p 8080 -h /etc
                healthcheck: &check
                  test: wget -q -O /dev/null http://127.0.0.1:8080/hostname
                  interval: 500ms
                stop_grace_period: 0s
              cache:
                image: busybox
                command: httpd -f -p 8080 -h /etc
                healthcheck: *check
                stop_grace_period: 0s
              web:
                image: busybox
                command: httpd -f -p 8080 -h /etc
                ports: ["8080"]
                depends_on:
                  db: {condition: service_healthy}
                  cache: {condition: service_healthy}
                healthcheck: *check
                stop_grace_period: 0s
            """;

    private Composes() {}

    static void run(Table table) throws Exception {
        Path directory = Files.createTempDirectory("dockerkit-bench");
        try {
            load(table, Files.writeString(directory.resolve("many.yaml"), many()));
            upAndDown(table, Files.writeString(directory.resolve("shop.yaml"), SHOP));
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /** Twenty services with what such files have: variables, ports, volumes, health checks, dependencies. */
    private static String many() {
        StringBuilder file =
                new StringBuilder(
                        "name: many\nx-check: &check\n  interval: 5s\n  retries: 3\nservices:\n");
        for (int i = 0; i < SERVICES; i++) {
            file.append(
                    """
                      service%1$d:
                        image: ${REGISTRY:-docker.io}/library/busybox:${TAG:-latest}
                        command: sh -c "echo %1$d && sleep 600"
                        environment:
                          NAME: service%1$d
                          LEVEL: ${LEVEL:-info}
                        ports: ["%2$d:80", "127.0.0.1:%3$d:443/tcp"]
                        volumes: ["data%1$d:/data", "./conf:/etc/conf:ro"]
                        healthcheck:
                          <<: *check
                          test: ["CMD", "true"]
                        restart: unless-stopped
                        labels: {team: core}
                    """
                            .formatted(i, 8000 + i, 9000 + i));
            if (i > 0) {
                file.append("    depends_on: {service")
                        .append(i - 1)
                        .append(": {condition: service_healthy}}\n");
            }
        }
        file.append("volumes:\n");
        for (int i = 0; i < SERVICES; i++) {
            file.append("  data").append(i).append(": {}\n");
        }
        return file.toString();
    }

    /** Prints how long the first load of this JVM takes, in milliseconds. */
    static final class FirstLoad {
        public static void main(String[] args) {
            long start = System.nanoTime();
            Compose.load(Path.of(args[0])).config().json();
            System.out.println((System.nanoTime() - start) / 1e6);
        }
    }

    /** Prints how long the YAML library alone needs for the first file of this JVM, in milliseconds. */
    static final class FirstYaml {
        public static void main(String[] args) throws IOException {
            long start = System.nanoTime();
            LoadSettings settings = LoadSettings.builder().build();
            String text = Files.readString(Path.of(args[0]));
            for (Event event : new Parse(settings).parseString(text)) {
                if (event.getEventId() == Event.ID.StreamEnd) {
                    break;
                }
            }
            System.out.println((System.nanoTime() - start) / 1e6);
        }
    }

    private static void load(Table table, Path file) throws Exception {
        Compose many = Compose.load(file);
        Table.Action ours = () -> many.config().json();
        for (int i = 0; i < 200; i++) {
            ours.run();
        }
        table.limit("read a file of 20 services, warm", Table.medians(51, ours)[0], "ms", 50);
        List<Double> first = new ArrayList<>();
        List<Double> yaml = new ArrayList<>();
        double[] ms =
                Table.medians(
                        11,
                        () -> first.add(printed(FirstLoad.class, file)),
                        () -> Peers.run(cli(file, "config", "--format", "json")),
                        () -> yaml.add(printed(FirstYaml.class, file)));
        table.times(
                "read a file of 20 services for the first time",
                median(first),
                ms[1],
                "docker compose config",
                0.5,
                "snakeyaml-engine alone",
                median(yaml));
        table.times(
                "read a file of 20 services, the JVM's start included",
                ms[0],
                ms[1],
                "docker compose config");
    }

    /** Returns the number that a main class prints in a JVM of its own. */
    private static double printed(Class<?> main, Path file) throws Exception {
        return Double.parseDouble(Peers.java(Peers.ownHome(), List.of(), main, file.toString()));
    }

    private static double median(List<Double> values) {
        return Table.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String[] cli(Path file, String... words) {
        return Stream.concat(
                        Stream.of(
                                "docker",
                                "compose",
                                "--progress",
                                "quiet",
                                "--file",
                                file.toString()),
                        Stream.of(words))
                .toArray(String[]::new);
    }

    private static void upAndDown(Table table, Path file) throws Exception {
        Compose shop = Compose.load(file).projectName("bench-ours-" + Peers.SESSION);
        Table.Action ours =
                () -> shop.up().waitHealthy(LONGEST).execute().down().volumes().execute();
        String name = "bench-cli-" + Peers.SESSION;
        Table.Action program =
                () -> {
                    Peers.run(cli(file, "--project-name", name, "up", "--detach", "--wait"));
                    Peers.run(cli(file, "--project-name", name, "down", "--volumes"));
                };
        Table.Action testcontainers =
                () -> {
                    try (ComposeContainer container =
                            new ComposeContainer(
                                            UUID.randomUUID().toString().substring(0, 8),
                                            new File(file.toString()))
                                    .waitingFor(
                                            "web",
                                            Wait.forHealthcheck().withStartupTimeout(LONGEST))) {
                        container.start();
                    }
                };
        double[] ms =
                Table.medians(
                        7,
                        ours,
                        program,
                        testcontainers,
                        () -> bare("bench-bare-" + Peers.SESSION));
        String metric = "three services until they are healthy, and down";
        table.times(metric, ms[0], ms[1], "docker compose up --wait, down", 0.9);
        table.times(metric, ms[0], ms[2], "Testcontainers", 0.5, ms[3]);
    }

    /** The same three containers by requests alone: what of the time is the engine's. */
    private static void bare(String name) throws Exception {
        String network = "{\"Name\":\"%s\",\"Labels\":{\"%s\":\"\"}}".formatted(name, Peers.LABEL);
        try (Bare bare = new Bare()) {
            post(bare, "/networks/create", network);
            sideBySide(name, List.of("db", "cache"), Composes::healthy);
            healthy(name, "web");
            sideBySide(name, List.of("db", "cache", "web"), Composes::removed);
            ask(bare, "DELETE /networks/" + name);
        }
    }

    private interface Part {
        void of(String name, String service) throws Exception;
    }

    private static void sideBySide(String name, List<String> services, Part part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(services.size());
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (String service : services) {
                parts.add(
                        () -> {
                            part.of(name, service);
                            return null;
                        });
            }
            for (Future<Void> ended : threads.invokeAll(parts)) {
                ended.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void healthy(String name, String service) throws Exception {
        String ports = service.equals("web") ? "\"PortBindings\":{\"8080/tcp\":[{}]}," : "";
        String container =
                """
                {"Image":"busybox","Cmd":["httpd","-f","-p","8080","-h","/etc"],"Labels":{"%s":""},
                "ExposedPorts":{"8080/tcp":{}},
                "Healthcheck":{"Test":["CMD-SHELL","wget -q -O /dev/null http://127.0.0.1:8080/hostname"],
                "Interval":500000000},
                "HostConfig":{%s"NetworkMode":"%s"}}"""
                        .formatted(Peers.LABEL, ports, name);
        String own = name + "-" + service;
        try (Bare bare = new Bare()) {
            post(bare, "/containers/create?name=" + own, container);
            ask(bare, "POST /containers/" + own + "/start");
            while (!ask(bare, "GET /containers/" + own + "/json")
                    .contains("\"Status\":\"healthy\"")) {
                Thread.sleep(10);
            }
        }
    }

    private static void removed(String name, String service) throws Exception {
        try (Bare bare = new Bare()) {
            ask(bare, "DELETE /containers/" + name + "-" + service + "?force=true&v=true");
        }
    }

    private static void post(Bare bare, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        bare.exchange(
                "POST " + path,
                new ByteArrayInputStream(bytes),
                bytes.length,
                OutputStream.nullOutputStream());
    }

    private static String ask(Bare bare, String line) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        bare.exchange(line, null, 0, answer);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
