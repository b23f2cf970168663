package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.BuildException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.BuildRequest;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One build by the engine's own builder. Not thread-safe. */
final class Build implements ItemStream.Listener {
    private static final int LAST_LINES = 20;

    private final Rest rest;
    private final Logins logins;
    private final BuildRequest request;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String id = "";

    Build(Rest rest, Logins logins, BuildRequest request) {
        this.rest = rest;
        this.logins = logins;
        this.request = request;
    }

    /** Builds, and returns the image's id. */
    String run(Map<String, Object> structured) {
        try {
            BuildContext context = BuildContext.of(request);
            try (InputStream archive = context.archive()) {
                send(context, archive, structured);
            }
        } catch (IOException e) {
            throw LocalFiles.failed("read the context", request.context(), e);
        }
        flush();
        if (id.isEmpty()) {
            throw new IncompleteStreamException(
                    "the engine ended the build without naming the image; its output ends:\n"
                            + String.join("\n", lastLines),
                    null);
        }
        return id;
    }

    /** Returns the parameters that are there once; the version is that of the engine's own builder, not BuildKit. */
    static Map<String, String> query(BuildRequest request, BuildContext context) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("dockerfile", context.dockerfile());
        query.put("version", "1");
        return query;
    }

    private void send(BuildContext context, InputStream archive, Map<String, Object> structured) {
        Call call =
                rest.post("build")
                        .query(query(request, context))
                        .queryAll("t", request.tags())
                        .header("X-Registry-Config", logins.all())
                        .body(archive, "application/x-tar")
                        .to("build " + request.context())
                        .as(request.commandLine())
                        .unhurried();
        structured.forEach(
                (name, value) ->
                        call.query(
                                name, new String(JsonText.write(value), StandardCharsets.UTF_8)));
        try (Answer answer = call.openFlowing()) {
            new ItemStream(request.progress(), "the build of " + request.context())
                    .read(answer, this);
        }
    }

    @Override
    public void item(JsonNode item) {
        if (item.path("aux").hasNonNull("ID")) {
            id = item.path("aux").path("ID").asText();
        }
        print(item.path("stream").asText(""));
    }

    private void print(String text) {
        line.append(text);
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            say(line.substring(0, end).stripTrailing());
            line.delete(0, end + 1);
        }
    }

    private void say(String whole) {
        lastLines.add(whole);
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
        throw new BuildException(
                message,
                EngineErrors.advice(0, message),
                item.path("errorDetail").path("code").asInt(),
                List.copyOf(lastLines),
                request.commandLine());
    }
}
