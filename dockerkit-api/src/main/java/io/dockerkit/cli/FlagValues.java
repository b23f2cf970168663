package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The flags that a spec has set, each with its values in the CLI's own syntax. Two are equal when they set the same
 * flags to the same values, whatever the order of the flags, and of filters by different keys.
 *
 * <p>Immutable and thread-safe.
 */
public final class FlagValues {
    private final FlagTable table;
    private final Map<String, List<String>> values;

    private FlagValues(FlagTable table, Map<String, List<String>> values) {
        this.table = table;
        this.values = values;
    }

    /** Returns the values of a command line without flags. */
    public static FlagValues none(FlagTable table) {
        return new FlagValues(table, Map.of());
    }

    /**
     * Returns these values with one more: added for a flag whose values add up, else in place of the earlier one.
     *
     * @param name the flag's long name without dashes
     * @param value the value in the CLI's syntax; {@code "true"} or {@code "false"} for a switch
     * @throws io.dockerkit.InvalidOptionException if there is no such flag or it does not accept the value
     */
    public FlagValues with(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Flag flag = table.flag(name);
        return with(flag, flag.accept(value));
    }

    /**
     * As {@link #with(String, String)}, for a flag that a method of the spec sets and that is refused to callers.
     *
     * @throws io.dockerkit.InvalidOptionException if there is no such flag or it does not accept the value
     */
    public FlagValues withOwn(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Flag flag = table.flag(name);
        return with(flag, flag.acceptOwn(value));
    }

    private FlagValues with(Flag flag, String accepted) {
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        put(next, flag, accepted);
        return new FlagValues(table, Collections.unmodifiableMap(next));
    }

    private static void put(Map<String, List<String>> into, Flag flag, String accepted) {
        switch (flag.arity()) {
            case MANY -> {
                List<String> list = new ArrayList<>(into.getOrDefault(flag.name(), List.of()));
                list.add(accepted);
                into.put(flag.name(), Collections.unmodifiableList(list));
            }
            case ONE -> into.put(flag.name(), List.of(accepted));
            case SWITCH -> {
                // only what differs from the default is kept
                if (!flag.isKept() && accepted.equals(String.valueOf(flag.isOnByDefault()))) {
                    into.remove(flag.name());
                } else {
                    into.put(flag.name(), List.of(accepted));
                }
            }
        }
    }

    /** What a command line holds: its flags, and the words behind them. */
    public record Parsed(FlagValues flags, List<String> rest) {
        /** Checks that nothing is null. */
        public Parsed {
            Objects.requireNonNull(flags, "flags");
            rest = Checks.elements("rest", rest);
        }
    }

