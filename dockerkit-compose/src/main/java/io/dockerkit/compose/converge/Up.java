package io.dockerkit.compose.converge;

import io.dockerkit.Docker;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.Hooks;
import io.dockerkit.compose.project.Project;
import io.dockerkit.spi.ScopeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings a project up, as {@code docker compose up --detach} does: images, networks, volumes, containers, their start. Immutable
 * and thread-safe.
 */
public final class Up {
    private final EngineAccess engine;
    private final Report report;

    private Up(EngineAccess engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    /** Prepares it on an engine; what is created belongs to nobody. */
    public static Up on(Docker docker, Report report) {
        return new Up(EngineAccess.of(docker), report);
    }

    /** Prepares it on an engine; what is created belongs to the scope. */
    public static Up in(ScopeBackend scope, Docker docker, Report report) {
        return new Up(EngineAccess.in(scope, docker), report);
    }

    /**
     * Carries it out.
     *
     * @param change what the flags change in the project
     */
    public void execute(Project project, Change change, UpOptions options) {
        Model all = Model.of(project);
        Model chosen =
                change.applyTo(
                        all.selecting(options.services()).withoutUnused(), options.services());
        TaskGroup group = TaskGroup.stoppingAtFailure();
        bringUp(chosen, all.whole(), options, group);
    }

    /** Brings up what takes part, and returns the model with what was found out about images. */
    Model bringUp(Model chosen, Model all, UpOptions options, TaskGroup group) {
        Model model = create(chosen, all, options, group);
        if (options.isStarting() && !model.services().isEmpty()) {
            Containers containers = new Containers(engine, model.name(), group, report);
            Starting starting =
                    new Starting(
                            model,
                            engine,
                            containers.list(),
                            group,
                            report,
                            options.waitTimeout(),
                            options.commandLine());
            starting.start();
            if (options.isWaiting()) {
                starting.awaitAll();
            }
        }
        return model;
    }

    private Model create(Model chosen, Model all, UpOptions options, TaskGroup group) {
        requireUsualNames(chosen);
        chosen.checkContainerNames();
        chosen.services().values().forEach(Refused::check);
        chosen.services().values().forEach(Convergence::scale);
        ServiceOrder.check(chosen);
        Model model =
                new Images(engine, group, report, options.commandLine())
                        .ensure(chosen, all, options.isBuilding(), options.isPullQuiet());
        Containers containers = new Containers(engine, model.name(), group, report);
        Map<String, String> networks =
                new Networks(model, engine, containers, group, report, options.commandLine())
                        .ensure();
        Map<String, String> volumes =
                new Volumes(model, engine, containers, group, report, options).ensure();
        List<Observed> observed = new ArrayList<>(containers.list());
        orphans(model, observed, options, containers);
        new Convergence(
                        model,
                        options,
                        engine,
                        containers,
                        new Divergence(networks, volumes),
                        observed,
                        group,
                        report)
                .apply();
        return model;
    }

    private void orphans(
            Model model, List<Observed> observed, UpOptions options, Containers containers) {
        List<Observed> orphans =
                observed.stream().filter(container -> isOrphan(model, container)).toList();
        if (orphans.isEmpty()) {
            return;
        }
        if (options.removesOrphans() || isSet(model, "COMPOSE_REMOVE_ORPHANS")) {
            containers.remove(orphans, Hooks::none);
        } else if (!isSet(model, "COMPOSE_IGNORE_ORPHANS")) {
            report.warn(
                    "Project " + model.name(),
                    "it has containers of services that are not in its files: "
                            + String.join(", ", orphans.stream().map(Observed::name).toList())
                            + "; removeOrphans() removes them");
        }
    }

    private static boolean isSet(Model model, String variable) {
        String value = Words.lower(model.environment().getOrDefault(variable, "").strip());
        return List.of("1", "t", "true", "y").contains(value);
    }

    /** Such a project would have other names, by which its containers would not be found. */
    private static void requireUsualNames(Model model) {
        if (isSet(model, "COMPOSE_COMPATIBILITY")) {
            throw new InvalidOptionException(
                    "COMPOSE_COMPATIBILITY",
                    model.environment().getOrDefault("COMPOSE_COMPATIBILITY", ""),
                    "names with _ in place of - are not created; unset the variable");
        }
    }

    private static boolean isOrphan(Model model, Observed container) {
        if (container.isOneOff()) {
            return container.state().equals("exited") || container.state().equals("dead");
        }
        return !model.services().containsKey(container.service())
                && !model.disabled().containsKey(container.service());
    }

    EngineAccess engine() {
        return engine;
    }

    Report report() {
        return report;
    }
}
