package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All flags of one docker command, in the order of its reference: the one list from which parsing, rendering, the
 * request and the documentation follow.
 *
 * <p>Immutable and thread-safe.
 */
public final class FlagTable {
    private final String command;
    private final @Nullable FlagTable whole;
    private final List<String> twins;
    private final boolean anywhere;
    private final Map<String, Flag> byName;
    private final Map<String, Flag> byAlias = new HashMap<>();
    private final Map<Character, Flag> byLetter = new HashMap<>();

    /** Creates the table of {@code command}, for instance {@code docker run}. */
    public FlagTable(String command, List<Flag> flags) {
        this(command, flags, null, List.of(), false);
    }

    private FlagTable(
            String command,
            Collection<Flag> flags,
            @Nullable FlagTable whole,
            List<String> twins,
            boolean anywhere) {
        this.command = command;
        this.whole = whole;
        this.twins = twins;
        this.anywhere = anywhere;
        Map<String, Flag> map = new LinkedHashMap<>();
        for (Flag flag : flags) {
            if (map.put(flag.name(), flag) != null) {
                throw new IllegalArgumentException("two flags named --" + flag.name());
            }
        }
        this.byName = Collections.unmodifiableMap(map);
        for (Flag flag : flags) {
            flag.aliases().forEach(alias -> byAlias.put(alias, flag));
            Character letter = flag.shorthand();
            if (letter != null && byLetter.put(letter, flag) != null) {
                throw new IllegalArgumentException("two flags -" + letter);
            }
        }
    }

    /** Returns the table of a command that has these flags but for those that are absent from it. */
    public FlagTable of(String other) {
        return new FlagTable(
                other,
                flags().stream().filter(flag -> !flag.absentFrom().equals(other)).toList(),
                this,
                List.of(),
                anywhere);
    }

    /**
     * Returns the table of another command that takes some of these flags: those that say so by {@link Flag#alsoOf}, each
     * with the writer of that command's request.
     */
    public FlagTable sharedWith(String other) {
        return new FlagTable(
                other,
                flags().stream().flatMap(flag -> flag.as(other).stream()).toList(),
                this,
                List.of(),
                anywhere);
    }

    /** Returns the same table for a command that has other names, too: {@code docker container run}. */
    public FlagTable alsoCalled(String... names) {
        return new FlagTable(command, flags(), whole, List.of(names), anywhere);
    }

    /** Returns the same table for a command that takes its flags behind its operands, too. */
    public FlagTable flagsAnywhere() {
        return new FlagTable(command, flags(), whole, twins, true);
    }

    /** Returns whether the command takes its flags behind its operands, too. */
    boolean takesFlagsAnywhere() {
        return anywhere;
    }

    /** Returns all names of the command, its usual one first. */
    List<String> names() {
        return Stream.concat(Stream.of(command), twins.stream()).toList();
    }

    /** Returns the command that the flags belong to, for instance {@code docker run}. */
    public String command() {
        return command;
    }

    /** Returns the flags in the order of the reference. */
    public Collection<Flag> flags() {
        return byName.values();
    }

    /** Returns a flag's long name without the dashes that callers may write in front. */
    public static String bare(String name) {
        return Objects.requireNonNull(name, "name").startsWith("--") ? name.substring(2) : name;
    }

    /** Returns the flag with this long name, a hidden one included, or throws the error that names one that is near. */
    public Flag flag(String name) {
        Flag flag = byName.get(name);
        if (flag == null) {
            flag = byAlias.get(name);
        }
        if (flag == null) {
            throw unknown("--" + name, isKnown(name), advice(name));
        }
        return flag;
    }

    /** Returns the flag with this one-letter name, or throws the error that names the existing ones. */
    public Flag flag(char letter) {
        return flag(letter, "");
    }

    /** As {@link #flag(char)}, the letter being one of {@code word}, which may be a long name behind a single dash. */
    Flag flag(char letter, String word) {
        Flag flag = byLetter.get(letter);
        if (flag == null) {
            String name = Words.key(word).replaceFirst("^-", "");
            boolean isLong = hasLong(name);
            throw unknown(
                    isLong ? "-" + name : "-" + letter,
                    whole != null && whole.byLetter.containsKey(letter),
                    isLong
                            ? "did you mean --" + name + "?"
                            : "of one letter it has " + new TreeSet<>(byLetter.keySet()));
        }
        return flag;
    }

    private boolean isKnown(String name) {
        return whole != null && (whole.byName.containsKey(name) || whole.byAlias.containsKey(name));
    }

    private InvalidOptionException unknown(String flag, boolean elsewhere, String advice) {
        return new InvalidOptionException(
                "flag",
                flag,
                command
                        + " has no such flag; "
                        + (elsewhere && whole != null ? whole.command + " has it" : advice));
    }

    /** A far suggestion would be worse than none. */
    private String advice(String name) {
        boolean letters = name.length() > 1 && name.length() < 5;
        for (int i = 0; i < name.length(); i++) {
            Flag flag = byLetter.get(name.charAt(i));
            letters &= flag != null && flag.arity() == Flag.Arity.SWITCH;
        }
        if (letters) {
            return "did you mean -" + name + "?";
        }
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String known : byName.keySet()) {
            int distance = distance(name, known);
            if (distance < least && isNear(name, known, distance)) {
                least = distance;
                best = known;
            }
        }
        return best.isEmpty()
                ? command + " --help at a shell lists those it has"
                : "did you mean --" + best + "?";
    }

    /** A slip of the fingers in every four letters, or one of both names is how the other begins. */
    private static boolean isNear(String name, String known, int distance) {
        int shorter = Math.min(name.length(), known.length());
        boolean begins = shorter > 2 && (name.startsWith(known) || known.startsWith(name));
        boolean slip =
                distance <= Math.max(1, shorter / 4)
                        && (shorter > 3 || (shorter > 1 && name.charAt(0) == known.charAt(0)));
        return begins || slip;
    }

    /** Returns whether there is a flag with this long name, a hidden one included. */
    boolean hasLong(String name) {
        return byName.containsKey(name) || byAlias.containsKey(name);
    }

    /** The number of letters to insert, drop, change, or swap with the next one, to make one of the other. */
    private static int distance(String from, String to) {
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int step(int[][] rows, String from, String to, int i, int j) {
        char a = from.charAt(i - 1);
        char b = to.charAt(j - 1);
        int change = rows[i - 1][j - 1] + (a == b ? 0 : 1);
        int least = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a == to.charAt(j - 2) && b == from.charAt(i - 2);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
