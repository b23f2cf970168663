package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.concurrent.TimeLimit;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.NamedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the Engine API: built, then sent once by one of its terminals. Each of them throws the
 * {@link io.dockerkit.EngineException} that fits an error of the engine's.
 *
 * <p>Without a deadline of its own, a call that asks may wait a minute for the answer, and one that changes something ten
 * minutes, since removing large layers takes its time. {@link #read()} and {@link #status()} have the whole answer by then,
 * {@link #open()} and {@link #upgrade} its head, {@link #openFlowing()} its head and then each piece anew. The body of a request has it anew for each piece, too; {@link
 * #openWithin} limits all together.
 *
 * <p>Not thread-safe.
 */
public final class Call {
    private static final Duration TO_ASK = Duration.ofMinutes(1);
    private static final Duration TO_CHANGE = Duration.ofMinutes(10);
    private static final Duration TO_WORK = Duration.ofHours(1);

    /** For a removal that an interrupt has cut short: whoever interrupts wants the thread back. */
    private static final Duration ONCE_MORE = Duration.ofSeconds(10);

    private final Rest rest;
    private final String method;
    private final RequestTarget target;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Object body;
    private @Nullable InputStream stream;
    private String type = "application/json";
    private String doing;
    private @Nullable String commandLine;
    private @Nullable Duration deadline;
    private boolean mayBeUnchanged;
    private boolean described;

    Call(Rest rest, String method, String... path) {
        this.rest = rest;
        this.method = method;
        this.target = new RequestTarget(path);
        this.doing = "ask " + method + " " + target.path();
        boolean asks = method.equals("GET") || method.equals("HEAD");
        this.deadline = rest.deadline(asks ? TO_ASK : TO_CHANGE);
    }

    /** Adds a parameter. */
    public Call query(String name, String value) {
        target.query(name, value);
        return this;
    }

    /** Adds a parameter {@code name=1}, if so. */
    public Call query(String name, boolean set) {
        return set ? query(name, "1") : this;
    }

    /** Adds a parameter that may be there several times. */
    public Call queryAll(String name, List<String> values) {
        values.forEach(value -> target.repeat(name, value));
        return this;
    }

    /** Adds parameters. */
    public Call query(Map<String, String> parameters) {
        parameters.forEach(target::query);
        return this;
    }

    /** Adds the filters, if there are any. */
    public Call filters(Filters filters) {
        return filters.values().isEmpty()
                ? this
                : query(
                        "filters",
                        new String(JsonText.write(filters.values()), StandardCharsets.UTF_8));
    }

    /** Sets the body, of maps, lists, texts, numbers and booleans. */
    public Call json(Object value) {
        body = value;
        return this;
    }

    /** Sets the body, which is sent as it is read, and not closed. */
    public Call body(InputStream content, String contentType) {
        stream = content;
        type = contentType;
        return this;
    }

    /** Sets a header. */
    public Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Says for errors what is being done: {@code start container web}; the message begins {@code cannot start …}. */
    public Call to(String whatIsDone) {
        doing = whatIsDone;
        described = true;
        return this;
    }

    /** Gives the command line that asks the same, secrets redacted, for errors. */
    public Call as(@Nullable String line) {
        commandLine = line;
        return this;
    }

    /** Gives the engine an hour, in place of the default, for what it may work on for long without a word. */
    public Call unhurried() {
        return within(rest.deadline(TO_WORK));
    }

    /** Gives the engine more time than the default; null: for ever. */
    public Call longerBy(@Nullable Duration time) {
        Duration usual = deadline;
        return within(time == null || usual == null ? null : usual.plus(time));
    }

    /** Sets how long the engine may take until its answer begins, in place of the default; null: for ever. */
    public Call within(@Nullable Duration time) {
        deadline = time;
        return this;
    }

    /** Returns how long the engine may take until its answer begins; null: for ever. */
    @Nullable Duration deadline() {
        return deadline;
    }

    /** Returns what is being done, for messages. */
    String doing() {
        return doing;
    }

    /** Sets that the engine may take no longer than this until its answer begins, whatever the default; null: the default. */
    public Call atMost(@Nullable Duration time) {
        Duration usual = deadline;
        if (time != null && (usual == null || time.compareTo(usual) < 0)) {
            deadline = time.isNegative() || time.isZero() ? Duration.ofNanos(1) : time;
        }
        return this;
    }

    /** Sets that the engine may take at least this long until its answer begins; the default counts if that is longer. */
    public Call atLeast(Duration time) {
        Duration usual = deadline;
        return usual == null || time.compareTo(usual) <= 0 ? this : within(time);
    }

    /** Takes the status 304 for an answer: what is asked for is so already. */
    public Call orUnchanged() {
        mayBeUnchanged = true;
        return this;
    }

    /** Sends the call and returns the answer, which the caller closes. */
    public Answer open() {
        return checked(rest.wire().execute(request(), deadline));
    }

    /** As {@link #open()}, for an answer that flows without pause: each read of its body has the deadline of its own. */
    public Answer openFlowing() {
        Answer answer = open();
        answer.patience(deadline);
        return answer;
    }

    /**
     * As {@link #openFlowing()}, within a limit of the whole: the sending of the body, however slow its source is, the wait for
     * the answer, and the reading of its body.
     *
     * @param limit the limit, in place of the deadline; null: as {@link #openFlowing()}
     */
    public Answer openWithin(@Nullable Duration limit) {
        if (limit == null) {
            return openFlowing();
        }
        long start = System.nanoTime();
        Answer answer =
                TimeLimit.call(
                        limit,
                        within(limit)::open,
                        over ->
                                new DockerTimeoutException(
                                        "gave up to " + doing + " after " + Checks.human(limit),
                                        over));
        answer.deadline(limit.minusNanos(System.nanoTime() - start));
        return answer;
    }

    /** Sends the call and returns the answer, which has to be read by the deadline. */
    private Answer openWhole() {
        long start = System.nanoTime();
        Answer answer = open();
        Duration limit = deadline;
        if (limit != null) {
            answer.deadline(limit.minusNanos(System.nanoTime() - start));
        }
        return answer;
    }

    /**
     * Sends the call and asks for the connection as a two-way stream; the caller closes the answer, which has a
     * {@link Answer#duplex()}.
     *
     * @param protocol what the connection speaks then: {@link io.dockerkit.impl.transport.Duplex#TCP}
     */
    public Answer upgrade(String protocol) {
        Answer answer = rest.wire().upgrade(request(), protocol, deadline);
        if (answer.duplex().isPresent()) {
            rest.note(answer);
            return answer;
        }
        try (Answer refused = checked(answer)) {
            throw Fields.wrong(
                    doing,
                    "has status "
                            + refused.getStatusCode()
                            + " and does not hand over the connection");
        }
    }

    /**
     * Sends the call and returns the status of the answer without its body: 2xx, or 304 after {@link #orUnchanged()}. A
     * removal is clean-up: it is carried out on an interrupted thread too, which stays interrupted. An interrupt that comes
     * while it waits for its answer has it sent once more, with a short deadline, and the next one ends it.
     */
    public int status() {
        return method.equals("DELETE")
                ? Uninterrupted.call(this::statusNow, () -> atMost(ONCE_MORE).statusNow())
                : statusNow();
    }

    private int statusNow() {
        try (Answer answer = open()) {
            return answer.getStatusCode();
        }
    }

    /** Sends the call and returns the answer, which must be a JSON object. */
    public JsonNode read() {
        try (Answer answer = openWhole()) {
            return JsonAnswer.object(answer, doing);
        }
    }

    /** Sends the call and returns the answer, which must be a JSON text. */
    public String readWord() {
        try (Answer answer = openWhole()) {
            return JsonAnswer.text(answer, doing);
        }
    }

    /** Sends the call and returns the answer, which must be a JSON array, or null, which Go writes for an empty one. */
    public JsonNode readList() {
        try (Answer answer = openWhole()) {
            return JsonAnswer.list(answer, doing);
        }
    }

    /** Does the same for a list whose items may have the same object in a field: they share it, and nobody may change it. */
    public JsonNode readListThatShares(String field) {
        try (Answer answer = openWhole()) {
            return JsonAnswer.list(answer, field, doing);
        }
    }

    /** Sends the call and returns the answer if it has a body, else a missing node. */
    public JsonNode readIfAny() {
        try (Answer answer = openWhole()) {
            return JsonAnswer.objectIfAny(answer, doing);
        }
    }

    /** Sends the call and returns a text of the answer, which must be there: the id of what was created. */
    public String readText(String field) {
        return Fields.text(read(), field, doing);
    }

    private Request request() {
        Request.Builder request = Request.builder().method(method).path(target.of(rest.version()));
        headers.forEach(request::putHeader);
        Object value = body;
        InputStream content = stream;
        if (value != null) {
            request.putHeader("Content-Type", type).bodyBytes(JsonText.write(value));
        } else if (content != null) {
            request.putHeader("Content-Type", type).body(content);
        }
        return named(request.build());
    }

    /** A reader of messages knows the docker command better than the path of the call. */
    private Request named(Request request) {
        if (commandLine != null) {
            return NamedRequest.of(request, "\"" + commandLine + "\"");
        }
        return described ? NamedRequest.of(request, "the request to " + doing) : request;
    }

    /** Only 2xx is an answer, and 304 where the call has a meaning for it. */
    private Answer checked(Answer answer) {
        rest.note(answer);
        int status = answer.getStatusCode();
        if ((status >= 200 && status < 300) || (status == 304 && mayBeUnchanged)) {
            return answer;
        }
        try (answer) {
            answer.deadline(deadline);
            String words = EngineErrors.message(answer.getBody().readNBytes(64 * 1024));
            if (status == 400) {
                rest.refusedVersion(words)
                        .ifPresent(
                                refusal -> {
                                    throw refusal;
                                });
            }
            throw EngineErrors.of(answer, words, rest.address(), doing, commandLine);
        } catch (IOException e) {
            throw new DockerException(
                    "cannot "
                            + doing
                            + ": the engine answered with status "
                            + status
                            + ", and its words could not be read",
                    e);
        }
    }
}
