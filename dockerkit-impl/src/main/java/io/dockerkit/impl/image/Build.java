package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.BuildException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.BuildRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One build by the engine's own builder. Not thread-safe. */
final class Build implements ItemStream.Listener {
    private static final int LAST_LINES = 20;

    /** How long a line is at most that is kept for errors. */
    static final int LONGEST_KEPT = 2000;

    /** How long a line is at most that is handed to the listener. */
    static final int LONGEST_LINE = 1024 * 1024;

    /** The parameters that are there once for each value; other lists are JSON. */
    private static final Set<String> REPEATED = Set.of("extrahosts", "securityopt");

    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final BuildRequest request;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String id = "";

    Build(Rest rest, Logins logins, UserSettings settings, BuildRequest request) {
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
        this.request = request;
    }

    /** Builds, and returns the image's id. */
    String run() {
        if (!request.onlySession().isEmpty()) {
            throw new InvalidOptionException(
                    String.join(", ", request.onlySession()),
                    "",
                    "this needs a session with BuildKit: add the dependency io.dockerkit:dockerkit-buildkit");
        }
        IdFile idFile = new IdFile(request.idFile());
        idFile.prepare();
        try {
            BuildContext context = BuildContext.of(request);
            try (InputStream archive = context.archive()) {
                send(context, archive);
            }
            requireId();
            idFile.write(id);
            return id;
        } catch (DockerTimeoutException late) {
            throw Archives.late("build " + request.source().shown(), request.timeout(), late);
        } catch (IOException e) {
            throw LocalFiles.failed("read the context", Path.of(request.source().shown()), e);
        }
    }

    private void requireId() {
        flush();
        String last = lastLines.isEmpty() ? "" : lastLines.getLast();
        if (id.isEmpty() && request.query().containsKey("q") && ImageReference.isId(last)) {
            // of a quiet build the engine prints the id, and nothing else
            id = last;
        }
        if (id.isEmpty()) {
            throw new IncompleteStreamException(
                    "the engine ended the build without naming the image; its output ends:\n"
                            + lastLines.stream()
                                    .map(EngineWords::printable)
                                    .collect(Collectors.joining("\n")),
                    null);
        }
    }

    /** Returns the parameters that are there once; the version is that of the engine's own builder, not BuildKit. */
    static Map<String, String> query(BuildRequest request, BuildContext context) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("dockerfile", context.dockerfile());
        query.put("version", "1");
        if (!context.remote().isEmpty()) {
            query.put("remote", context.remote());
        }
        return query;
    }

    private void send(BuildContext context, InputStream archive) {
        Call call =
                rest.post("build")
                        .query(query(request, context))
                        .queryAll("t", request.tags())
                        .header("X-Registry-Config", logins.all())
                        .body(
                                request.isCompressed() ? Gzip.compressed(archive) : archive,
                                "application/x-tar")
                        .to("build " + request.source().shown())
                        .as(request.commandLine())
                        .unhurried();
        String platform = settings.defaultPlatform().get();
        if (!platform.isEmpty() && !request.query().containsKey("platform")) {
            call.query("platform", platform);
        }
        withProxies(request.structured())
                .forEach(
                        (name, value) -> {
                            if (REPEATED.contains(name) && value instanceof List<?> values) {
                                call.queryAll(name, values.stream().map(String::valueOf).toList());
                            } else {
                                call.query(
                                        name,
                                        new String(JsonText.write(value), StandardCharsets.UTF_8));
                            }
                        });
        long start = System.nanoTime();
        Duration timeout = request.timeout();
        if (timeout != null) {
            call.within(timeout);
        }
        try (Answer answer = call.openFlowing()) {
            if (timeout != null) {
                answer.deadline(timeout.minusNanos(System.nanoTime() - start));
            }
            new ItemStream(request.progress(), "the build of " + request.source().shown())
                    .read(answer, this);
        }
    }

    /** As the CLI does: an argument that the request has is left as it is. */
    private Map<String, Object> withProxies(Map<String, Object> structured) {
        Map<String, String> proxies = settings.proxies().get();
        if (proxies.isEmpty()) {
            return structured;
        }
        Map<Object, Object> arguments = new LinkedHashMap<>(proxies);
        if (structured.get("buildargs") instanceof Map<?, ?> given) {
            arguments.putAll(given);
        }
        Map<String, Object> all = new LinkedHashMap<>(structured);
        all.put("buildargs", arguments);
        return all;
    }

    @Override
    public void item(JsonNode item) {
        if (item.path("aux").hasNonNull("ID")) {
            id = item.path("aux").path("ID").asText();
        }
        print(item.path("stream").asText(""));
    }

    private void print(String text) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            append(text, start, end);
            say(line.toString().stripTrailing());
            line.setLength(0);
            start = end + 1;
        }
        append(text, start, text.length());
    }

    /** A step decides how long its lines are: a very long one is handed over in pieces. */
    private void append(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int piece = Math.min(end - at, LONGEST_LINE - line.length());
            line.append(text, at, at + piece);
            at += piece;
            if (line.length() >= LONGEST_LINE) {
                say(line.toString());
                line.setLength(0);
            }
        }
    }

    private void say(String whole) {
        lastLines.add(
                whole.length() <= LONGEST_KEPT
                        ? whole
                        : "…" + whole.substring(whole.length() - LONGEST_KEPT));
        if (lastLines.size() > LAST_LINES) {
            lastLines.remove();
        }
        request.output().accept(whole);
    }

    private void flush() {
        if (!line.isEmpty()) {
            say(line.toString());
            line.setLength(0);
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        flush();
        String words = EngineWords.printable(message);
        throw new BuildException(
                words,
                EngineErrors.advice(0, words),
                (int) item.path("errorDetail").path("code").asLong(),
                lastLines.stream().map(EngineWords::printable).toList(),
                request.commandLine());
    }
}
