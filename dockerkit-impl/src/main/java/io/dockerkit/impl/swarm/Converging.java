package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.ServiceUpdateException;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.container.ServiceLogs;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.LogsRequest;
import io.dockerkit.spi.ServiceBackend.Convergence;
import io.dockerkit.swarm.ServiceProgress;
import io.dockerkit.swarm.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A wait until a service has converged, by the rule of the CLI: of each slot the task counts whose desired state is the lowest,
 * tasks on nodes that are down do not count, and all have to run for the time that the service is monitored; a job has to be
 * complete. {@link Pace} says when to look again, and so do events: when the containers of the last tasks have started here, and
 * when one has ended. For one thread at a time.
 */
final class Converging {
    private static final Duration USUAL_MONITOR = Duration.ofSeconds(5);

    /** An event may be lost with a connection whose end nobody told. */
    private static final Duration LONGEST_UNASKED = Duration.ofSeconds(10);

    /** As that, once the events have ended. */
    private static final Duration WITHOUT_EVENTS = Duration.ofSeconds(3);

    /** While all tasks run, a wait is no longer than this: nothing tells when one ends on another node. */
    private static final Duration WHILE_VERIFYING = Duration.ofMillis(2500);

    /** How often it is looked again at what the events of this engine have told, before the manager knows it. */
    private static final int LOOKS_FOR_AN_EVENT = 3;

    private static final int LINES = 10;

    private final Rest rest;
    private final ServiceApi api;
    private final String id;
    private final Convergence how;
    private final Deadline deadline;
    private final Pace pace;
    private final Set<String> nodesOfTheJob = new TreeSet<>();
    private String name;
    private JsonNode service = JsonText.object();
    private long serviceRead;
    private long nodesRead;
    private Set<String> active = Set.of();
    private Duration monitor = USUAL_MONITOR;
    private boolean converged;
    private boolean isJob;
    private Set<String> running = Set.of();
    private int missing;
    private int looksForAnEvent;

    private long convergedAt;

    private @Nullable ServiceProgress told;

    Converging(Rest rest, ServiceApi api, String id, Convergence how) {
        this(rest, api, id, how, new Pace(System.nanoTime()));
    }

    /** Waits by another pace, for tests. */
    Converging(Rest rest, ServiceApi api, String id, Convergence how, Pace pace) {
        this.rest = rest;
        this.api = api;
        this.id = id;
        this.how = how;
        this.name = id;
        this.deadline = Deadline.in(how.timeout());
        this.pace = pace;
    }

    void await() {
        try (SwarmWatch watch = new SwarmWatch(rest)) {
            pace.spent(1, System.nanoTime());
            while (!isDone(watch)) {
                if (deadline.isOver()) {
                    throw late();
                }
                awaitTheNextLook(watch);
            }
        }
    }

    private void awaitTheNextLook(SwarmWatch watch) {
        long now = System.nanoTime();
        Duration wait = Duration.ofNanos(Math.max(0, nextLook(watch, now) - now));
        long next = now + deadline.atMost(wait).toNanos();
        while (watch.awaitUntil(next, "waiting for service " + name)) {
            if (isWorthALook(watch)) {
                looksForAnEvent = 0;
                next = Math.min(next, pace.soon(System.nanoTime()));
            }
        }
    }

    private long nextLook(SwarmWatch watch, long now) {
        boolean isToldOfMore = haveTheLastBegun(watch) || hasOneEnded(watch);
        if (isToldOfMore && looksForAnEvent < LOOKS_FOR_AN_EVENT) {
            looksForAnEvent++;
            return pace.soon(now);
        }
        if (isConvergedForGood()) {
            // the last look is at the end of the time, and not later
            long left = monitor.toNanos() - (now - convergedAt);
            return now + Math.min(WHILE_VERIFYING.toNanos(), left);
        }
        return pace.next(now);
    }

    /** While it rolls back, the tasks that were not updated yet may be all that it needs. */
    private boolean isConvergedForGood() {
        return converged && !isRollingBack();
    }

