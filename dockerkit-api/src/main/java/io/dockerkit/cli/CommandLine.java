package io.dockerkit.cli;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A docker command line: the command, its flags, and the operands behind them. The one way in which specs read and write
 * lines. Two are equal if they say the same, whatever the order of the flags.
 *
 * <p>Immutable and thread-safe.
 */
public final class CommandLine {
    /** Which method reads the line of which command. */
    private static final Map<String, String> READERS =
            Map.ofEntries(
                    Map.entry("build", "Images.parse"),
                    Map.entry("buildx", "Images.parse"),
                    Map.entry("run", "Containers.parse"),
                    Map.entry("create", "Containers.parse"),
                    Map.entry("exec", "Containers.parseExec"),
                    Map.entry("update", "Containers.parseUpdate"),
                    Map.entry("network create", "Networks.parse"),
                    Map.entry("network connect", "Networks.parseConnect"),
                    Map.entry("volume create", "Volumes.parse"));

    private static final Pattern DOCKER = Pattern.compile("(?:.*[/\\\\])?docker(?:\\.exe)?");

    private final FlagValues engine;
    private final FlagValues flags;
    private final List<String> operands;
    private final @Nullable HostContext host;

    private CommandLine(
            FlagValues engine,
            FlagValues flags,
            List<String> operands,
            @Nullable HostContext host) {
        this.engine = engine;
        this.flags = flags;
        this.operands = operands;
        this.host = host;
    }

    /** Returns the line of a command without flags. */
    public static CommandLine of(FlagTable table, List<String> operands) {
        return new CommandLine(
                FlagValues.none(EngineFlags.TABLE),
                FlagValues.none(table),
                Checks.elements("operands", operands),
                null);
    }

    /**
     * Reads a line as a shell and the CLI do.
     *
     * @param tables the flags of the commands that it may be of
     * @throws InvalidOptionException if it is of another command, the CLI would reject it, or it needs a shell
     */
    public static CommandLine parse(String line, FlagTable... tables) {
        return parse(ShellWords.split(Objects.requireNonNull(line, "commandLine")), tables);
    }

    /**
     * Reads the words of a line, {@code docker} first.
     *
     * @param tables the flags of the commands that it may be of
     * @throws InvalidOptionException if it is of another command, or the CLI would reject it
     */
    public static CommandLine parse(List<String> words, FlagTable... tables) {
        List<String> given = Checks.elements("words", words);
        int at = CommandStart.of(given);
        boolean docker = at < given.size() && DOCKER.matcher(given.get(at)).matches();
        if (!docker) {
            throw CommandStart.notDocker(at < given.size() ? given.get(at) : "", form(tables));
        }
        FlagValues.Parsed before =
                FlagValues.parse(EngineFlags.TABLE, given.subList(at + 1, given.size()));
        requireOneEngine(before.flags());
        List<String> rest = before.rest();
        for (FlagTable table : tables) {
            for (String name : table.names()) {
                List<String> command = words(name);
                int length = command.size();
                if (rest.size() >= length && rest.subList(0, length).equals(command)) {
                    FlagValues.Parsed parsed =
                            FlagValues.parse(table, rest.subList(length, rest.size()));
                    return new CommandLine(before.flags(), parsed.flags(), parsed.rest(), null);
                }
            }
        }
        throw otherCommand(rest, tables);
    }

    /** The words of a command behind {@code docker}. */
    private static List<String> words(String command) {
        List<String> words = List.of(command.split(" ", -1));
        return words.subList(1, words.size());
    }

    private static String form(FlagTable[] tables) {
        return "accepted form: "
                + Arrays.stream(tables)
                        .flatMap(table -> table.names().stream())
                        .map(name -> name + " …")
                        .collect(Collectors.joining(", "));
    }

    private static InvalidOptionException otherCommand(List<String> words, FlagTable[] tables) {
        String noun = words.isEmpty() ? "" : words.get(0);
        String two = noun + " " + (words.size() > 1 ? words.get(1) : "");
        String plain = noun.equals("container") ? two.replaceFirst("container ", "") : two;
        String reader = READERS.getOrDefault(plain, READERS.getOrDefault(noun, ""));
        return new InvalidOptionException(
                "command line",
                READERS.containsKey(plain) ? two : noun,
                (reader.isEmpty() ? "" : reader + "(…) reads it; ") + form(tables));
    }

