package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Removal;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Removed;
import io.dockerkit.spi.StackBackend;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.Task;
import io.dockerkit.swarm.TaskQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The calls about stacks. Thread-safe. */
public final class StackApi implements StackBackend {
    /** The order in which things are removed: what others need is last. */
    private static final List<String> KINDS = List.of("services", "secrets", "configs", "networks");

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Rest rest;
    private final ServiceApi services;
    private final Logins logins;

    /** Makes the calls over one connection, for a user with logins at registries. */
    public StackApi(Rest rest, Logins logins) {
        this.rest = rest;
        this.logins = logins;
        services = new ServiceApi(rest, logins);
    }

    @Override
    public String host() {
        return rest.address();
    }

    /** Returns the calls about services. */
    ServiceApi services() {
        return services;
    }

    /** Returns the filter that finds what is of a stack. */
    static Filters of(String stack) {
        return Filters.none().with("label", StackPlan.NAMESPACE + "=" + stack);
    }

    @Override
    public Stack deploy(Deployment deployment) {
        new StackDeployment(rest, this, logins, deployment).run();
        return new EngineStack(this, deployment.name());
    }

    @Override
    public List<Stack> list() {
        String listing = "list the stacks";
        Set<String> names = new TreeSet<>();
        rest.get("services")
                .filters(Filters.none().with("label", StackPlan.NAMESPACE))
                .to(listing)
                .as("docker stack ls")
                .readList()
                .forEach(service -> names.add(stackOf(service)));
        names.remove("");
        List<Stack> stacks = new ArrayList<>();
        names.forEach(name -> stacks.add(new EngineStack(this, name)));
        return List.copyOf(stacks);
    }

    private static String stackOf(JsonNode service) {
        return service.at("/Spec/Labels").path(StackPlan.NAMESPACE).asText("");
    }

    @Override
    public Stack get(String name) {
        for (String kind : KINDS) {
            if (!found(name, kind).isEmpty()) {
                return new EngineStack(this, name);
            }
        }
        throw new NotFoundException(
                "there is no stack "
                        + name
                        + ": the swarm has no service, secret, config or network of it",
                404,
                "nothing found in stack: " + name,
                "docker stack services " + name);
    }

    /** Returns what a stack has of a kind, services by their names. */
    List<JsonNode> found(String stack, String kind) {
        List<JsonNode> found = new ArrayList<>();
        rest.get(kind)
                .filters(of(stack))
                .to("list the " + kind + " of stack " + stack)
                .as("docker stack services " + stack)
                .readList()
                .forEach(found::add);
        if (kind.equals("services")) {
            found.sort(Comparator.comparing(StackApi::nameOf));
        }
        return found;
    }

    /** Returns the name of a network or an object of the swarm. */
    static String nameOf(JsonNode object) {
        return object.path("Name").asText(object.at("/Spec/Name").asText(""));
    }

    Removal remove(String stack) {
        List<String> removed = new ArrayList<>();
        List<DockerException> failures = new ArrayList<>();
        List<List<JsonNode>> all = KINDS.stream().map(kind -> found(stack, kind)).toList();
        for (String kind : KINDS) {
            for (JsonNode object : all.get(KINDS.indexOf(kind))) {
                remove(kind, object, "docker stack rm " + stack, removed, failures);
            }
        }
        throwFirst(failures);
        return new Removed(removed);
    }

    /** Waits until no task of the stack runs any more; nothing but a question shows when a task on another node ends. */
    void awaitEndOfTasks(String stack, TaskQuery tasks, Deadline deadline) {
        while (true) {
            List<Task> running =
                    tasks.list().stream()
                            .filter(task -> !TaskStates.isTerminal(task.state()))
                            .toList();
            if (running.isEmpty()) {
                return;
            }
            if (deadline.isOver()) {
                throw new DockerTimeoutException(
                        "stack "
                                + stack
                                + " is removed, but tasks still run: "
                                + running.stream()
                                        .map(task -> task.id() + " (" + task.state() + ")")
                                        .collect(Collectors.joining(", ")),
                        null);
            }
            Pause.of(
                    Math.max(1, deadline.atMost(BETWEEN_LOOKS).toMillis()),
                    "waiting for the end of the tasks of stack " + stack);
        }
    }

    /** Removes one thing, unless it is gone already. */
    void remove(
            String kind,
            JsonNode object,
            String commandLine,
            List<String> removed,
            List<DockerException> failures) {
        String one = kind.substring(0, kind.length() - 1).toLowerCase(Locale.ROOT);
        String doing = "remove " + one + " " + nameOf(object);
        try {
            String id = kind.equals("networks") ? "Id" : "ID";
            rest.delete(kind, Fields.text(object, id, doing)).to(doing).as(commandLine).status();
            removed.add(nameOf(object));
        } catch (NotFoundException gone) {
            return;
        } catch (DockerException failed) {
            failures.add(failed);
        }
    }

    /** Throws the first of several failures, with the others. */
    static void throwFirst(List<DockerException> failures) {
        if (!failures.isEmpty()) {
            DockerException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }
}