    private boolean isWorthALook(SwarmWatch watch) {
        return watch.hasServiceChanged(false)
                || watch.haveNodesChanged(false)
                || haveTheLastBegun(watch)
                || (isJob && watch.hasAnyEnded())
                || hasOneEnded(watch);
    }

    /** Returns whether a task that runs, as the manager has it, has ended on this engine. */
    private boolean hasOneEnded(SwarmWatch watch) {
        return converged && watch.hasEndedOf(running);
    }

    /** Returns whether as many containers of this engine have started as tasks were missing. */
    private boolean haveTheLastBegun(SwarmWatch watch) {
        return !converged && !isJob && missing > 0 && watch.begun(running) >= missing;
    }

    /** A look costs one request; the service and the nodes are asked for when an event says that they changed. */
    private JsonNode service(SwarmWatch watch) {
        Duration longest = watch.isLost() ? WITHOUT_EVENTS : LONGEST_UNASKED;
        boolean isOld = System.nanoTime() - serviceRead > longest.toNanos();
        if (watch.hasServiceChanged(true) || isOld || isStable()) {
            service = api.read(id);
            serviceRead = System.nanoTime();
            pace.spent(1, serviceRead);
        }
        return service;
    }

    private boolean isStable() {
        return converged && System.nanoTime() - convergedAt >= monitor.toNanos();
    }

    private String updateState() {
        return service.at("/UpdateStatus/State").asText("");
    }

    private boolean isRollingBack() {
        return updateState().equals("rollback_started");
    }

    private boolean isDone(SwarmWatch watch) {
        JsonNode service = service(watch);
        name = service.at("/Spec/Name").asText(id);
        isJob = service.hasNonNull("JobStatus");
        watch.about(service.path("ID").asText(id));
        long nanos = service.at("/Spec/UpdateConfig/Monitor").asLong(0);
        if (nanos != 0) {
            monitor = Duration.ofNanos(nanos);
        }
        String state = updateState();
        switch (state) {
            case "completed" -> {
                // tasks that may fail are never all running; without an update, it is the state of
                // an earlier one
                if (!converged && how.isUpdate()) {
                    return true;
                }
            }
            case "paused", "rollback_paused" -> throw stopped(service, state);
            default -> {
                // no update, or one of a later engine
            }
        }
        // nobody tells of nodes once the events have ended
        boolean unknown =
                watch.isLost() && System.nanoTime() - nodesRead > LONGEST_UNASKED.toNanos();
        if (watch.haveNodesChanged(true) || unknown) {
            active = activeNodes();
            nodesRead = System.nanoTime();
            pace.spent(1, nodesRead);
        }
        Set<String> before = running;
        Set<String> ended = watch.ended();
        boolean now = look(service);
        // one that has ended and runs for the manager is not forgotten: it is looked at again
        ended.removeAll(running);
        watch.forgetEnded(ended);
        if (now && isJob) {
            return true;
        }
        // a task that took the place of another one has not run for that time
        if (now && !(converged && running.equals(before))) {
            convergedAt = System.nanoTime();
        }
        converged = now;
        if (!isStable() || isRollingBack()) {
            return false;
        }
        if (state.equals("rollback_completed") && how.isUpdate()) {
            throw stopped(service, state);
        }
        return true;
    }