    /**
     * Reads the words of a command line as the CLI does: {@code --flag value}, {@code --flag=value}, {@code -f value},
     * {@code -fvalue}, {@code -abc} for switches, up to {@code --} or, unless the command takes flags anywhere, the first
     * word that is no flag.
     *
     * @throws io.dockerkit.InvalidOptionException if there is no such flag, or it does not accept its value
     */
    public static Parsed parse(FlagTable table, List<String> words) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Iterator<String> next = words.iterator();
        List<String> rest = new ArrayList<>();
        while (next.hasNext() && (rest.isEmpty() || table.takesFlagsAnywhere())) {
            String word = next.next();
            if (word.equals("--")) {
                break;
            }
            if (word.startsWith("--")) {
                parseLong(table, word.substring(2), next, values);
            } else if (word.startsWith("-") && word.length() > 1) {
                parseLetters(table, word, next, values);
            } else {
                rest.add(word);
            }
        }
        next.forEachRemaining(rest::add);
        values.forEach((name, list) -> list.forEach(table.flag(name)::requireLast));
        return new Parsed(
                new FlagValues(table, Collections.unmodifiableMap(values)), List.copyOf(rest));
    }

    private static void parseLong(
            FlagTable table, String word, Iterator<String> next, Map<String, List<String>> values) {
        int equals = word.indexOf('=');
        Flag flag = table.flag(equals < 0 ? word : word.substring(0, equals));
        if (equals >= 0) {
            put(values, flag, flag.acceptForNow(word.substring(equals + 1)));
        } else {
            String value = flag.arity() == Flag.Arity.SWITCH ? "true" : value(flag, next);
            put(values, flag, flag.acceptForNow(value));
        }
    }

    private static void parseLetters(
            FlagTable table, String word, Iterator<String> next, Map<String, List<String>> values) {
        for (int i = 1; i < word.length(); i++) {
            Flag flag = table.flag(word.charAt(i), word);
            String left = word.substring(i + 1);
            // a lone = is the value itself
            if (left.startsWith("=") && left.length() > 1) {
                put(values, flag, flag.acceptForNow(left.substring(1)));
                return;
            }
            if (flag.arity() != Flag.Arity.SWITCH) {
                String value = left.isEmpty() ? value(flag, next) : left;
                put(values, flag, acceptOrNameLong(table, flag, value, word));
                return;
            }
            put(values, flag, flag.acceptForNow("true"));
        }
    }

    /** Of {@code -privileged} the CLI makes {@code -p rivileged}; whoever writes so means the long name. */
    private static String acceptOrNameLong(FlagTable table, Flag flag, String value, String word) {
        try {
            return flag.acceptForNow(value);
        } catch (InvalidOptionException refused) {
            String name = Words.key(word.substring(1));
            throw table.hasLong(name)
                    ? new InvalidOptionException(
                            "flag",
                            "-" + name,
                            "a long name has two dashes; did you mean --" + name + "?")
                    : refused;
        }
    }

    private static String value(Flag flag, Iterator<String> next) {
        if (!next.hasNext()) {
            throw new InvalidOptionException(
                    "--" + flag.name(), "", "the value is missing; accepted form: " + flag.form());
        }
        return next.next();
    }

    /**
     * Returns these values as ones of another table.
     *
     * @throws InvalidOptionException if it does not have one of their flags
     */
    public FlagValues in(FlagTable other) {
        Map<String, List<String>> next = new LinkedHashMap<>();
        values.forEach((name, list) -> next.put(other.flag(name).name(), list));
        return new FlagValues(other, Collections.unmodifiableMap(next));
    }

    /** Returns the table of the command that has these flags. */
    FlagTable table() {
        return table;
    }

    /** Returns these values without the flag. */
    public FlagValues without(String name) {
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        next.remove(table.flag(name).name());
        return new FlagValues(table, Collections.unmodifiableMap(next));
    }

    /** Returns these values with each of one flag's replaced by what the operator makes of it; the order stays. */
    public FlagValues mapped(String name, UnaryOperator<String> operator) {
        Flag flag = table.flag(name);
        if (!isSet(flag.name())) {
            return this;
        }
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        next.put(flag.name(), all(flag.name()).stream().map(operator).map(flag::accept).toList());
        return new FlagValues(table, Collections.unmodifiableMap(next));
    }

    /** Returns whether the command has such a flag. */
    public boolean knows(String name) {
        return table.hasLong(name);
    }

    /** Returns whether the flag is set. */
    public boolean isSet(String name) {
        return values.containsKey(name);
    }

    /** Returns the one value of the flag, the last where there are more, or empty if it is not set. */
    public Optional<String> value(String name) {
        List<String> list = all(name);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    /** Returns all values of the flag in the order given; empty if it is not set. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the flags that are set, in the order of the table. */
    public List<Flag> flags() {
        return table.flags().stream().filter(flag -> values.containsKey(flag.name())).toList();
    }

    /** Lets each flag put its values into the request, in the order of the table. */
    public void writeTo(RequestDraft draft) {
        for (Flag flag : table.flags()) {
            List<String> list = all(flag.name());
            if (!list.isEmpty()) {
                flag.write(list, draft);
            }
        }
    }

    /** Returns the flags that not every engine knows, as {@code --name}, and the version of the API that brought each. */
    public Map<String, String> needs() {
        Map<String, String> needs = new LinkedHashMap<>();
        for (Flag flag : flags()) {
            if (!flag.since().isEmpty()) {
                needs.put("--" + flag.name(), flag.since());
            }
        }
        return needs;
    }

    /** Returns the flags as the words of a command line, in the order set, secrets as they are. */
    public List<String> words() {
        return words(false);
    }

    /** Returns the flags as the words of a command line, with {@code ***} for the values of secrets. */
    public List<String> redactedWords() {
        return words(true);
    }

    private List<String> words(boolean redacted) {
        List<String> words = new ArrayList<>();
        values.forEach(
                (name, list) -> {
                    Flag flag = table.flag(name);
                    for (String value : list) {
                        if (flag.arity() == Flag.Arity.SWITCH) {
                            words.add("--" + name + (value.equals("true") ? "" : "=" + value));
                        } else {
                            words.add("--" + name);
                            words.add(redacted ? flag.shown(value) : value);
                        }
                    }
                });
        return words;
    }

    /** Returns {@code KEY=***} for {@code KEY=value}, and the text as it is where there is no value. */
    static String redact(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals + 1) + "***";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlagValues that
                && table == that.table
                && comparable().equals(that.comparable());
    }

    @Override
    public int hashCode() {
        return comparable().hashCode();
    }

    /** The values with those of different keys, filters for instance, in one order. */
    private Map<String, List<String>> comparable() {
        Map<String, List<String>> sorted = new HashMap<>(values);
        sorted.replaceAll(
                (name, list) ->
                        table.flag(name).isKeyed()
                                ? list.stream().sorted(Comparator.comparing(Words::key)).toList()
                                : list);
        return sorted;
    }

    @Override
    public String toString() {
        return ShellQuoting.join(redactedWords());
    }
}
