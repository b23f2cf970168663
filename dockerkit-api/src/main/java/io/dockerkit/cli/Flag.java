package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One flag of a docker command: its names, the values that it takes, how a value is checked, and what it puts into the
 * request. Parsing, rendering, the request and the reference table all follow from these rows.
 *
 * <p>Immutable and thread-safe.
 */
public final class Flag {
    /** How often a flag counts. */
    public enum Arity {
        /** Present or absent: {@code --init}. */
        SWITCH,
        /** One value; the last one given wins: {@code --memory 512m}. */
        ONE,
        /** Values that add up: {@code -p 80:80 -p 443:443}. */
        MANY
    }

    /** Puts a flag's values into the request. */
    @FunctionalInterface
    public interface Writer {
        /** Writes {@code values}, never empty, into {@code draft}. */
        void write(List<String> values, RequestDraft draft);
    }

    private static final Pattern NAMED_SECRET =
            Pattern.compile(
                    "(?i)((?:password|passwd|secret|token|credential|api[-_]?key)[\\w.-]{0,40})=[^,\\s\"']+");

    private final String name;
    private final Arity arity;
    private final String form;
    private final String help;

    // set on a fresh copy before anybody else sees it
    private @Nullable Character shorthand;
    private List<String> aliases = List.of();
    private UnaryOperator<String> check;
    private @Nullable UnaryOperator<String> lastCheck;
    private Writer writer = (values, draft) -> {};
    private Map<String, UnaryOperator<Flag>> others = Map.of();
    private boolean secret;
    private boolean hidden;
    private boolean onByDefault;
    private boolean kept;
    private boolean keyed;
    private String absentFrom = "";
    private String since = "";
    private String refusal = "";

    private Flag(String name, Arity arity, String form, String help, UnaryOperator<String> check) {
        this.name = name;
        this.arity = arity;
        this.form = form;
        this.help = help;
        this.check = check;
    }

    private Flag copy() {
        Flag copy = new Flag(name, arity, form, help, check);
        copy.copyRest(this);
        return copy;
    }

    private void copyRest(Flag other) {
        shorthand = other.shorthand;
        aliases = other.aliases;
        lastCheck = other.lastCheck;
        writer = other.writer;
        others = other.others;
        secret = other.secret;
        hidden = other.hidden;
        onByDefault = other.onByDefault;
        kept = other.kept;
        keyed = other.keyed;
        absentFrom = other.absentFrom;
        since = other.since;
        refusal = other.refusal;
    }

    /** Starts a flag that is present or absent; {@code help} is its line in the reference. */
    public static Flag toggle(String name, String help) {
        return new Flag(name, Arity.SWITCH, "true or false", help, Flag::bool);
    }

    /** Starts a flag with one value of the given accepted form, for instance {@code "bytes, with a suffix b, k, m or g"}. */
    public static Flag one(String name, String form, String help) {
        return new Flag(name, Arity.ONE, form, help, UnaryOperator.identity());
    }

    /** Starts a flag whose values add up. */
    public static Flag many(String name, String form, String help) {
        return new Flag(name, Arity.MANY, form, help, UnaryOperator.identity());
    }

    /** Adds the one-letter name. */
    public Flag shorthand(char letter) {
        Flag copy = copy();
        copy.shorthand = letter;
        return copy;
    }

    /** Adds further long names, which the CLI takes and does not show. */
    public Flag alias(String... names) {
        Flag copy = copy();
        copy.aliases = List.of(names);
        return copy;
    }

    /**
     * Adds the check of a value, which returns the value to keep or throws an {@link IllegalArgumentException} whose
     * message says what is wrong.
     */
    public Flag checked(UnaryOperator<String> newCheck) {
        Flag copy = copy();
        copy.check = newCheck;
        return copy;
    }

    /**
     * Adds a check of the value that counts: of several on one command line the CLI checks the others by
     * {@link #checked} alone.
     */
    public Flag checkedLast(UnaryOperator<String> newCheck) {
        Flag copy = copy();
        copy.lastCheck = newCheck;
        return copy;
    }

    /** Adds what the flag puts into the request. */
    public Flag writes(Writer newWriter) {
        Flag copy = copy();
        copy.writer = newWriter;
        return copy;
    }

    /** Says which other command takes the flag, too, and writes it into its request in the same way. */
    public Flag alsoOf(String command) {
        return alsoOf(command, writer);
    }

    /** Says which other command takes the flag, too, and how it writes it into its own request. */
    public Flag alsoOf(String command, Writer itsWriter) {
        return alsoOf(command, row -> row.writes(itsWriter));
    }

    /** Says which other command takes the flag, too, and makes its row there of this one. */
    public Flag alsoOf(String command, UnaryOperator<Flag> itsRow) {
        Flag copy = copy();
        Map<String, UnaryOperator<Flag>> next = new HashMap<>(others);
        next.put(command, itsRow);
        copy.others = Map.copyOf(next);
        return copy;
    }

    /** Returns the flag as another command has it, or empty if that command does not take it. */
    Optional<Flag> as(String command) {
        return Optional.ofNullable(others.get(command)).map(itsRow -> itsRow.apply(this));
    }