    private static void requireOneEngine(FlagValues engine) {
        List<String> hosts = engine.all("host");
        if (hosts.size() > 1) {
            throw new InvalidOptionException(
                    "--host", String.join(", ", hosts), "the CLI takes one only");
        }
        if (!hosts.isEmpty() && engine.isSet("context")) {
            throw new InvalidOptionException(
                    "--host", hosts.get(0), "it does not go together with --context");
        }
    }

    /** Returns the line with one more flag, by its long name, with or without dashes. */
    public CommandLine with(String name, String value) {
        return flags(flags.with(FlagTable.bare(name), value));
    }

    /** Returns the line with one more flag that a method of the spec sets and that is refused to callers. */
    public CommandLine withOwn(String name, String value) {
        return flags(flags.withOwn(name, value));
    }

    /** Returns the line with these flags in place of its own. */
    public CommandLine flags(FlagValues others) {
        return new CommandLine(engine, Objects.requireNonNull(others, "others"), operands, host);
    }

    /** Returns the line with these operands in place of its own. */
    public CommandLine operands(List<String> others) {
        return new CommandLine(engine, flags, Checks.elements("others", others), host);
    }

    /** Returns the line as one that was typed at another place; the place does not count for {@link #equals}. */
    public CommandLine typedIn(HostContext place) {
        return new CommandLine(engine, flags, operands, Objects.requireNonNull(place, "host"));
    }

    /** Returns where the line was typed: in this process unless {@link #typedIn} says otherwise. */
    public HostContext host() {
        return host == null ? HostContext.ofThisProcess() : host;
    }

    /**
     * Returns the line if it has as many operands as the command takes.
     *
     * @param least how many it has at least
     * @param most how many it has at most
     * @param names what the CLI calls them: {@code container command [argument…]}
     * @throws InvalidOptionException if it has fewer or more
     */
    public CommandLine requireOperands(int least, int most, String names) {
        if (operands.size() < least || operands.size() > most) {
            String command = flags.table().command();
            throw new InvalidOptionException(
                    command,
                    String.join(" ", operands),
                    (operands.size() < least ? "an operand is missing" : "an operand too many")
                            + "; accepted form: "
                            + command
                            + " [options] "
                            + names);
        }
        return this;
    }

    /** Returns the flags before the command, {@code host} and {@code context} among them. */
    public FlagValues engine() {
        return engine;
    }

    /** Returns the flags of the command. */
    public FlagValues flags() {
        return flags;
    }

    /** Returns the words behind the flags. */
    public List<String> operands() {
        return operands;
    }

    /** Returns the operand at the index, counted from 0. */
    public String operand(int index) {
        return operands.get(index);
    }

    /** Returns the operands from the index on. */
    public List<String> operandsFrom(int index) {
        return operands.subList(index, operands.size());
    }

    /** Returns the line with all values as they are; it may hold secrets. */
    public String text() {
        return text(engine.words(), flags.words());
    }

    /** Returns the line with {@code ***} for the values of secrets. */
    public String redacted() {
        return text(engine.redactedWords(), flags.redactedWords());
    }

    private String text(List<String> engineWords, List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(engineWords);
        words.addAll(words(flags.table().command()));
        words.addAll(flagWords);
        boolean anywhere = flags.table().takesFlagsAnywhere();
        if (operands.stream().limit(anywhere ? operands.size() : 1).anyMatch(CommandLine::isFlag)) {
            words.add("--");
        }
        words.addAll(operands);
        return ShellQuoting.join(words);
    }

    private static boolean isFlag(String word) {
        return word.startsWith("-") && word.length() > 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandLine that
                && engine.equals(that.engine)
                && flags.equals(that.flags)
                && operands.equals(that.operands);
    }

    @Override
    public int hashCode() {
        return Objects.hash(flags, operands);
    }

    /** Returns the line with {@code ***} for the values of secrets. */
    @Override
    public String toString() {
        return redacted();
    }
}
