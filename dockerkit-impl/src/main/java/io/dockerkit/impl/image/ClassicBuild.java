package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.BuildException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.BuildRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One build by the engine's own builder. Not thread-safe. */
final class ClassicBuild implements ItemStream.Listener {
    private static final int LAST_LINES = 20;

    /** How long a line is at most that is kept for errors. */
    static final int LONGEST_KEPT = 2000;

    /** How long a line is at most that is handed to the listener. */
    static final int LONGEST_LINE = 1024 * 1024;

    private static final Pattern STEP = Pattern.compile("Step \\d+/\\d+ : (\\w+)\\b.*");
    private static final Pattern EXIT_STATUS =
            Pattern.compile("while running runtime: exit status (\\d{1,3})\\b");
    private static final String RUNNING = " ---> Running in ";

    private final BuildCall call;
    private final BuildRequest request;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String id = "";
    private String instruction = "";
    private boolean begun;

    ClassicBuild(BuildCall call, BuildRequest request) {
        this.call = call;
        this.request = request;
    }

    /** Builds, and returns the image's id. */
    String run(BuildContext context) throws IOException {
        try (InputStream archive = context.archive();
                Answer answer = call.open(context, archive, parameters(request, context))) {
            new ItemStream(request.progress(), "the build of " + request.source().shown())
                    .read(answer, this);
        }
        requireId();
        return id;
    }

    private void requireId() {
        flush();
        String last = lastLines.isEmpty() ? "" : lastLines.getLast();
        if (id.isEmpty() && request.isQuiet() && ImageReference.isId(last)) {
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

    /** Returns the parameters of {@code POST /build}; the version is that of the engine's own builder. */
    static Map<String, Object> parameters(BuildRequest request, BuildContext context) {
        Map<String, Object> parameters = BuildCall.parameters(request, context);
        parameters.put("version", "1");
        return parameters;
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

    /** Returns whether the last thing that the builder began with is a FROM, before any step that makes something. */
    boolean isAtImages() {
        return instruction.equals("FROM") && !begun;
    }

    private void follow(String whole) {
        Matcher step = STEP.matcher(whole);
        if (step.matches()) {
            instruction = step.group(1).toUpperCase(Locale.ROOT);
            begun |= !instruction.equals("FROM") && !instruction.equals("ARG");
        }
        begun |= whole.startsWith(RUNNING);
    }

    private void say(String whole) {
        follow(whole);
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

    /** podman has it only in its words. */
    private static int exitCode(JsonNode item, String words) {
        Matcher status = EXIT_STATUS.matcher(words);
        int code = (int) item.path("errorDetail").path("code").asLong();
        return code == 0 && status.find() ? Integer.parseInt(status.group(1)) : code;
    }

    @Override
    public void error(String message, JsonNode item) {
        flush();
        String words = EngineWords.printable(message);
        throw new BuildException(
                words,
                ModernDockerfile.hint(words).orElseGet(() -> EngineErrors.advice(0, words)),
                exitCode(item, words),
                lastLines.stream().map(EngineWords::printable).toList(),
                request.commandLine());
    }
}
