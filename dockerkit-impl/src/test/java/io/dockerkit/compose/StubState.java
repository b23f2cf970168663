package io.dockerkit.compose;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is there in a {@link StubEngine}, and what it answers. Not thread-safe. */
final class StubState {
    private static final String IMAGE = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String TIME = "2026-01-02T03:04:05Z";

    private final String apiVersion;
    private final Map<String, StubContainer> containers = new LinkedHashMap<>();
    private final Map<String, Map<String, @Nullable Object>> networks = new LinkedHashMap<>();
    private final Map<String, Map<String, @Nullable Object>> volumes = new LinkedHashMap<>();

    StubState(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** An answer: its status and its body. */
    record Answer(int status, String text) {
        static Answer of(int status, @Nullable Object body) {
            return new Answer(status, StubEngine.text(body));
        }

        static Answer none(int status) {
            return new Answer(status, "");
        }

        static Answer missing(String message) {
            return of(404, Map.of("message", message));
        }
    }

    static String idOf(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Answer answer(
            String method, String path, TreeMap<String, String> query, @Nullable Object body) {
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(1).split("/")) {
            parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return switch (parts.get(0)) {
            case "_ping" -> new Answer(200, "OK");
            case "version" ->
                    Answer.of(
                            200,
                            Map.of(
                                    "Version", "28.0.0",
                                    "ApiVersion", apiVersion,
                                    "MinAPIVersion", "1.24",
                                    "Os", "linux",
                                    "Arch", "amd64"));
            case "info" ->
                    Answer.of(
                            200,
                            Map.of(
                                    "OSType", "linux",
                                    "Architecture", "x86_64",
                                    "ServerVersion", "28.0.0",
                                    "Swarm", Map.of("LocalNodeState", "inactive")));
            case "containers" -> ofContainers(method, parts, query, body);
            case "networks" -> ofNetworks(method, parts, query, body);
            case "volumes" -> ofVolumes(method, parts, query, body);
            case "images" -> ofImages(parts);
            default -> Answer.missing("there is nothing at " + path);
        };
    }

    private static Answer ofImages(List<String> parts) {
        String last = parts.get(parts.size() - 1);
        if (!last.equals("json")) {
            return Answer.missing("there is nothing at /" + String.join("/", parts));
        }
        if (parts.size() == 2) {
            return Answer.of(200, List.of());
        }
        return Answer.of(
                200,
                Map.of(
                        "Id",
                        IMAGE,
                        "RepoTags",
                        List.of(String.join("/", parts.subList(1, parts.size() - 1))),
                        "Os",
                        "linux",
                        "Architecture",
                        "amd64",
                        "Config",
                        Map.of(),
                        "Created",
                        TIME));
    }

    private Answer ofContainers(
            String method,
            List<String> parts,
            TreeMap<String, String> query,
            @Nullable Object body) {
        String second = parts.get(1);
        if (second.equals("create")) {
            String name = query.getOrDefault("name", "unnamed");
            if (container(name) != null) {
                return Answer.of(409, Map.of("message", "Conflict. The name is in use: " + name));
            }
            containers.put(name, new StubContainer(name, map(body), this::networkId));
            return Answer.of(201, Map.of("Id", idOf(name), "Warnings", List.of()));
        }
        if (second.equals("json")) {
            boolean all = List.of("1", "true").contains(query.getOrDefault("all", ""));
            return Answer.of(
                    200,
                    containers.values().stream()
                            .filter(one -> all || one.state.equals("running"))
                            .filter(one -> fits(one.body.get("Labels"), query))
                            .map(one -> one.summary(IMAGE))
                            .toList());
        }
        StubContainer found = container(second);
        if (found == null) {
            return Answer.missing("No such container: " + second);
        }
        if (method.equals("DELETE")) {
            containers.remove(found.name);
            return Answer.none(204);
        }
        return ofContainer(found, parts.get(2), query);
    }

    private Answer ofContainer(StubContainer found, String verb, TreeMap<String, String> query) {
        switch (verb) {
            case "json":
                return Answer.of(200, found.details(IMAGE, TIME));
            case "archive":
                return Answer.none(200);
            case "start", "restart":
                found.state = found.name.contains("job") ? "exited" : "running";
                break;
            case "stop", "kill":
                found.state = "exited";
                break;
            case "rename":
                containers.remove(found.name);
                found.name = Objects.requireNonNull(query.get("name"));
                containers.put(found.name, found);
                break;
            default:
                break;
        }
        return Answer.none(204);
    }

    private Answer ofNetworks(
            String method,
            List<String> parts,
            TreeMap<String, String> query,
            @Nullable Object body) {
        if (parts.size() == 1) {
            List<String> names = wanted(query, "name");
            List<Map<String, @Nullable Object>> found = new ArrayList<>(networks.values());
            names.stream()
                    .filter(name -> name.startsWith("existing"))
                    .forEach(name -> found.add(Objects.requireNonNull(network(name))));
            return Answer.of(
                    200,
                    found.stream()
                            .filter(
                                    one ->
                                            names.isEmpty()
                                                    || names.stream()
                                                            .anyMatch(text(one, "Name")::contains))
                            .filter(one -> fits(one.get("Labels"), query))
                            .toList());
        }
        String second = parts.get(1);
        if (second.equals("create")) {
            Map<String, @Nullable Object> created = new LinkedHashMap<>(map(body));
            created.put("Id", idOf(text(created, "Name")));
            created.put("Scope", "local");
            networks.put(text(created, "Name"), created);
            return Answer.of(
                    201, Map.of("Id", Objects.requireNonNull(created.get("Id")), "Warning", ""));
        }
        Map<String, @Nullable Object> found = network(second);
        if (found == null) {
            return Answer.missing("network " + second + " not found");
        }
        if (method.equals("DELETE")) {
            networks.remove(text(found, "Name"));
            return Answer.none(204);
        }
        String verb = parts.get(parts.size() - 1);
        if (verb.equals("connect")) {
            StubContainer one = container(text(map(body), "Container"));
            Objects.requireNonNull(one).connected.add(text(found, "Name"));
        }
        return parts.size() == 3 ? Answer.none(200) : Answer.of(200, found);
    }

    private Answer ofVolumes(
            String method,
            List<String> parts,
            TreeMap<String, String> query,
            @Nullable Object body) {
        if (parts.size() == 1) {
            return Answer.of(
                    200,
                    Map.of(
                            "Volumes",
                            volumes.values().stream()
                                    .filter(one -> fits(one.get("Labels"), query))
                                    .toList()));
        }
        String second = parts.get(1);
        if (second.equals("create")) {
            Map<String, @Nullable Object> created = new LinkedHashMap<>(map(body));
            if (text(created, "Driver").isEmpty()) {
                created.put("Driver", "local");
            }
            volumes.put(text(created, "Name"), created);
            return Answer.of(201, created);
        }
        Map<String, @Nullable Object> found = volumes.get(second);
        if (found == null && second.startsWith("existing")) {
            found = new LinkedHashMap<>(Map.of("Name", second, "Driver", "local"));
        }
        if (found == null) {
            return Answer.missing("get " + second + ": no such volume");
        }
        if (method.equals("DELETE")) {
            volumes.remove(second);
            return Answer.none(204);
        }
        return Answer.of(200, found);
    }

    private @Nullable StubContainer container(String ref) {
        return containers.values().stream()
                .filter(
                        one ->
                                one.name.equals(ref)
                                        || one.id.equals(ref)
                                        || ref.length() >= 12 && one.id.startsWith(ref))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Map<String, @Nullable Object> network(String ref) {
        for (Map<String, @Nullable Object> one : networks.values()) {
            if (ref.equals(one.get("Id")) || ref.equals(one.get("Name"))) {
                return one;
            }
        }
        String name = ref.equals(idOf("existing-network")) ? "existing-network" : ref;
        if (!name.startsWith("existing")) {
            return null;
        }
        return new LinkedHashMap<>(
                Map.of(
                        "Id",
                        idOf(name),
                        "Name",
                        name,
                        "Driver",
                        "bridge",
                        "Labels",
                        Map.of(),
                        "Scope",
                        "local"));
    }

    private String networkId(String name) {
        Map<String, @Nullable Object> found = network(name);
        return found == null ? idOf(name) : text(found, "Id");
    }

    private static boolean fits(@Nullable Object labels, TreeMap<String, String> query) {
        Map<String, @Nullable Object> given = map(labels);
        return wanted(query, "label").stream()
                .allMatch(
                        wanted -> {
                            int equals = wanted.indexOf('=');
                            return equals < 0
                                    ? given.containsKey(wanted)
                                    : wanted.substring(equals + 1)
                                            .equals(given.get(wanted.substring(0, equals)));
                        });
    }

    /** Returns the values of a filter, in either of the forms that clients send. */
    private static List<String> wanted(TreeMap<String, String> query, String key) {
        Object wanted = map(StubEngine.json(query.getOrDefault("filters", "{}"))).get(key);
        if (wanted instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return List.copyOf(map(wanted).keySet());
    }

    /** Returns a map of JSON; what is none is an empty one. */
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> map.put(String.valueOf(key), item));
        }
        return map;
    }

    static String text(Map<String, @Nullable Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }
}
