package io.dockerkit.compose.converge;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.project.Project;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunResult;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a container of its own of a service: {@code docker compose run}. Immutable and thread-safe. */
public final class OneOff {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EngineAccess engine;
    private final Up up;
    private final Report report;

    private OneOff(EngineAccess engine, Up up, Report report) {
        this.engine = engine;
        this.up = up;
        this.report = report;
    }

    /** Prepares it on an engine. */
    public static OneOff on(Docker docker, Report report) {
        Up up = Up.on(docker, report);
        return new OneOff(up.engine(), up, report);
    }

    /** Runs it to its end, and returns its output and its exit code. */
    public RunResult run(Project project, Change change, RunOptions options) {
        ContainerCreation.Created created = create(project, change, options);
        return engine.containers().run(created.observed().container(), created.request());
    }

    /** Starts it with its streams attached. */
    public Session attach(Project project, Change change, RunOptions options) {
        ContainerCreation.Created created = create(project, change, options);
        return engine.containers().attach(created.observed().container(), created.request());
    }

    /** Starts it, and returns its handle. */
    public Container start(Project project, Change change, RunOptions options) {
        Container container = create(project, change, options).observed().container();
        try {
            container.start();
        } catch (DockerException failed) {
            ContainerCreation.removeQuietly(container, failed);
            throw failed;
        }
        return container;
    }

    private ContainerCreation.Created create(Project project, Change change, RunOptions options) {
        List<String> services = List.of(options.service());
        Model all = Model.of(project);
        Model chosen = change.applyTo(all.selecting(services).withoutUnused(), services);
        chosen = chosen.with(RunService.withOwnPorts(chosen.service(options.service()), options));
        TaskGroup group = TaskGroup.stoppingAtFailure();
        UpOptions others =
                UpOptions.ofDependencies(
                        options.removesOrphans(),
                        options.isPullQuiet(),
                        true,
                        options.commandLine());
        up.bringUp(chosen.disabling(options.service()), all.whole(), others, group);
        return create(chosen, all.whole(), change, options, group);
    }

    private ContainerCreation.Created create(
            Model chosen, Model all, Change change, RunOptions options, TaskGroup group) {
        Service declared = chosen.service(options.service());
        Refused.check(declared);
        Model only = chosen.restrictedTo(List.of(declared.name()), false);
        Model pulled =
                new Images(engine, group, report, options.commandLine())
                        .ensure(only, all, true, options.isPullQuiet());
        Containers containers = new Containers(engine, chosen.name(), group, report);
        List<Observed> observed = containers.list();
        if (!change.withoutDependencies()) {
            new Starting(chosen, engine, observed, group, report, null, options.commandLine())
                    .waitForDependencies(declared);
        }
        Map<String, List<Observed>> byService =
                observed.stream()
                        .filter(container -> !container.isOneOff())
                        .collect(Collectors.groupingBy(Observed::service));
        // what it depends on stays a label, though the others are not looked at here
        Service service =
                RunService.of(
                        pulled.service(declared.name())
                                .with("depends_on", declared.config().get("depends_on")),
                        chosen,
                        options,
                        slug());
        service = Convergence.resolved(service, other -> byService.getOrDefault(other, List.of()));
        return create(chosen.with(service), service, containers, options);
    }

    private ContainerCreation.Created create(
            Model model, Service service, Containers containers, RunOptions options) {
        ContainerPlan plan =
                new ContainerPlan(
                        -1,
                        service.labels(),
                        options.hasAliases(),
                        options.isInteractive(),
                        options.isRemovedAtItsEnd(),
                        List.of(),
                        Set.of());
        String name = service.containerName();
        report.tell("Container " + name, "Creating");
        ContainerCreation.Created created =
                new ContainerCreation(model, engine, containers, report, options.commandLine())
                        .create(service, name, plan, options.streams(), options.timeout());
        report.tell("Container " + name, "Created");
        Container container = created.observed().container();
        try {
            new FileCopies(model).copyInto(container, service);
        } catch (DockerException failed) {
            ContainerCreation.removeQuietly(container, failed);
            throw failed;
        }
        return created;
    }

    private static String slug() {
        return String.format(Locale.ROOT, "%064x", new BigInteger(256, RANDOM));
    }
}
