package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.List;
import java.util.function.UnaryOperator;
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

    private final String name;
    private final @Nullable Character shorthand;
    private final Arity arity;
    private final String form;
    private final UnaryOperator<String> check;
    private final Writer writer;
    private final String help;
    private final boolean secret;

    private Flag(
            String name,
            @Nullable Character shorthand,
            Arity arity,
            String form,
            UnaryOperator<String> check,
            Writer writer,
            String help,
            boolean secret) {
        this.name = name;
        this.shorthand = shorthand;
        this.arity = arity;
        this.form = form;
        this.check = check;
        this.writer = writer;
        this.help = help;
        this.secret = secret;
    }

    /** Starts a flag that is present or absent; {@code help} is its line in the reference. */
    public static Flag toggle(String name, String help) {
        return new Flag(
                name,
                null,
                Arity.SWITCH,
                "true or false",
                Flag::bool,
                (values, draft) -> {},
                help,
                false);
    }

    /** Starts a flag with one value of the given accepted form, for instance {@code "bytes, with a suffix b, k, m or g"}. */
    public static Flag one(String name, String form, String help) {
        return new Flag(
                name,
                null,
                Arity.ONE,
                form,
                UnaryOperator.identity(),
                (values, draft) -> {},
                help,
                false);
    }

    /** Starts a flag whose values add up. */
    public static Flag many(String name, String form, String help) {
        return new Flag(
                name,
                null,
                Arity.MANY,
                form,
                UnaryOperator.identity(),
                (values, draft) -> {},
                help,
                false);
    }

    /** Adds the one-letter name. */
    public Flag shorthand(char letter) {
        return new Flag(name, letter, arity, form, check, writer, help, secret);
    }

    /**
     * Adds the check of a value, which returns the value to keep or throws an {@link IllegalArgumentException} whose
     * message says what is wrong.
     */
    public Flag checked(UnaryOperator<String> newCheck) {
        return new Flag(name, shorthand, arity, form, newCheck, writer, help, secret);
    }

    /** Adds what the flag puts into the request. */
    public Flag writes(Writer newWriter) {
        return new Flag(name, shorthand, arity, form, check, newWriter, help, secret);
    }

    /** Marks the value as one that {@code toString} and error messages must not show. */
    public Flag secret() {
        return new Flag(name, shorthand, arity, form, check, writer, help, true);
    }

    /** Returns the long name without dashes: {@code network-alias}. */
    public String name() {
        return name;
    }

    /** Returns the one-letter name, or null where there is none. */
    public @Nullable Character shorthand() {
        return shorthand;
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
        try {
            return check.apply(value);
        } catch (IllegalArgumentException refused) {
            String shown = secret ? FlagValues.redact(value) : value;
            throw new InvalidOptionException(
                    "--" + name, shown, refused.getMessage() + "; accepted form: " + form);
        }
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
