package io.dockerkit.impl.image;

import io.dockerkit.BuildException;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.impl.build.trace.BuildSteps;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.spi.BuildRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What BuildKit reports of one build: goes to the progress and the output, and explains a failure. Not thread-safe. */
final class BuildReport {
    private static final Pattern PARSE_ERROR =
            Pattern.compile("(?i)dockerfile parse error(?: on)? line (\\d{1,9})");
    private static final Pattern SOURCE =
            Pattern.compile("(?m)^(?:\\S*[Dd]ockerfile\\S*):(\\d{1,9})$");
    private static final List<String> LOGIN =
            List.of(
                    "authorization failed",
                    "pull access denied",
                    "no basic auth credentials",
                    "401 unauthorized",
                    "failed to fetch oauth token",
                    "failed to authorize");

    private final BuildRequest request;
    private final BuildSteps steps;
    private final String dockerfile;

    /**
     * Makes the report of one build.
     *
     * @param dockerfile the text of the Dockerfile, or the empty text if it is not known here
     */
    BuildReport(BuildRequest request, String dockerfile) {
        this.request = request;
        this.dockerfile = dockerfile;
        this.steps = new BuildSteps(this::pass);
    }

    /** Takes in a {@code StatusResponse}. */
    void add(byte[] statusResponse) {
        steps.add(statusResponse);
    }

    private void pass(BuildProgress event) {
        request.progress().build(event);
        if (!request.isQuiet() && event.kind() != BuildProgress.Kind.TRANSFER) {
            request.output().accept(event.toString());
        }
    }

    /** Returns whether what failed is the question to a registry about an image, and no step had begun. */
    boolean failedAtImages() {
        return steps.failedAtImages();
    }

    /** Returns the end of what was reported. */
    List<String> lastReports() {
        return steps.lastReports();
    }

    /**
     * Returns the error for a build that failed.
     *
     * @param words the engine's
     * @param code the exit code that the engine names apart, or 0
     * @param line the line of the Dockerfile that the engine names apart, or 0
     */
    BuildException failure(String words, int code, int line) {
        return new BuildException(
                words,
                advice(words),
                code == 0 ? steps.exitCode(words) : code,
                steps.failedStep().map(EngineWords::printable).orElse(""),
                line == 0 ? line(words) : line,
                steps.failedOutput().stream().map(EngineWords::printable).toList(),
                request.commandLine());
    }

    private int line(String words) {
        Matcher parse = PARSE_ERROR.matcher(words);
        if (parse.find()) {
            return Integer.parseInt(parse.group(1));
        }
        Matcher source = SOURCE.matcher(words);
        if (source.find()) {
            return Integer.parseInt(source.group(1));
        }
        return steps.failedStep().map(step -> DockerfileLines.find(dockerfile, step)).orElse(0);
    }

    private String advice(String words) {
        return ModernDockerfile.newerHint(words, dockerfile).orElseGet(() -> otherAdvice(words));
    }

    private String otherAdvice(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        boolean session = lower.contains("no active session");
        boolean base =
                steps.failedStep().filter(step -> step.contains("load metadata for")).isPresent();
        if (LOGIN.stream().anyMatch(lower::contains) || (session && base)) {
            return "perhaps the registry wants a login: Docker.login(…) or docker login at a shell; a build without a session"
                    + " sends none, but pulls the base images of registries with a login before: pull those that FROM names"
                    + " by a variable (Images.pull), or add the dependency io.dockerkit:dockerkit-buildkit";
        }
        if (session) {
            return "the Dockerfile needs a session with BuildKit: add the dependency io.dockerkit:dockerkit-buildkit";
        }
        return EngineErrors.advice(0, words);
    }
}
