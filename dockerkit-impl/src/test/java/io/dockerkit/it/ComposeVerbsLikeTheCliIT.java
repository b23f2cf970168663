package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.compose.ComposeProject;
import io.dockerkit.container.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of a project affect the containers that docker compose's affect, in the same way. */
@ExtendWith(Witness.class)
@Tag("compose")
@Timeout(180)
class ComposeVerbsLikeTheCliIT {
    private static final String BY_NAME =
            "restart db; restart --no-deps api; restart; stop; start web; pause db";
    private static final String BY_FILES =
            "restart db; restart --no-deps api; kill web; stop api; stop; start api; pause db; unpause db";

    private CrossedProject shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        shop = CrossedProject.create(directory);
        shop.start();
    }

    @Test
    void ofAProjectByItsNameOrItsFiles() throws IOException, InterruptedException {
        compare(true, BY_NAME);
        restore();
        compare(false, BY_FILES);
    }

    /** Each line finds the project as the lines before it leave it. */
    private void compare(boolean isByName, String lines) throws IOException, InterruptedException {
        ComposeProject ours = shop.handle(isByName);
        ComposeProgram theirs = shop.program(isByName);
        Map<String, Map<String, String>> expected = new LinkedHashMap<>();
        for (String line : lines.split("; ", -1)) {
            Instant since = begin(line);
            theirs.run(line.split(" ", -1));
            expected.put(line, happenedBy(line, ours, since));
        }
        restore();
        for (Map.Entry<String, Map<String, String>> line : expected.entrySet()) {
            Instant since = begin(line.getKey());
            perform(ours, List.of(line.getKey().split(" ", -1)));
            assertThat(happenedBy(line.getKey(), ours, since))
                    .as(line.getKey())
                    .isNotEmpty()
                    .isEqualTo(line.getValue());
        }
    }

    /** A health check that a pause interrupts keeps the container's other requests waiting until it times out. */
    private Instant begin(String line) throws InterruptedException {
        if (line.startsWith("pause")) {
            shop.awaitPause();
        }
        return Instant.now();
    }

    /** Lets all run again that a line has stopped, killed or paused. */
    private void restore() throws InterruptedException {
        ComposeProject project = shop.handle(true);
        Container db = project.service("db").container();
        if (db.inspect().state().paused()) {
            project.unpause();
        }
        if (db.inspect().state().running()) {
            awaitHealth(db);
        }
        project.start();
        project.awaitExit("job");
        assertThat(project.ps("api", "db", "web"))
                .hasSize(4)
                .allMatch(c -> c.state().equals("running"));
    }

    /** After a pause the engine reports it as unhealthy until the next health check has ended. */
    private static void awaitHealth(Container container) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (container.inspect().state().health().equals(Optional.of("healthy"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(container + " is not healthy again");
    }

    private static void perform(ComposeProject project, List<String> command) {
        String[] services =
                command.stream()
                        .skip(1)
                        .filter(word -> !word.startsWith("-"))
                        .toArray(String[]::new);
        switch (command.get(0)) {
            case "restart" ->
                    project.restart(
                            options -> command.contains("--no-deps") ? options.noDeps() : options,
                            services);
            case "stop" -> project.stop(services);
            case "start" -> project.start(services);
            case "kill" -> project.kill(services);
            case "pause" -> project.pause(services);
            case "unpause" -> project.unpause(services);
            default -> throw new AssertionError(command);
        }
    }

    /** A kill does not wait until the container has ended. */
    private static Map<String, String> happenedBy(
            String line, ComposeProject project, Instant since) throws InterruptedException {
        Map<String, String> happened = happened(project, since);
        for (int i = 0; i < 100 && line.startsWith("kill") && !hasDied(happened); i++) {
            Thread.sleep(50);
            happened = happened(project, since);
        }
        return happened;
    }

    private static boolean hasDied(Map<String, String> happened) {
        return happened.values().stream().anyMatch(actions -> actions.contains("die"));
    }

    /** What happened to each container, in its order; health checks and what the job does by itself left out. */
    private static Map<String, String> happened(ComposeProject project, Instant since) {
        Map<String, String> happened = new TreeMap<>();
        try (var events = project.events().since(since).until(Duration.ZERO).stream()) {
            events.filter(event -> !event.action().startsWith("exec"))
                    .filter(event -> !event.action().startsWith("health"))
                    .filter(event -> !event.attribute("name").contains("-job-"))
                    .sorted(Comparator.comparing(event -> event.time()))
                    .forEach(
                            event ->
                                    happened.merge(
                                            event.attribute("name"),
                                            event.action(),
                                            (all, next) -> all + " " + next));
        }
        // Engine 28 reports both at the same time, in any order
        happened.replaceAll((name, actions) -> actions.replace("die stop", "stop die"));
        return happened;
    }
}
