package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.transport.Malformed;

/**
 * Reads the fields without which an answer is none: ids, names, exit codes, lists. A field that is missing is an error here,
 * and never read as empty. Stateless and thread-safe.
 *
 * <p>What is done is said for errors, after "cannot": {@code find container web}.
 */
public final class Fields {
    private static final long UNSIGNED_INT = 0xffff_ffffL;

    private Fields() {}

    /** Returns the answer if it is an object. */
    public static JsonNode object(JsonNode said, String doing) {
        if (!said.isObject()) {
            throw wrong(doing, "is " + kind(said) + " in place of an object");
        }
        return said;
    }

    /** Returns the answer if it is an array; null, which Go writes for an empty one, is one. */
    public static JsonNode list(JsonNode said, String doing) {
        if (!said.isArray() && !said.isNull()) {
            throw wrong(doing, "is " + kind(said) + " in place of a list");
        }
        return said;
    }

    /** Returns the array of a field, which must be there; null, which Go writes for an empty one, is one. */
    public static JsonNode list(JsonNode said, String field, String doing) {
        JsonNode value = said.path(field);
        if (!value.isArray() && !value.isNull()) {
            throw missing(doing, field);
        }
        return value;
    }

    /** Returns the text of a field, which must be there and not be empty. */
    public static String text(JsonNode said, String field, String doing) {
        JsonNode value = said.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw missing(doing, field);
        }
        return value.textValue();
    }

    /**
     * Returns the exit code of a field, which must be there. Windows has codes of 32 bits without a sign, such as 3221225786;
     * they are returned as the int of the same bits, -1073741510, as Windows itself shows them.
     */
    public static int exitCode(JsonNode said, String field, String doing) {
        JsonNode value = said.path(field);
        if (!value.isIntegralNumber()) {
            throw missing(doing, field);
        }
        if (!value.canConvertToLong()
                || value.longValue() < Integer.MIN_VALUE
                || value.longValue() > UNSIGNED_INT) {
            throw wrong(doing, "has the exit code " + value.asText() + ", which no process has");
        }
        return (int) value.longValue();
    }

    /** Returns the error for an answer that lacks a field. */
    public static DockerUnavailableException.MalformedAnswer missing(String doing, String field) {
        return wrong(doing, "has no " + field);
    }

    /** Returns the error for an answer of which something is wrong, said after "the engine's answer". */
    static DockerUnavailableException.MalformedAnswer wrong(String doing, String what) {
        return Malformed.answer("cannot " + doing + ": the engine's answer " + what, null);
    }

    private static String kind(JsonNode said) {
        return switch (said.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "empty";
        };
    }
}
