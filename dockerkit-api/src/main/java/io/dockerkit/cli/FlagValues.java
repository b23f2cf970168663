package io.dockerkit.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flags that a spec has set, each with its values in the CLI's own syntax. Two are equal when they set the same
 * flags to the same values, whatever the order of the flags.
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
        Flag flag = table.flag(name);
        String accepted = flag.accept(value);
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        switch (flag.arity()) {
            case MANY -> {
                List<String> list = new ArrayList<>(next.getOrDefault(name, List.of()));
                list.add(accepted);
                next.put(name, Collections.unmodifiableList(list));
            }
            case ONE -> next.put(name, List.of(accepted));
            case SWITCH -> {
                if (accepted.equals("true")) {
                    next.put(name, List.of("true"));
                } else {
                    next.remove(name);
                }
            }
        }
        return new FlagValues(table, Collections.unmodifiableMap(next));
    }

    /** Returns these values without the flag. */
    public FlagValues without(String name) {
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        next.remove(table.flag(name).name());
        return new FlagValues(table, Collections.unmodifiableMap(next));
    }

    /** Returns whether the flag is set. */
    public boolean isSet(String name) {
        return values.containsKey(name);
    }

    /** Returns the one value of the flag, the last where there are more, or empty where it is not set. */
    public Optional<String> value(String name) {
        List<String> list = all(name);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    /** Returns all values of the flag in the order given; empty where it is not set. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
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
                        words.add("--" + name);
                        if (flag.arity() != Flag.Arity.SWITCH) {
                            words.add(redacted && flag.isSecret() ? redact(value) : value);
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
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return ShellQuoting.join(redactedWords());
    }
}
