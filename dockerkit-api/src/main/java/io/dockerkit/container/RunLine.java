package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.StdinSource;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostContext;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.image.ImageReference;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code docker run} line says: the flags, the image, the command, and what is asked of DockerKit besides. Two are
 * equal when they say the same to docker; progress, time-out, waits and the place where the line was typed do not count.
 *
 * <p>Immutable and thread-safe.
 */
final class RunLine {
    private final String image;
    private final FlagValues flags;
    private final List<String> command;
    private final Extras extras;

    /** What is asked of DockerKit, and not of docker. */
    private record Extras(
            Progress progress,
            @Nullable Duration timeout,
            ProcessStreams streams,
            @Nullable HostContext host,
            @Nullable Wait ready,
            IfExists ifExists) {
        static final Extras NONE =
                new Extras(Progress.none(), null, ProcessStreams.KEPT, null, null, IfExists.FAIL);

        Extras progress(Progress next) {
            return new Extras(next, timeout, streams, host, ready, ifExists);
        }

        Extras timeout(Duration next) {
            return new Extras(progress, next, streams, host, ready, ifExists);
        }

        Extras streams(ProcessStreams next) {
            return new Extras(progress, timeout, next, host, ready, ifExists);
        }

        Extras host(@Nullable HostContext next) {
            return new Extras(progress, timeout, streams, next, ready, ifExists);
        }

        Extras ready(Wait next) {
            return new Extras(progress, timeout, streams, host, next, ifExists);
        }

        Extras ifExists(IfExists next) {
            return new Extras(progress, timeout, streams, host, ready, next);
        }
    }

    private RunLine(String image, FlagValues flags, List<String> command, Extras extras) {
        this.image = image;
        this.flags = flags;
        this.command = command;
        this.extras = extras;
    }

    static RunLine of(String image) {
        return new RunLine(
                ImageReference.check(Objects.requireNonNull(image, "image")),
                FlagValues.none(RunFlags.TABLE),
                List.of(),
                Extras.NONE);
    }

    /** Reads a line as a shell and the CLI do; its relative paths and variables are those of {@code host}, or of this process. */
    static RunLine parse(String line, @Nullable HostContext host) {
        return parse(ShellWords.split(Objects.requireNonNull(line, "commandLine")), host);
    }

    /** Reads the words of a line, {@code docker run …}. */
    static RunLine parse(List<String> words, @Nullable HostContext host) {
        List<String> flagsAndRest = withoutCommand(Checks.elements("words", words));
        boolean create = words.get(words.size() - flagsAndRest.size() - 1).equals("create");
        FlagValues.Parsed parsed =
                FlagValues.parse(create ? RunFlags.CREATE : RunFlags.TABLE, flagsAndRest);
        if (parsed.rest().isEmpty()) {
            throw new InvalidOptionException(
                    "image",
                    "",
                    "docker run needs an image; accepted form: docker run [options] image [command]");
        }
        List<String> rest = parsed.rest();
        requirePlain(rest.get(0));
        RunLine line =
                new RunLine(
                        ImageReference.check(rest.get(0)),
                        parsed.flags().in(RunFlags.TABLE),
                        rest.subList(1, rest.size()),
                        Extras.NONE.host(host));
        RunRules.check(line.flags);
        return line;
    }

    /** What a word processor makes of dashes and quotes, and what else continues a line elsewhere. */
    private static void requirePlain(String image) {
        if (image.matches(
                "(?s)[\u2012-\u2015\u2212\u201c-\u201f\u2018\u2019].*|.*[\u201c-\u201f]")) {
            throw new InvalidOptionException(
                    "image",
                    image,
                    "it has the dash or the quote of a word processor: write - and \" in its place");
        }
        if (image.equals("^")) {
            throw new InvalidOptionException(
                    "image", image, "on Windows alone it continues a line: write \\ in its place");
        }
    }

    /** READMEs show a prompt and sudo before the command itself. */
    private static List<String> withoutCommand(List<String> words) {
        int at = CommandStart.of(words);
        boolean docker = at < words.size() && words.get(at).matches("(.*[/\\\\])?docker(\\.exe)?");
        if (!docker) {
            throw CommandStart.notDocker(at < words.size() ? words.get(at) : "");
        }
        at++;
        at += at < words.size() && words.get(at).equals("container") ? 1 : 0;
        if (at == words.size() || !Set.of("run", "create").contains(words.get(at))) {
            throw CommandStart.refused(
                    at < words.size() ? words.get(at) : "", "without flags before run");
        }
        return words.subList(at + 1, words.size());
    }

    /** Sets a flag that the caller names; {@code --detach} is a type here and not a flag. */
    RunLine flag(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        String bare = name.startsWith("--") ? name.substring(2) : name;
        if (bare.equals("detach")) {
            throw new InvalidOptionException(
                    "--detach", value, "call detached(), which has start() in place of execute()");
        }
        return with(bare, value);
    }