    private boolean look(JsonNode service) {
        List<Task> tasks =
                api.tasks(
                        Filters.none()
                                .with("service", service.path("ID").asText(id))
                                .with("_up-to-date", "true"));
        pace.spent(1, System.nanoTime());
        JsonNode mode = service.at("/Spec/Mode");
        long iteration = service.at("/JobStatus/JobIteration/Index").asLong(0);
        if (mode.has("ReplicatedJob")) {
            return ofJob(tasks, iteration, mode.at("/ReplicatedJob/TotalCompletions").asLong(1));
        }
        if (mode.has("GlobalJob")) {
            return ofGlobalJob(tasks, iteration);
        }
        boolean global = mode.has("Global");
        Map<String, Task> bySlot = new TreeMap<>(Comparator.comparing(Converging::sortKey));
        for (Task task : tasks) {
            String slot = global ? task.nodeId().orElse("") : slotOf(task);
            @Nullable Task other = bySlot.get(slot);
            boolean known =
                    TaskStates.number(task.desiredState()) != 0
                            && TaskStates.number(task.state()) != 0;
            if (!known || (other != null && !isBefore(task, other))) {
                continue;
            }
            boolean down = task.nodeId().filter(node -> !active.contains(node)).isPresent();
            if (!global && down) {
                continue;
            }
            bySlot.put(slot, task);
        }
        running = new HashSet<>();
        for (Task task : bySlot.values()) {
            boolean counts = !global || active.contains(task.nodeId().orElse(""));
            if (counts && task.isRunning()) {
                running.add(task.id());
            }
        }
        int wanted = global ? bySlot.size() : (int) mode.at("/Replicated/Replicas").asLong(1);
        // of a global service all tasks are made at once, a moment after the service
        boolean all = running.size() == wanted && (!global || wanted > 0);
        tell(running.size(), wanted, all, bySlot.values());
        return all;
    }

    private static String slotOf(Task task) {
        return String.valueOf(task.slot().orElse(0));
    }

    private static String sortKey(String slot) {
        return slot.matches("\\d+") ? String.format(Locale.ROOT, "%12s", slot) : slot;
    }

    /** Of two tasks of one slot, the one of the lower desired state counts, and of the lower state if those are the same. */
    private static boolean isBefore(Task task, Task other) {
        int desired = TaskStates.number(task.desiredState());
        int others = TaskStates.number(other.desiredState());
        return desired < others
                || (desired == others
                        && TaskStates.number(task.state()) < TaskStates.number(other.state()));
    }

    private Set<String> activeNodes() {
        Set<String> active = new HashSet<>();
        for (JsonNode node : rest.get("nodes").to("list the nodes").readList()) {
            if (!node.at("/Status/State").asText("").equals("down")) {
                active.add(node.path("ID").asText(""));
            }
        }
        return active;
    }

    private boolean ofJob(List<Task> tasks, long iteration, long wanted) {
        Map<String, Task> bySlot = new TreeMap<>(Comparator.comparing(Converging::sortKey));
        for (Task task : tasks) {
            boolean counts =
                    task.jobIteration().orElse(-1) == iteration
                            && TaskStates.number(task.desiredState()) != 0
                            && TaskStates.number(task.state()) != 0;
            @Nullable Task other = bySlot.get(slotOf(task));
            if (counts
                    && (other == null
                            || TaskStates.number(task.state())
                                    < TaskStates.number(other.state()))) {
                bySlot.put(slotOf(task), task);
            }
        }
        return complete(bySlot.values(), wanted);
    }

    /** Nodes that join later run the job, too, and are not waited for. */
    private boolean ofGlobalJob(List<Task> tasks, long iteration) {
        Map<String, Task> byNode = new TreeMap<>();
        for (Task task : tasks) {
            if (task.jobIteration().orElse(-1) == iteration) {
                String node = task.nodeId().orElse("");
                @Nullable Task other = byNode.get(node);
                if (other == null
                        || TaskStates.number(task.state()) > TaskStates.number(other.state())) {
                    byNode.put(node, task);
                }
            }
        }
        if (nodesOfTheJob.isEmpty()) {
            nodesOfTheJob.addAll(byNode.keySet());
        }
        byNode.keySet().retainAll(nodesOfTheJob);
        return !nodesOfTheJob.isEmpty() && complete(byNode.values(), nodesOfTheJob.size());
    }

    private boolean complete(Collection<Task> tasks, long wanted) {
        int complete = 0;
        for (Task task : tasks) {
            complete += task.state().equals("complete") ? 1 : 0;
        }
        tell(complete, (int) wanted, complete == wanted, tasks);
        return complete == wanted;
    }

