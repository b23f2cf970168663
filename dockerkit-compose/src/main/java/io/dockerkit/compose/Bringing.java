package io.dockerkit.compose;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.converge.Change;
import io.dockerkit.compose.converge.ImageTransfers;
import io.dockerkit.compose.converge.Report;
import io.dockerkit.compose.converge.Up;
import io.dockerkit.compose.converge.UpOptions;
import io.dockerkit.compose.converge.UpOptions.Recreate;
import io.dockerkit.compose.project.Project;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.ScopeBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries out {@code up} and {@code create} by the flags that they have alike. Stateless and thread-safe. */
final class Bringing {
    private static final int RANDOM_PART = 8;
    private static final List<List<String>> EXCLUSIVE =
            List.of(
                    List.of("build", "no-build"),
                    List.of("renew-anon-volumes", "no-recreate"),
                    List.of("force-recreate", "no-recreate"),
                    List.of("always-recreate-deps", "no-recreate"));

    private Bringing() {}

    static ComposeProject up(FileCommand<?> command, PublishedPorts ports, boolean isStarting) {
        checkFlags(command);
        try {
            Project project = command.project();
            Up.on(command.compose().docker(), command.report())
                    .execute(project, change(command, ports), options(command, isStarting));
            return handle(command, project);
        } catch (DockerException failed) {
            throw failed.during(command.toString());
        }
    }

    static ComposeProject scoped(FileCommand<?> command, PublishedPorts ports) {
        checkFlags(command);
        try {
            boolean isNamed = command.compose().projectName() != null;
            Project project = isNamed ? command.project() : withOwnName(command);
            return scoped(command, ports, project, isNamed);
        } catch (DockerException failed) {
            throw failed.during(command.toString());
        }
    }

    private static ComposeProject scoped(
            FileCommand<?> command, PublishedPorts ports, Project project, boolean isNamed) {
        Docker docker = command.compose().docker();
        ScopeBackend scope = docker.unwrap(DockerBackend.class).openScope();
        AtomicBoolean removed = new AtomicBoolean();
        Runnable removal =
                () -> {
                    scope.close();
                    if (!isNamed && !removed.get()) {
                        ImageTransfers.on(docker, Report.NONE).removeOwn(project);
                    }
                    removed.set(true);
                };
        try {
            Up.in(scope, docker, command.report())
                    .execute(project, change(command, ports), options(command, true));
        } catch (RuntimeException | Error failed) {
            try {
                removal.run();
            } catch (DockerException stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
        return handle(command, project).closedBy(removal);
    }

    /** Returns the handle of the whole project, also if the command was about some of its services. */
    static ComposeProject handle(FileCommand<?> command, Project project) {
        Compose named = command.compose().projectName(project.name());
        return command.services().isEmpty()
                ? ComposeProject.of(named.docker(), project.name(), project).withFiles(named)
                : named.project();
    }

    /** A project that the caller has not named gets a name that no other one has. */
    private static Project withOwnName(FileCommand<?> command) {
        String random = UUID.randomUUID().toString().substring(0, RANDOM_PART);
        String name = command.project().name() + "-" + random;
        return command.compose().projectName(name).project(command.services());
    }

    private static void checkFlags(FileCommand<?> command) {
        for (List<String> pair : EXCLUSIVE) {
            if (command.isSet(pair.get(0)) && command.isSet(pair.get(1))) {
                throw new InvalidOptionException(
                        "--" + pair.get(0), "true", "it excludes --" + pair.get(1));
            }
        }
    }

    static Change change(FileCommand<?> command, PublishedPorts ports) {
        Map<String, Integer> scales = new LinkedHashMap<>();
        for (String scale : command.values("scale")) {
            scales.put(Words.key(scale), Integer.parseInt(Words.value(scale)));
        }
        return new Change(
                command.isSet("no-deps"),
                command.value("pull"),
                command.isSet("build"),
                scales,
                ports == PublishedPorts.RANDOM);
    }

    private static UpOptions options(FileCommand<?> command, boolean isStarting) {
        boolean never = command.isSet("no-recreate");
        boolean renewed = command.isSet("renew-anon-volumes");
        boolean all = command.isSet("force-recreate") || renewed;
        Recreate others =
                command.isSet("always-recreate-deps") ? Recreate.FORCE : Recreate.DIVERGED;
        return new UpOptions(
                command.services(),
                never ? Recreate.NEVER : all ? Recreate.FORCE : Recreate.DIVERGED,
                never ? Recreate.NEVER : others,
                !renewed,
                command.seconds("timeout"),
                command.isSet("remove-orphans"),
                command.isSet("quiet-pull"),
                !command.isSet("no-build"),
                command.isSet("yes"),
                isStarting && !command.isSet("no-start"),
                command.isSet("wait"),
                command.seconds("wait-timeout"),
                command.toString());
    }
}
