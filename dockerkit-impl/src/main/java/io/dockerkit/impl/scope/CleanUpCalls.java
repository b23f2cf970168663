package io.dockerkit.impl.scope;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.ConflictException;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The calls that remove what belongs to scopes. They need nothing of Jackson, and keep nothing of a long answer in memory:
 * what a program has left must go even if the program's Jackson is too old or not whole, and however much it is.
 *
 * <p>Thread-safe.
 */
final class CleanUpCalls {
    private static final Duration TO_ASK = Duration.ofMinutes(1);
    private static final Duration TO_CHANGE = Duration.ofMinutes(10);
    private static final Duration BY_OTHERS = Duration.ofSeconds(30);
    private static final Pattern USED_BY_TASKS =
            Pattern.compile("in use by (task|service)|has active endpoints");

    private static final int MOST_WORDS = 64 * 1024;

    private final Rest rest;
    private final Duration toAsk;

    CleanUpCalls(Rest rest) {
        this(rest, TO_ASK);
    }

    /** Makes calls whose questions have to be answered within this time. */
    CleanUpCalls(Rest rest, Duration toAsk) {
        this.rest = rest;
        this.toAsk = toAsk;
    }

    /** Lists objects that have all of these labels, each as {@code key=value}. */
    void list(ObjectKind kind, List<String> labels, JsonStrings.Sink to) {
        StringBuilder filters = new StringBuilder("{\"label\":[");
        for (String label : labels) {
            filters.append(filters.charAt(filters.length() - 1) == '[' ? "" : ",")
                    .append('"')
                    .append(label.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        String target =
                kind.listPath()
                        + (kind == ObjectKind.CONTAINER ? "?all=1&" : "?")
                        + "filters="
                        + encode(filters.append("]}").toString());
        read(target, "list the " + kind + "s of a scope", to);
    }

    /** Reads what the engine says about one container. */
    void inspect(String id, JsonStrings.Sink to) {
        read("/containers/" + encode(id) + "/json", "inspect container " + id, to);
    }

    private void read(String target, String doing, JsonStrings.Sink to) {
        try (Answer answer = send(Request.Method.GET, target, toAsk, doing, "")) {
            answer.patience(toAsk);
            JsonStrings.read(answer.getBody(), to);
        } catch (IOException e) {
            throw new DockerException("cannot " + doing + ": " + e.getMessage(), e);
        }
    }

    /** Removes an object, a container by force and with its anonymous volumes; it is gone when this returns. */
    void remove(ObjectKind kind, String id) {
        long end = System.nanoTime() + BY_OTHERS.toNanos();
        while (true) {
            try {
                removeNow(kind, id);
                return;
            } catch (EngineException used) {
                // the tasks of a service that was removed end a moment later
                boolean byTasks =
                        kind == ObjectKind.NETWORK
                                && USED_BY_TASKS.matcher(used.engineMessage()).find();
                if (!byTasks || System.nanoTime() > end) {
                    throw used;
                }
                Uninterrupted.run(() -> Pause.of(200, "waiting for the tasks of network " + id));
            }
        }
    }

    private void removeNow(ObjectKind kind, String id) {
        try {
            send(
                            Request.Method.DELETE,
                            kind.path()
                                    + '/'
                                    + encode(id)
                                    + (kind == ObjectKind.CONTAINER ? "?force=1&v=1" : ""),
                            TO_CHANGE,
                            "remove " + kind + " " + id,
                            kind.removal() + " " + id)
                    .close();
        } catch (NotFoundException gone) {
            // somebody else has removed it
        } catch (ConflictException conflict) {
            if (kind != ObjectKind.CONTAINER
                    || !conflict.engineMessage()
                            .toLowerCase(Locale.ROOT)
                            .contains("already in progress")) {
                throw conflict;
            }
            awaitRemoval(id, conflict);
        }
    }

    /** Somebody else removes it, the engine itself after {@code --rm} for instance. */
    private void awaitRemoval(String id, ConflictException conflict) {
        try (Answer answer =
                send(
                        Request.Method.POST,
                        "/containers/" + encode(id) + "/wait?condition=removed",
                        TO_CHANGE,
                        "wait for the removal of container " + id,
                        "")) {
            answer.deadline(BY_OTHERS);
            answer.getBody().readNBytes(MOST_WORDS);
        } catch (NotFoundException gone) {
            return;
        } catch (DockerTimeoutException | IOException late) {
            conflict.addSuppressed(late);
            throw conflict;
        }
    }

    private Answer send(
            Request.Method method, String target, Duration deadline, String doing, String line) {
        return method == Request.Method.DELETE
                ? Uninterrupted.call(() -> sendNow(method, target, deadline, doing, line))
                : sendNow(method, target, deadline, doing, line);
    }

    private Answer sendNow(
            Request.Method method, String target, Duration deadline, String doing, String line) {
        Request request =
                Request.builder().method(method).path("/v" + rest.version() + target).build();
        Answer answer = rest.wire().execute(request, deadline);
        int status = answer.getStatusCode();
        if ((status >= 200 && status < 300) || status == 304) {
            return answer;
        }
        try (answer) {
            answer.deadline(deadline);
            throw error(
                    status,
                    words(answer.getBody().readNBytes(MOST_WORDS)),
                    doing,
                    line.isEmpty() ? null : line);
        } catch (IOException e) {
            throw new DockerException(
                    "cannot " + doing + ": the engine answered with status " + status, e);
        }
    }

    private static DockerException error(
            int status,
            String words,
            String doing,
            @org.jspecify.annotations.Nullable String line) {
        try {
            return EngineErrors.of(status, words, doing, line);
        } catch (LinkageError incomplete) {
            return status == 404
                    ? new NotFoundException("cannot " + doing + ": " + words, status, words, line)
                    : new EngineException("cannot " + doing + ": " + words, status, words, line);
        }
    }

    /** Returns the message of an error, or the text as it is. */
    private static String words(byte[] body) {
        StringBuilder message = new StringBuilder();
        try {
            JsonStrings.read(
                    new ByteArrayInputStream(body),
                    new JsonStrings.Sink() {
                        @Override
                        public boolean wants(List<String> path) {
                            return path.size() == 1 && path.get(0).equals("message");
                        }

                        @Override
                        public void text(List<String> path, String value) {
                            message.append(value);
                        }
                    });
        } catch (IOException noJson) {
            message.setLength(0);
        }
        return (message.length() == 0
                        ? new String(body, StandardCharsets.UTF_8)
                        : message.toString())
                .strip();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
