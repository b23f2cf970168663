package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeContainer;
import io.dockerkit.compose.DownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a project after its services, or all, are removed is what docker compose leaves. */
@ExtendWith(Witness.class)
@Tag("compose")
@Timeout(180)
class ComposeDownLikeTheCliIT {
    private CrossedProject shop;
    private String name;

    @BeforeEach
    void writeFile(@TempDir Path directory) throws IOException {
        shop = CrossedProject.create(directory);
        name = shop.name();
    }

    @TestFactory
    Stream<DynamicTest> downOfServices() {
        return Stream.of("name: api", "files: api", "name: web job", "files: db", "name: ")
                .map(line -> DynamicTest.dynamicTest(line, () -> compare(line)));
    }

    private void compare(String line) throws IOException, InterruptedException {
        boolean isByName = line.startsWith("name:");
        String[] services =
                Arrays.stream(line.split(" ", -1))
                        .skip(1)
                        .filter(service -> !service.isEmpty())
                        .toArray(String[]::new);
        List<String> command = new ArrayList<>(List.of("down", "--timeout", "2"));
        command.addAll(List.of(services));
        start();
        shop.program(isByName).run(command.toArray(new String[0]));
        List<String> theirs = shop.left();
        start();
        assertThat(shop.left()).isNotEqualTo(theirs);
        shop.handle(isByName).down(services).timeout(Duration.ofSeconds(2)).execute();
        assertThat(shop.left()).isEqualTo(theirs);
    }

    private void start() throws IOException, InterruptedException {
        shop.start();
        shop.awaitPause();
    }

    @Test
    void orphansAndContainersOfRunAreRemovedWhenAsked() throws IOException, InterruptedException {
        shop.program().run("up", "--detach", "--no-deps", "web", "job");
        shop.program().run("--profile", "debug", "run", "--detach", "debug");
        Files.writeString(
                shop.directory().resolve("compose.yaml"),
                Files.readString(shop.directory().resolve("compose.yaml"))
                        .replace("  job:", "  other:"));
        DownReport report = shop.files().down().execute();
        assertThat(report.containers()).containsExactly(name + "-web-1");
        assertThat(shop.containers())
                .contains(name + "-job-1")
                .anyMatch(one -> one.contains("debug-run"));
        assertThat(report.inUse()).containsExactly(name + "_default");
        shop.program().run("kill", "debug");
        List<ComposeContainer> oneOff = Compose.project(name).ps(options -> options.all(), "debug");
        oneOff.forEach(container -> container.container().awaitExit());
        DownReport all = shop.files().down().removeOrphans().execute();
        assertThat(all.containers()).contains(name + "-job-1").hasSize(2);
        assertThat(all.networks()).containsExactly(name + "_default");
        assertThat(shop.containers()).isEmpty();
    }
}
