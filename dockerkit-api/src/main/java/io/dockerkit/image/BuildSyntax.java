package io.dockerkit.image;

import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.Platform;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildKitOptions.Cache;
import io.dockerkit.spi.BuildKitOptions.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of the values of {@code docker buildx build}: one line of CSV, each field {@code name=value}. Stateless and
 * thread-safe.
 */
final class BuildSyntax {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Set<String> SECRET_FIELDS = Set.of("type", "id", "source", "src", "env");

    private BuildSyntax() {}

    /** Returns whether the value has fields, and is no shorthand. */
    static boolean hasFields(String value) {
        return value.contains("=");
    }

    /**
     * Returns the fields by their names, which are in lower case.
     *
     * @throws IllegalArgumentException if a field has no {@code =}, or a name comes twice
     */
    static Map<String, String> fields(String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : Words.csv(value)) {
            String name = Words.lower(Words.key(field));
            if (!field.contains("=") || name.isBlank()) {
                throw new IllegalArgumentException("\"" + field + "\" is not name=value");
            }
            fields.put(name, Words.value(field));
        }
        return fields;
    }

    /** Returns the value if it has fields, among them this one. */
    static String checkFields(String value, String required) {
        String given = fields(value).getOrDefault(required, "");
        if (given.isBlank()) {
            throw new IllegalArgumentException("the field " + required + " is missing");
        }
        return value;
    }

    /** Returns the value if it says what a secret is read from. */
    static String checkSecret(String value) {
        Map<String, String> fields = fields(checkFields(value, "id"));
        for (String name : fields.keySet()) {
            if (!SECRET_FIELDS.contains(name)) {
                throw new IllegalArgumentException("there is no field " + name);
            }
        }
        String type = fields.getOrDefault("type", "file");
        if (!type.equals("file") && !type.equals("env")) {
            throw new IllegalArgumentException("there is no type " + type);
        }
        return value;
    }

    /** Returns the value if it says where a result goes. */
    static String checkOutput(String value) {
        Output output = output(value);
        boolean local = Set.of("local", "tar").contains(output.type());
        if (local && output.destination().isEmpty()) {
            throw new IllegalArgumentException("the field dest is missing");
        }
        String push = output.attributes().getOrDefault("push", "false");
        if (!TRUE.contains(push) && !FALSE.contains(push)) {
            throw new IllegalArgumentException("push is true or false");
        }
        return value;
    }

    /** Returns whether the image is pushed when it is built. */
    static boolean isPushed(Output output) {
        return TRUE.contains(output.attributes().getOrDefault("push", "false"));
    }

    /** Returns where a result goes; a lone path is a directory, {@code -} the standard output. */
    static Output output(String value) {
        if (!hasFields(value)) {
            String path = Words.csv(value).get(0);
            Words.checkNotBlank(path);
            return new Output(path.equals("-") ? "tar" : "local", path, Map.of());
        }
        Map<String, String> fields = fields(checkFields(value, "type"));
        String type = String.valueOf(fields.remove("type"));
        String destination = fields.remove("dest");
        if (type.equals("registry")) {
            type = "image";
            fields.putIfAbsent("push", "true");
        }
        return new Output(type, destination == null ? "" : destination, fields);
    }

    /** Returns the caches that a value names; a lone image is one of a registry. */
    static List<Cache> cache(String value) {
        List<Cache> caches = new ArrayList<>();
        if (hasFields(value)) {
            Map<String, String> fields = fields(value);
            String type = String.valueOf(fields.remove("type"));
            caches.add(new Cache(type, fields));
        } else {
            for (String image : value.split(",", -1)) {
                caches.add(new Cache("registry", Map.of("ref", image)));
            }
        }
        return caches;
    }

    /** Returns the platforms by the names that engines use, each once. */
    static List<String> platforms(List<String> values) {
        List<String> platforms = new ArrayList<>();
        for (String value : values) {
            for (String platform : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                String normal = Platform.normalized(platform);
                if (!platforms.contains(normal)) {
                    platforms.add(normal);
                }
            }
        }
        return platforms;
    }

    /** Returns the value of {@code --provenance} or {@code --sbom} if it has a form that they take. */
    static String checkAttestation(String value) {
        if (!value.isEmpty() && !TRUE.contains(value) && !FALSE.contains(value)) {
            fields(value);
        }
        return value;
    }

    /** Returns the value of {@code --provenance} or {@code --sbom} as one of {@code --attest}. */
    static String attestation(String type, String value) {
        if (TRUE.contains(value) || FALSE.contains(value)) {
            return "type=" + type + ",disabled=" + FALSE.contains(value);
        }
        return "type=" + type + (value.isEmpty() ? "" : "," + value);
    }

    /** Puts the attestation where it is not switched off. */
    static void attest(String value, Map<String, @Nullable String> into) {
        Map<String, String> fields = fields(value);
        String type = String.valueOf(fields.remove("type"));
        String disabled = fields.remove("disabled");
        boolean off = disabled != null && TRUE.contains(disabled);
        into.put(type, off ? null : Words.toCsv(texts(fields)));
    }

    private static List<String> texts(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList();
    }

    /** Returns the exporter's attribute for {@code [type[,type]:]key=value}. */
    static Map<String, String> annotation(String value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        int colon = value.indexOf(':');
        String head = colon < 0 ? "" : value.substring(0, colon);
        boolean typed =
                head.matches(
                        "[a-z-]+(?:\\[[A-Za-z0-9_/-]+])?(?:,[a-z-]+(?:\\[[A-Za-z0-9_/-]+])?)*");
        String pair = typed ? value.substring(colon + 1) : value;
        for (String type : typed ? List.of(head.split(",", -1)) : List.of("")) {
            attributes.put(
                    "annotation" + (type.isEmpty() ? "" : "-" + type) + "." + Words.key(pair),
                    Words.value(pair));
        }
        return attributes;
    }

    /** Returns the agent or the keys of {@code default} or {@code id=path,path}. */
    static BuildKitOptions.Ssh ssh(String value) {
        String paths = Words.value(value);
        return new BuildKitOptions.Ssh(
                Words.key(value), paths.isEmpty() ? List.of() : List.of(paths.split(",", -1)));
    }
}
