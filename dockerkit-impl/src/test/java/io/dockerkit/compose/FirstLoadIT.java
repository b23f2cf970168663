package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.lab.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first file that a JVM reads takes as long as its classes: this limits which and how many they are. */
class FirstLoadIT {
    private static final String FILE =
            """
            name: shop
            x-check: &check
              interval: 5s
              retries: 3
            services:
              db:
                image: ${REGISTRY:-docker.io}/busybox
                command: sh -c "echo 1 && sleep 600"
                environment: {NAME: db}
                ports: ["8000:80", "127.0.0.1:9000:443/tcp"]
                volumes: ["data:/data", "./conf:/etc/conf:ro"]
                healthcheck:
                  <<: *check
                  test: ["CMD", "true"]
                restart: unless-stopped
              web:
                image: busybox
                labels: {team: core}
                depends_on: {db: {condition: service_healthy}}
            volumes:
              data: {}
            """;

    /** Reads a file. */
    public static final class FirstLoad {
        public static void main(String[] args) {
            System.out.println(Compose.load(Path.of(args[0])).config().json());
        }
    }

    @Test
    void theFirstFileLoadsFewClassesAndNoLibraryButThatOfYaml(@TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(directory.resolve("compose.yaml"), FILE);
        Path log = directory.resolve("classes.log");
        String said =
                new ChildJvm(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log))
                        .run(FirstLoad.class, file.toString());
        assertThat(said).contains("\"name\": \"shop\"", "docker.io/busybox");

        List<String> classes =
                Files.readAllLines(log).stream()
                        .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", ""))
                        .map(line -> line.replaceFirst(" .*", ""))
                        .toList();
        assertThat(classes).contains(Compose.class.getName());
        assertThat(classes)
                .noneMatch(name -> name.startsWith("com.fasterxml.jackson."))
                .noneMatch(name -> name.startsWith("org.slf4j."))
                .noneMatch(name -> name.equals("java.util.Formatter"))
                .noneMatch(name -> name.equals("java.security.MessageDigest"));
        assertThat(classes.stream().filter(name -> name.startsWith("io.dockerkit.")))
                .hasSizeBetween(50, 110);
    }
}
