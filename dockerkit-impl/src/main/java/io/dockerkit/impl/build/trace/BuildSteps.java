package io.dockerkit.impl.build.trace;

import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildProgress.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one build: makes typed progress of what BuildKit reports. Each step begins once and ends once, though
 * BuildKit may report it several times. The step that fails is kept, with the end of what it printed.
 *
 * <p>Not thread-safe.
 */
public final class BuildSteps {
    private static final Pattern EXIT_CODE = Pattern.compile("exit code: (\\d{1,3})\\b");
    private static final String CANCELED = "context canceled";
    private static final int LAST_REPORTS = 20;

    /** What BuildKit asks a registry before it begins with the steps of a Dockerfile. */
    private static final String LOOKUP =
            "\\[internal] load metadata for |\\[context [^\\]]*] load metadata for |resolve image config for ";

    private static final Pattern LOOKUPS = Pattern.compile(LOOKUP);

    /** All that comes before the steps: the Dockerfile, the context, the logins and the image that reads the Dockerfile, too. */
    private static final Pattern BEFORE_STEPS =
            Pattern.compile(
                    LOOKUP
                            + "|\\[internal] load |\\[context [^\\]]*] load |\\[auth] |docker-image://|copy /context /");

    private final Consumer<? super BuildProgress> listener;
    private final Map<String, BuildStep> steps = new LinkedHashMap<>();
    private final Deque<String> lastReports = new ArrayDeque<>();
    private @Nullable BuildStep failed;
    private String error = "";
    private boolean begun;
    private boolean failedOtherwise;

    /** Makes the steps of one build; the listener is called on the thread that calls {@link #add}. */
    public BuildSteps(Consumer<? super BuildProgress> listener) {
        this.listener = listener;
    }

    /**
     * Takes in a report.
     *
     * @param statusResponse BuildKit's message
     * @throws io.dockerkit.DockerUnavailableException.MalformedAnswer if it is no such message
     */
    public void add(byte[] statusResponse) {
        SolveStatus status = SolveStatus.read(statusResponse);
        status.vertices().forEach(this::begin);
        status.transfers().forEach(this::transfer);
        status.logs().forEach(this::log);
        status.vertices().forEach(this::end);
        for (SolveStatus.Warning warning : status.warnings()) {
            BuildStep step = steps.get(warning.vertex());
            report(
                    step == null
                            ? whole(warning.message())
                            : step.event(Kind.WARNING, warning.message(), 0));
        }
    }

    private static BuildProgress whole(String warning) {
        return new BuildProgress(0, "", Kind.WARNING, warning, 0, 0, java.time.Duration.ZERO);
    }

    private void begin(SolveStatus.Vertex vertex) {
        boolean begins =
                vertex.started() > 0 || vertex.completed() > 0 || !vertex.error().isEmpty();
        if (begins && !steps.containsKey(vertex.digest())) {
            BuildStep step = new BuildStep(steps.size() + 1, vertex.name(), vertex.started());
            steps.put(vertex.digest(), step);
            begun |= !BEFORE_STEPS.matcher(vertex.name()).lookingAt();
            report(step.event(Kind.STARTED, "", vertex.started()));
        }
    }

    private void transfer(SolveStatus.Transfer transfer) {
        BuildStep step = steps.get(transfer.vertex());
        if (step == null) {
            return;
        }
        boolean complete = transfer.completed() > 0;
        if (complete && !step.endTransfer(transfer.id())) {
            return;
        }
        report(
                step.event(
                        complete ? Kind.TRANSFERRED : Kind.TRANSFER,
                        transfer.id(),
                        transfer.current(),
                        transfer.total(),
                        transfer.started(),
                        complete ? transfer.completed() : transfer.timestamp()));
    }

    private void log(SolveStatus.Log log) {
        BuildStep step = steps.get(log.vertex());
        if (step != null) {
            step.output().add(log.bytes(), line -> print(step, line, log.timestamp()));
        }
    }

    private void print(BuildStep step, String line, long timestamp) {
        step.keep(line);
        report(step.event(Kind.OUTPUT, line, timestamp));
    }

    private void end(SolveStatus.Vertex vertex) {
        BuildStep step = steps.get(vertex.digest());
        boolean ends = vertex.completed() > 0 || !vertex.error().isEmpty();
        if (step == null || !ends || !step.end()) {
            return;
        }
        step.output().flush(line -> print(step, line, vertex.completed()));
        Kind kind =
                vertex.error().endsWith(CANCELED)
                        ? Kind.CANCELED
                        : !vertex.error().isEmpty()
                                ? Kind.FAILED
                                : vertex.cached() ? Kind.CACHED : Kind.DONE;
        if (kind == Kind.FAILED) {
            failed = step;
            failedOtherwise |= !LOOKUPS.matcher(step.name()).lookingAt();
            error = vertex.error();
        }
        report(step.event(kind, vertex.error(), vertex.completed()));
    }

    private void report(BuildProgress event) {
        if (event.kind() != Kind.TRANSFER) {
            lastReports.add(event.toString());
            if (lastReports.size() > LAST_REPORTS) {
                lastReports.remove();
            }
        }
        listener.accept(event);
    }

    /** Returns the name of the step that failed, as {@code docker build} shows it, or empty if none did. */
    public Optional<String> failedStep() {
        return Optional.ofNullable(failed).map(BuildStep::name);
    }

    /** Returns whether what failed is the question to a registry about an image, and no step of the Dockerfile had begun. */
    public boolean failedAtImages() {
        return failed != null && !failedOtherwise && !begun;
    }

    /** Returns the end of what the step that failed printed. */
    public List<String> failedOutput() {
        BuildStep step = failed;
        return step == null ? List.of() : step.lastLines();
    }

    /** Returns the end of what was reported, for a build that ends without a result. */
    public List<String> lastReports() {
        return List.copyOf(lastReports);
    }

    /**
     * Returns the exit code of the command that failed, or 0 if it was not a command.
     *
     * @param message the engine's words about the whole build
     */
    public int exitCode(String message) {
        int code = code(error);
        return code == 0 ? code(message) : code;
    }

    private static int code(String words) {
        Matcher matcher = EXIT_CODE.matcher(words);
        int code = 0;
        while (matcher.find()) {
            code = Integer.parseInt(matcher.group(1));
        }
        return code;
    }
}
