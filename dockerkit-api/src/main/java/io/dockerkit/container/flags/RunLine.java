package io.dockerkit.container.flags;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code docker run} line says: the flags, the image and the command. Two are equal if they say the same; the place
 * where the line was typed does not count.
 *
 * <p>Immutable and thread-safe.
 */
public final class RunLine {
    private final String image;
    private final FlagValues flags;
    private final List<String> command;
    private final @Nullable HostContext host;

    private RunLine(
            String image, FlagValues flags, List<String> command, @Nullable HostContext host) {
        this.image = image;
        this.flags = flags;
        this.command = command;
        this.host = host;
    }

    /** Returns {@code docker run IMAGE}. */
    public static RunLine of(String image) {
        return new RunLine(
                ImageReference.check(Objects.requireNonNull(image, "image")),
                FlagValues.none(RunFlags.TABLE),
                List.of(),
                null);
    }

    /** Reads a line as a shell and the CLI do; its relative paths and variables are those of {@code host}, or of this process. */
    public static RunLine parse(String line, @Nullable HostContext host) {
        return parse(ShellWords.split(Objects.requireNonNull(line, "commandLine")), host);
    }

    /** Reads the words of a line, {@code docker run …}. */
    public static RunLine parse(List<String> words, @Nullable HostContext host) {
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
                        host);
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

    /** Sets a flag by its long name, with or without dashes; {@code --detach} is a type and not a flag. */
    public RunLine flag(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        String bare = name.startsWith("--") ? name.substring(2) : name;
        if (bare.equals("detach")) {
            throw new InvalidOptionException(
                    "--detach", value, "call detached(), which has start() in place of execute()");
        }
        return with(bare, value);
    }

    /** Sets any flag by its long name. */
    public RunLine with(String name, String value) {
        return new RunLine(image, flags.with(name, value), command, host);
    }

    /** Returns the line with other names of the containers, networks and volumes that it refers to. */
    public RunLine renamed(UnaryOperator<String> names) {
        Objects.requireNonNull(names, "names");
        return new RunLine(image, ReferencedNames.replace(flags, names), command, host);
    }

    /** Returns the line with another command; an empty one keeps the image's. */
    public RunLine command(List<String> words) {
        return new RunLine(image, flags, Checks.elements("words", words), host);
    }

    /** Returns the image as the caller wrote it. */
    public String image() {
        return image;
    }

    /** Returns the command, or an empty list for the image's own. */
    public List<String> command() {
        return command;
    }

    /** Returns the flags. */
    public FlagValues flags() {
        return flags;
    }

    /** Returns where the line was typed: in this process unless it was read for another place. */
    public HostContext host() {
        return host == null ? HostContext.ofThisProcess() : host;
    }

    /** Returns the line with the real values of variables. */
    public String toCommandLine() {
        return line(flags.words());
    }

    /** Returns the line with {@code ***} for the values of variables. */
    public String redacted() {
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
                && command.equals(that.command);
    }

    @Override
    public int hashCode() {
        return Objects.hash(image, flags, command);
    }

    @Override
    public String toString() {
        return redacted();
    }
}