    /** Returns the same row for a flag of another name, and without shorter or further ones. */
    public Flag renamed(String other) {
        Flag renamed = new Flag(other, arity, form, help, check);
        renamed.copyRest(this);
        return renamed.plain();
    }

    /** Takes away the one-letter name and the further long names, which another command does not have. */
    public Flag plain() {
        Flag copy = copy();
        copy.shorthand = null;
        copy.aliases = List.of();
        return copy;
    }

    /** Marks the value as one that {@code toString} and error messages must not show. */
    public Flag secret() {
        Flag copy = copy();
        copy.secret = true;
        return copy;
    }

    /** Marks the whole value as a secret, not only what is behind a {@code =}. */
    public Flag hidden() {
        Flag copy = secret();
        copy.hidden = true;
        return copy;
    }

    /** Makes a switch one that is on unless it is set to false. */
    public Flag onByDefault() {
        Flag copy = copy();
        copy.onByDefault = true;
        return copy;
    }

    /**
     * Says from which version of the Engine API on engines know what the flag asks for, or {@code windows} if only those
     * for Windows containers do.
     */
    public Flag since(String apiVersion) {
        Flag copy = copy();
        copy.since = apiVersion;
        return copy;
    }

    /** Says which command, else with the same flags, has not this one: {@code docker create}. */
    public Flag absentFrom(String command) {
        Flag copy = copy();
        copy.absentFrom = command;
        return copy;
    }

    /** Says why the flag, which the CLI has, cannot be had here; a switch still takes its default. */
    public Flag refused(String reason) {
        Flag copy = copy();
        copy.refusal = reason;
        return copy;
    }

    /** Returns the long name without dashes: {@code network-alias}. */
    public String name() {
        return name;
    }

    /** Returns the one-letter name, or null if there is none. */
    public @Nullable Character shorthand() {
        return shorthand;
    }

    /** Returns further long names, which the CLI takes and does not show. */
    public List<String> aliases() {
        return aliases;
    }

    /** Keeps a switch also where it is set to what it is by default, since saying so has a meaning of its own. */
    public Flag kept() {
        Flag copy = copy();
        copy.kept = true;
        return copy;
    }

    /** Returns whether a switch is kept also where it is set to its default. */
    public boolean isKept() {
        return kept;
    }

    /** Says that the values are {@code key=value}, and that only those of one key have an order. */
    public Flag keyed() {
        Flag copy = copy();
        copy.keyed = true;
        return copy;
    }

    /** Returns whether only the values of one key have an order. */
    boolean isKeyed() {
        return keyed;
    }

    /** Returns whether a switch is on unless it is set to false. */
    public boolean isOnByDefault() {
        return onByDefault;
    }

    /**
     * Returns the version of the Engine API from which on engines know it, {@code windows} if only those for Windows
     * containers do, or the empty text for all.
     */
    public String since() {
        return since;
    }

    /** Returns which command, else with the same flags, has not this one, or the empty text. */
    public String absentFrom() {
        return absentFrom;
    }

    /** Returns why the flag cannot be had here, or the empty text. */
    public String refusal() {
        return refusal;
    }

    /** Returns how often the flag counts. */
    public Arity arity() {
        return arity;
    }

    /** Returns the accepted form in words. */
    public String form() {
        return form;
    }

    /** Returns the flag's line in the reference. */
    public String help() {
        return help;
    }

    /** Returns whether the value may hold a secret, so that only {@code KEY=***} is ever shown. */
    public boolean isSecret() {
        return secret;
    }

    /** Returns {@code value} in the form to keep, or throws the error that names this flag, the value and the form. */
    String accept(String value) {
        String accepted = acceptForNow(value);
        requireLast(accepted);
        return accepted;
    }

    /** As {@link #accept}, for a flag that is set by a method of a spec and refused to everybody else. */
    String acceptOwn(String value) {
        String accepted = checked(check, value);
        requireLast(accepted);
        return accepted;
    }

    /** As {@link #accept}, but without the check of the value that counts. */
    String acceptForNow(String value) {
        String accepted = checked(check, value);
        if (!refusal.isEmpty() && !accepted.equals(String.valueOf(onByDefault))) {
            throw new InvalidOptionException("--" + name, value, refusal);
        }
        return accepted;
    }

    /** Checks the value that counts. */
    void requireLast(String value) {
        UnaryOperator<String> last = lastCheck;
        if (last != null) {
            checked(last, value);
        }
    }

    private String checked(UnaryOperator<String> by, String value) {
        try {
            return by.apply(value);
        } catch (IllegalArgumentException refused) {
            throw new InvalidOptionException(
                    "--" + name, shown(value), refused.getMessage() + "; accepted form: " + form);
        }
    }

    /** Returns the value as errors may show it: nothing of a secret, and of others no password that is named so. */
    String shown(String value) {
        if (hidden) {
            return "***";
        }
        if (secret) {
            return FlagValues.redact(value);
        }
        // the key of a filter is no name: secret=x asks for a secret of a swarm that is called x
        int start = keyed ? value.indexOf('=') + 1 : 0;
        return value.substring(0, start)
                + NAMED_SECRET.matcher(value.substring(start)).replaceAll("$1=***");
    }

    void write(List<String> values, RequestDraft draft) {
        writer.write(values, draft);
    }

    private static String bool(String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    @Override
    public String toString() {
        return "--" + name;
    }
}