    private void tell(int running, int wanted, boolean verifying, Collection<Task> tasks) {
        ServiceProgress now =
                new ServiceProgress(
                        name,
                        running,
                        wanted,
                        updateState().startsWith("rollback_"),
                        verifying,
                        List.copyOf(tasks));
        boolean changed = !now.equals(told);
        missing = Math.abs(wanted - running);
        pace.saw(changed, missing, System.nanoTime());
        if (changed) {
            told = now;
            how.progress().accept(now);
        }
    }

    private ServiceUpdateException stopped(JsonNode service, String state) {
        List<Task> failed = failed();
        List<String> errors = errors(failed);
        List<String> lines = lastLines(failed);
        String said = EngineWords.printable(service.at("/UpdateStatus/Message").asText(""));
        return (ServiceUpdateException)
                new ServiceUpdateException(
                                "the update of service "
                                        + name
                                        + " ended as "
                                        + state
                                        + (said.isEmpty() ? "" : ": " + said)
                                        + told(errors, lines),
                                name,
                                state,
                                errors,
                                lines)
                        .during(how.commandLine());
    }

    private DockerTimeoutException late() {
        ServiceProgress last = told;
        List<Task> failed = failed();
        return (DockerTimeoutException)
                new DockerTimeoutException(
                                "service "
                                        + name
                                        + " has not converged in time"
                                        + (last == null ? "" : ": " + seen(last))
                                        + "; it goes on, and service.awaitConverged() waits again"
                                        + told(errors(failed), lastLines(failed)),
                                null)
                        .during(how.commandLine());
    }

    private String seen(ServiceProgress last) {
        return last.running()
                + " of "
                + last.wanted()
                + " tasks are as they shall be"
                + (last.isVerifying() ? ", but not yet for " + monitor.toMillis() + " ms" : "");
    }

    /** Returns the tasks that failed, the latest first. */
    private List<Task> failed() {
        List<Task> failed = new ArrayList<>();
        try {
            for (Task task : api.tasks(Filters.none().with("service", id))) {
                if (task.error().isPresent()) {
                    failed.add(task);
                }
            }
        } catch (DockerException unknown) {
            return List.of();
        }
        failed.sort(
                Comparator.comparing((Task task) -> task.stateSince().orElse(Instant.EPOCH))
                        .reversed());
        return failed;
    }

    /** Returns why they failed, each reason once. */
    private static List<String> errors(List<Task> failed) {
        return failed.stream()
                .map(task -> EngineWords.printable(task.error().orElse("")))
                .distinct()
                .toList();
    }

    private static String told(List<String> errors, List<String> lines) {
        StringBuilder text = new StringBuilder();
        errors.stream().limit(3).forEach(error -> text.append("; a task failed: ").append(error));
        if (!lines.isEmpty()) {
            text.append("; the last lines of the task that failed last:\n")
                    .append(String.join("\n", lines));
        }
        return text.toString();
    }

    /** Returns the end of the output of the task that failed last, of those that had a container. */
    private List<String> lastLines(List<Task> failed) {
        Task last =
                failed.stream()
                        .filter(task -> task.containerId().isPresent())
                        .findFirst()
                        .orElse(null);
        if (last == null) {
            return List.of();
        }
        try {
            LogsSpec.Logs logs =
                    ServiceLogs.ofTask(rest, last.id(), "task " + last.id() + " of service " + name)
                            .read(
                                    new LogsRequest(
                                            Map.of(
                                                    "stdout",
                                                    "1",
                                                    "stderr",
                                                    "1",
                                                    "tail",
                                                    String.valueOf(LINES)),
                                            64 * 1024,
                                            "docker service logs " + last.id()));
            return (logs.stdout() + logs.stderr()).lines().map(EngineWords::printable).toList();
        } catch (DockerException none) {
            return List.of();
        }
    }
}
