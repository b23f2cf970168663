package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a field that an answer does not have: where it stops, and which one may be meant. Stateless and thread-safe. */
final class MissingField {
    private static final int MOST_NAMES = 12;

    private MissingField() {}

    /** Returns the message; names are shown, values are not. */
    static String message(JsonNode root, String pointer) {
        String[] names = pointer.split("/", -1);
        JsonNode node = root;
        String found = "";
        for (int i = 1; i < names.length; i++) {
            String name = names[i].replace("~1", "/").replace("~0", "~");
            JsonNode next = node.isArray() ? element(node, name) : node.path(name);
            if (next.isMissingNode()) {
                return "the engine's answer has no "
                        + pointer
                        + advice(root, node, found, name, rest(names, i + 1))
                        + "; exists() asks whether there is a field";
            }
            node = next;
            found += "/" + names[i];
        }
        return "the engine's answer has no " + pointer;
    }

    private static JsonNode element(JsonNode array, String index) {
        return array.path(index.matches("[0-9]{1,9}") ? Integer.parseInt(index) : -1);
    }

    private static String rest(String[] names, int from) {
        StringBuilder rest = new StringBuilder();
        for (int i = from; i < names.length; i++) {
            rest.append('/').append(names[i]);
        }
        return rest.toString();
    }

    private static String advice(
            JsonNode root, JsonNode parent, String at, String name, String rest) {
        String where = at.isEmpty() ? "the answer" : at;
        if (parent.isArray()) {
            return ": " + where + " has " + parent.size() + " elements";
        }
        if (parent.isNull()) {
            return ": " + where + " is null";
        }
        if (!parent.isObject()) {
            return ": " + where + " is a single value";
        }
        String near = nearest(parent, name);
        if (!near.isEmpty()) {
            return "; did you mean " + at + "/" + JsonTree.escaped(near) + rest + "?";
        }
        String elsewhere = elsewhere(root, "", name);
        return elsewhere.isEmpty()
                ? names(parent, where)
                : "; did you mean " + elsewhere + rest + "?";
    }

    private static String names(JsonNode object, String where) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        int shown = Math.min(MOST_NAMES, names.size());
        return ": "
                + where
                + " has "
                + (names.isEmpty() ? "no fields" : String.join(", ", names.subList(0, shown)))
                + (shown < names.size() ? ", …" : "");
    }

    /** Returns the field whose name differs by the case or by a few letters, or nothing. */
    private static String nearest(JsonNode object, String name) {
        String best = "";
        int least = Math.max(1, name.length() / 3) + 1;
        for (var names = object.fieldNames(); names.hasNext(); ) {
            String known = names.next();
            int distance = distance(lower(name), lower(known));
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        return best;
    }

    /** Returns where in the whole answer a field of that name is, or nothing. */
    private static String elsewhere(JsonNode node, String at, String name) {
        for (var names = node.fieldNames(); names.hasNext(); ) {
            String known = names.next();
            String pointer = at + "/" + JsonTree.escaped(known);
            String found =
                    lower(known).equals(lower(name))
                            ? pointer
                            : elsewhere(node.path(known), pointer, name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns the number of letters to insert, drop or change to make one of the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