    RunLine with(String name, String value) {
        return new RunLine(image, flags.with(name, value), command, extras);
    }

    RunLine renamed(UnaryOperator<String> names) {
        Objects.requireNonNull(names, "names");
        return new RunLine(image, Names.replace(flags, names), command, extras);
    }

    Optional<String> name() {
        return flags.value("name");
    }

    RunLine command(List<String> words) {
        return new RunLine(image, flags, Checks.elements("words", words), extras);
    }

    private RunLine extras(Extras next) {
        return new RunLine(image, flags, command, next);
    }

    RunLine progress(Progress listener) {
        Objects.requireNonNull(listener, "progress");
        return extras(extras.progress(listener));
    }

    RunLine timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return extras(extras.timeout(Checks.positive("timeout", limit)));
    }

    /** Refuses the options of DockerKit's own that a terminal operation cannot honour. */
    void requireOnly(String terminal, String... honoured) {
        Duration timeout = extras.timeout;
        OwnOptions.of(extras.streams, timeout == null ? null : Checks.human(timeout))
                .with("waitFor", extras.ready)
                .with("ifExists", extras.ifExists == IfExists.FAIL ? null : extras.ifExists)
                .requireOnly(terminal, honoured);
    }

    /** A stream that {@code --attach} leaves out never comes. */
    void requireAttached() {
        List<String> attached = flags.all("attach");
        OwnOptions left = new OwnOptions();
        left.with("stdoutTo", extras.streams.stdout() == null ? null : "a stream");
        left.with("stderrTo", extras.streams.stderr() == null ? null : "a stream");
        if (!attached.isEmpty()) {
            left.requireOnly(
                    "a run with --attach " + String.join(" --attach ", attached),
                    attached.contains("stdout") ? "stdoutTo" : "",
                    attached.contains("stderr") ? "stderrTo" : "");
        }
    }

    /** The signals of this process go to a run that {@code execute()} waits for; with a terminal, keys take their place. */
    void requireNoSigProxy() {
        if (flags.value("sig-proxy").orElse("").equals("true") && !flags.isSet("tty")) {
            throw new InvalidOptionException(
                    "--sig-proxy",
                    "true",
                    "attach() cannot honour it: only execute() passes signals on to the container");
        }
    }

    RunLine stdin(StdinSource source) {
        Objects.requireNonNull(source, "source");
        return with("interactive", "true").streams(extras.streams.stdin(source));
    }

    RunLine streams(ProcessStreams next) {
        return extras(extras.streams(next));
    }

    RunLine waitFor(Wait wait) {
        return extras(extras.ready(wait));
    }

    Optional<Wait> readiness() {
        return Optional.ofNullable(extras.ready);
    }

    RunLine ifExists(IfExists policy) {
        return extras(extras.ifExists(policy));
    }

    IfExists ifExists() {
        return extras.ifExists;
    }

    /** Waits as the spec asks; a container that was made for it and does not become ready is removed. */
    void awaitReady(Started started) {
        Wait wait = extras.ready;
        if (wait == null) {
            return;
        }
        try {
            started.container().waitFor(wait);
        } catch (RuntimeException | Error failed) {
            if (started.fresh()) {
                removeQuietly(started.container(), failed);
            }
            throw failed;
        }
    }

    private static void removeQuietly(Container container, Throwable because) {
        try {
            if (container instanceof ScopedContainer scoped) {
                scoped.close();
            } else {
                container.remove(how -> how.force().volumes());
            }
        } catch (DockerException stays) {
            because.addSuppressed(stays);
        }
    }

    ProcessStreams streams() {
        return extras.streams;
    }

    boolean isDetached() {
        return flags.isSet("detach");
    }

    CreateRequest request() {
        HostContext typedAt = extras.host;
        HostContext host = typedAt == null ? HostContext.ofThisProcess() : typedAt;
        return RunRequest.of(image, flags, command, host)
                .request(
                        flags.isSet("quiet") ? Progress.none() : extras.progress,
                        extras.timeout,
                        extras.streams,
                        redacted());
    }

    /** Carries out the request; an error of any kind carries the line. */
    <T> T ask(Function<CreateRequest, T> terminal) {
        try {
            return terminal.apply(request());
        } catch (DockerException failed) {
            throw failed.during(redacted());
        }
    }

    String toCommandLine() {
        return line(flags.words());
    }

    String redacted() {
        return line(flags.redactedWords());
    }

    private String line(List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker", "run"));
        words.addAll(flagWords);
        words.add(image);
        words.addAll(command);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLine that
                && image.equals(that.image)
                && flags.equals(that.flags)
                && command.equals(that.command)
                && Objects.equals(extras.streams.stdin(), that.extras.streams.stdin());
    }

    @Override
    public int hashCode() {
        return Objects.hash(image, flags, command);
    }
}
