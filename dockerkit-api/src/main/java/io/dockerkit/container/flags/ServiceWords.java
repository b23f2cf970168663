package io.dockerkit.container.flags;

import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of values that only services have. Stateless and thread-safe. */
final class ServiceWords {
    /** Where reservations of the user's own kinds are. */
    static final String GENERIC = "TaskTemplate/Resources/Reservations/GenericResources";

    /** Where preferences of placement are. */
    static final String PREFERENCES = "TaskTemplate/Placement/Preferences";

    private ServiceWords() {}

    static void entrypoint(List<String> values, RequestDraft draft) {
        draft.put(ServiceFlags.CONTAINER + "Command", ShellLike.split(values.get(0)));
    }

    static String words(String value) {
        ShellLike.split(value);
        return value;
    }

    static String ratio(String value) {
        try {
            Float.parseFloat(value);
            return value;
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("not a number", none);
        }
    }

    /** Returns the number that 32 bits hold, as short as they are told from its neighbours, and whole ones without a point. */
    static Number number(String ratio) {
        double number = Double.parseDouble(Float.toString(Float.parseFloat(ratio)));
        if (number == Math.rint(number)) {
            return (long) number;
        }
        return number;
    }

    static String preference(String value) {
        if (!value.contains("=") || Words.key(value).isEmpty()) {
            throw new IllegalArgumentException("not strategy=value");
        }
        if (!Words.key(value).equals("spread")) {
            throw new IllegalArgumentException("the only strategy is spread");
        }
        return value;
    }

    static Map<String, Object> spread(String preference) {
        return Map.of("Spread", Map.of("SpreadDescriptor", Words.value(preference)));
    }

    static String genericResource(String value) {
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the number is missing");
        }
        return value;
    }

    /**
     * Returns resources of which a number is reserved.
     *
     * @throws IllegalArgumentException if one is asked for by its name
     */
    static List<Map<String, Object>> genericResources(List<String> values) {
        Map<String, Long> byKind = new LinkedHashMap<>();
        for (String value : values) {
            try {
                byKind.put(
                        Words.key(value),
                        Numbers.parse(Numbers.upTo(Long.MAX_VALUE).apply(Words.value(value))));
            } catch (IllegalArgumentException named) {
                throw new io.dockerkit.InvalidOptionException(
                        "--generic-resource",
                        value,
                        "a service reserves a number of a kind, and no named ones; accepted form: kind=number");
            }
        }
        List<Map<String, Object>> resources = new ArrayList<>();
        byKind.forEach(
                (kind, number) ->
                        resources.add(
                                Map.of(
                                        "DiscreteResourceSpec",
                                        Map.of("Kind", kind, "Value", number))));
        return resources;
    }

    static String credentialSpec(String value) {
        boolean known =
                value.isEmpty()
                        || value.startsWith("config://")
                        || value.startsWith("file://")
                        || value.startsWith("registry://");
        if (!known) {
            throw new IllegalArgumentException("no such scheme");
        }
        return value;
    }

    /** Returns the credentials as the request has them, a config by its name. */
    static Map<String, Object> credentials(String value) {
        Map<String, Object> spec = new LinkedHashMap<>();
        int end = value.indexOf("://");
        switch (value.substring(0, Math.max(end, 0))) {
            case "config" -> spec.put("Config", value.substring(end + 3));
            case "file" -> spec.put("File", value.substring(end + 3));
            case "registry" -> spec.put("Registry", value.substring(end + 3));
            default -> {
                // the empty text: none
            }
        }
        return spec;
    }
}
