package io.dockerkit.image;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code docker build}: variables before it, its flags, its context, and what {@code -} reads.
 *
 * <p>Immutable and thread-safe.
 */
final class BuildLine {
    private static final String BUILDKIT = "DOCKER_BUILDKIT";
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final Pattern REMOTE =
            Pattern.compile("(?i)(?:https?|git|ssh)://.+|(?:github\\.com/|[\\w.-]+@[\\w.-]+:).+");

    private final CommandLine line;
    private final Map<String, String> variables;
    private final BuildSpec.@Nullable Builder builder;
    private final @Nullable Path directory;
    private final @Nullable StdinSource stdin;

    private BuildLine(
            CommandLine line,
            Map<String, String> variables,
            BuildSpec.@Nullable Builder builder,
            @Nullable Path directory,
            @Nullable StdinSource stdin) {
        this.line = line;
        this.variables = variables;
        this.builder = builder;
        this.directory = directory;
        this.stdin = stdin;
    }

    private static CommandLine plain(String context) {
        return CommandLine.of(BuildFlags.TABLE, List.of(context));
    }

    /** Returns the line that builds a directory. */
    static BuildLine of(Path directory) {
        return new BuildLine(plain(directory.toString()), Map.of(), null, directory, null);
    }

    /** Returns the line that builds what {@code -} reads. */
    static BuildLine of(StdinSource context) {
        return new BuildLine(plain("-"), Map.of(), null, null, context);
    }

    /** Returns the line that builds what the engine fetches. */
    static BuildLine remote(String location) {
        if (!isRemote(Checks.text("context", "location", location))) {
            throw new InvalidOptionException(
                    "context",
                    location,
                    "accepted form: a git repository or an http(s) address; build(Path) takes a directory");
        }
        return new BuildLine(plain(location), Map.of(), null, null, null);
    }

    static boolean isRemote(String location) {
        return REMOTE.matcher(location).matches();
    }

    static BuildLine parse(String text) {
        return parse(ShellWords.split(Objects.requireNonNull(text, "commandLine")));
    }

    /** Reads the words of a line; variables before the command are the command's own. */
    static BuildLine parse(List<String> given) {
        List<String> words = new ArrayList<>(Checks.elements("words", given));
        Map<String, String> variables = new LinkedHashMap<>();
        BuildSpec.Builder builder = null;
        for (int at = 0; at < words.size() && !words.get(at).equals("docker"); ) {
            String word = words.get(at);
            String name = Words.key(word);
            if (!ASSIGNMENT.matcher(word).matches()) {
                at++;
            } else if (name.equals(BUILDKIT)) {
                builder = builder(Words.value(words.remove(at)));
            } else if (name.startsWith("DOCKER_") || name.startsWith("MSYS")) {
                at++;
            } else {
                variables.put(name, Words.value(words.remove(at)));
            }
        }
        CommandLine line =
                CommandLine.parse(words, BuildFlags.TABLE).requireOperands(1, 1, "context");
        if (words.contains("buildx")
                && words.indexOf("buildx") < words.lastIndexOf(line.operand(0))) {
            builder = BuildSpec.Builder.BUILDKIT;
        }
        return new BuildLine(line, Collections.unmodifiableMap(variables), builder, null, null)
                .requireOneStdin();
    }

    /** As the CLI reads the variable: a boolean. */
    private static BuildSpec.@Nullable Builder builder(String value) {
        return switch (value) {
            case "" -> null;
            case "0", "f", "F", "false", "FALSE", "False" -> BuildSpec.Builder.CLASSIC;
            case "1", "t", "T", "true", "TRUE", "True" -> BuildSpec.Builder.BUILDKIT;
            default ->
                    throw new InvalidOptionException(
                            BUILDKIT, value, "accepted form: a boolean, 0 or 1");
        };
    }

    private BuildLine requireOneStdin() {
        if (readsContext() && readsDockerfile()) {
            throw new InvalidOptionException(
                    "--file", "-", "the context is read from the standard input, too");
        }
        return this;
    }

    private boolean readsContext() {
        return directory == null && line.operand(0).equals("-");
    }

    private boolean readsDockerfile() {
        return line.flags().value("file").orElse("").equals("-");
    }

    /** Returns the line as one that was typed at another place. */
    BuildLine typedIn(HostContext place) {
        return new BuildLine(line.typedIn(place), variables, builder, directory, stdin);
    }

    BuildLine with(String name, String value) {
        return new BuildLine(line.with(name, value), variables, builder, directory, stdin)
                .requireOneStdin();
    }

    /** Returns the names for the image. */
    List<String> tags() {
        return line.flags().all("tag");
    }

    BuildLine builder(BuildSpec.Builder other) {
        return new BuildLine(line, variables, other, directory, stdin);
    }

    BuildLine dockerfile(StdinSource content) {
        return new BuildLine(line.with("file", "-"), variables, builder, directory, content)
                .requireOneStdin();
    }

    BuildLine stdin(StdinSource content) {
        if (!readsContext() && !readsDockerfile()) {
            throw new InvalidOptionException(
                    "stdin",
                    "a stream",
                    "the line reads none; accepted form: docker build -, or docker build --file - context");
        }
        return new BuildLine(line, variables, builder, directory, content);
    }

    /** The CLI takes a secret from a variable; the line sets one that no other secret has. */
    BuildLine secret(String id, String value) {
        String plain =
                "SECRET_" + id.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String name = plain;
        for (int i = 2; variables.containsKey(name); i++) {
            name = plain + "_" + i;
        }
        Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        CommandLine next = line.with("secret", BuildxOptions.secretFields(id, "env", name));
        return new BuildLine(next, Collections.unmodifiableMap(more), builder, directory, stdin);
    }

    /** Returns what the line asks of the engine. */
    BuildRequest request(
            Consumer<? super String> output, Progress progress, @Nullable Duration timeout) {
        Map<String, String> environment = new LinkedHashMap<>(line.host().environment());
        environment.putAll(variables);
        HostContext host = new HostContext(line.host().directory(), environment);
        if (stdin == null && (readsContext() || readsDockerfile())) {
            throw new InvalidOptionException(
                    "context", "-", "stdin(…) says what the standard input is");
        }
        return new BuildRequestWriter(line.flags(), host)
                .request(
                        source(),
                        readsDockerfile() ? stdin : null,
                        Optional.ofNullable(builder),
                        output,
                        progress,
                        timeout,
                        redacted());
    }

    private BuildRequest.Source source() {
        String operand = line.operand(0);
        if (directory != null) {
            return new BuildRequest.Directory(directory);
        }
        if (readsContext()) {
            return new BuildRequest.Archive(Objects.requireNonNull(stdin));
        }
        return isRemote(operand)
                ? new BuildRequest.Remote(operand)
                : new BuildRequest.Directory(HostFiles.resolve(line.host().directory(), operand));
    }

    /** Returns the line with all values as they are; it may hold secrets. */
    String text() {
        return before(false) + line.text();
    }

    /** Returns the line with {@code ***} for the values of secrets. */
    String redacted() {
        return before(true) + line.redacted();
    }

    private String before(boolean redacted) {
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) ->
                        text.append(name)
                                .append('=')
                                .append(redacted ? "***" : ShellQuoting.join(List.of(value)))
                                .append(' '));
        if (builder != null) {
            text.append(BUILDKIT).append(builder == BuildSpec.Builder.CLASSIC ? "=0 " : "=1 ");
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildLine that
                && line.equals(that.line)
                && variables.equals(that.variables)
                && builder == that.builder
                && Objects.equals(stdin, that.stdin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(line, variables, builder);
    }
}
