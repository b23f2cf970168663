package io.dockerkit.container.flags;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a {@code docker run} line says: the flags, the image and the command. Two are equal if they say the same; the place
 * where the line was typed does not count.
 *
 * <p>Immutable and thread-safe.
 */
public final class RunLine {
    /** What a word processor makes of dashes and quotes. */
    private static final Pattern WORD_PROCESSOR =
            Pattern.compile(
                    "(?s)[\u2012-\u2015\u2212\u201c-\u201f\u2018\u2019].*|.*[\u201c-\u201f]");

    private final CommandLine line;

    private RunLine(CommandLine line) {
        this.line = line;
    }

    /** Returns {@code docker run IMAGE}. */
    public static RunLine of(String image) {
        ImageReference.check(Objects.requireNonNull(image, "image"));
        return new RunLine(CommandLine.of(RunFlags.TABLE, List.of(image)));
    }

    /** Reads a line as a shell and the CLI do. */
    public static RunLine parse(String line) {
        return of(CommandLine.parse(line, RunFlags.TABLE, RunFlags.CREATE));
    }

    /** Reads the words of a line, {@code docker run …}. */
    public static RunLine parse(List<String> words) {
        return of(CommandLine.parse(words, RunFlags.TABLE, RunFlags.CREATE));
    }

    private static RunLine of(CommandLine parsed) {
        if (parsed.operands().isEmpty()) {
            throw new InvalidOptionException(
                    "image",
                    "",
                    "docker run needs an image; accepted form: docker run [options] image [command]");
        }
        requirePlain(parsed.operand(0));
        ImageReference.check(parsed.operand(0));
        RunLine line = new RunLine(parsed.flags(parsed.flags().in(RunFlags.TABLE)));
        RunRules.check(line.flags());
        return line;
    }

    /** Refuses what a word processor makes of dashes and quotes, and what continues a line elsewhere. */
    private static void requirePlain(String image) {
        if (WORD_PROCESSOR.matcher(image).matches()) {
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

    /** Sets a flag by its long name, with or without dashes; {@code --detach} is a type and not a flag. */
    public RunLine flag(String name, String value) {
        Objects.requireNonNull(value, "value");
        String bare = FlagTable.bare(name);
        if (bare.equals("detach")) {
            throw new InvalidOptionException(
                    "--detach", value, "call detached(), which has start() in place of execute()");
        }
        return with(bare, value);
    }

    /** Sets any flag by its long name. */
    public RunLine with(String name, String value) {
        return new RunLine(line.with(name, value));
    }

    /** Returns the line with other names of the containers, networks and volumes that it refers to. */
    public RunLine renamed(UnaryOperator<String> names) {
        Objects.requireNonNull(names, "names");
        return new RunLine(line.flags(ReferencedNames.replace(flags(), names)));
    }

    /** Returns the line with another command; an empty one keeps the image's. */
    public RunLine command(List<String> words) {
        List<String> operands = new ArrayList<>(List.of(image()));
        operands.addAll(Checks.elements("words", words));
        return new RunLine(line.operands(operands));
    }

    /** Returns the image as the caller wrote it. */
    public String image() {
        return line.operand(0);
    }

    /** Returns the line that runs another image. */
    public RunLine image(String other) {
        List<String> operands = new ArrayList<>(List.of(ImageReference.check(other)));
        operands.addAll(command());
        return new RunLine(line.operands(operands));
    }

    /** Returns the command, or an empty list for the image's own. */
    public List<String> command() {
        return line.operandsFrom(1);
    }

    /** Returns the flags. */
    public FlagValues flags() {
        return line.flags();
    }

    /** Returns the whole line. */
    public CommandLine line() {
        return line;
    }

    /** Returns the line as one that was typed at another place: its relative paths and variables are those of that place. */
    public RunLine typedIn(HostContext host) {
        return new RunLine(line.typedIn(host));
    }

    /** Returns the line with the real values of variables. */
    public String toCommandLine() {
        return line.text();
    }

    /** Returns the line with {@code ***} for the values of variables. */
    public String redacted() {
        return line.redacted();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLine that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    @Override
    public String toString() {
        return redacted();
    }
}
