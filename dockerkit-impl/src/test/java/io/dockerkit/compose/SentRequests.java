package io.dockerkit.compose;

import io.dockerkit.compose.project.GoJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes requests as {@code dev/lib/record-compose-up.py} does: what they mean, in an order that does not change. */
final class SentRequests {
    private static final Set<String> KEPT =
            Set.of(
                    "Cmd",
                    "Entrypoint",
                    "Init",
                    "EnableIPv4",
                    "EnableIPv6",
                    "MaskedPaths",
                    "ReadonlyPaths",
                    "text",
                    "force",
                    "v",
                    "t");
    private static final Set<String> MAPS =
            Set.of(
                    "Labels",
                    "Options",
                    "DriverOpts",
                    "ExposedPorts",
                    "EndpointsConfig",
                    "Tmpfs",
                    "Sysctls",
                    "Config",
                    "Annotations",
                    "StorageOpt");
    private static final Set<String> UNORDERED =
            Set.of("Env", "Binds", "Mounts", "Ulimits", "Links", "ExtraHosts");
    private static final Set<Object> NOTHING =
            Set.of("", 0, 0L, false, List.of(), Map.of(), List.of(0, 0), List.of(0L, 0L));
    private static final Pattern OF_CONTAINER = Pattern.compile("/containers/([^/]+).*");
    private static final Pattern OF_NETWORK = Pattern.compile("/networks/[^/]+/(?:dis)?connect");
    private static final String HASH = "com.docker.compose.config-hash";

    private final Path root;
    private final boolean checksDuplicates;
    private final boolean hashesPaths;
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * @param root where the files are
     * @param checksDuplicates whether the engine must be asked to refuse another network of the same name
     * @param hashesPaths whether the hashes of all services depend on where the files are
     */
    SentRequests(Path root, boolean checksDuplicates, boolean hashesPaths) {
        this.root = root;
        this.checksDuplicates = checksDuplicates;
        this.hashesPaths = hashesPaths;
        names.put(StubState.idOf("existing-network"), "existing-network");
    }

    /** Writes the requests of a command; the recorded text of one that fails ends with what it said. */
    String written(List<StubEngine.Request> requests, boolean fails) {
        for (StubEngine.Request request : requests) {
            String name =
                    switch (request.path()) {
                        case "/containers/create" -> request.query().getOrDefault("name", "");
                        case "/networks/create" ->
                                StubState.text(StubState.map(request.body()), "Name");
                        default -> "";
                    };
            names.put(StubState.idOf(name), name);
        }
        Map<String, List<String>> groups = new TreeMap<>();
        for (StubEngine.Request request : requests) {
            groups.computeIfAbsent(container(request), key -> new ArrayList<>())
                    .add(written(request));
        }
        groups.computeIfPresent("", (key, first) -> first.stream().sorted().toList());
        return groups.values().stream().flatMap(List::stream).collect(Collectors.joining())
                + (fails ? "!\n" : "");
    }

    /** Returns the name of the container that a request is for, or the empty text. */
    private String container(StubEngine.Request request) {
        String name = "";
        Matcher path = OF_CONTAINER.matcher(request.path());
        if (request.path().equals("/containers/create")) {
            name = request.query().getOrDefault("name", "");
        } else if (path.matches()) {
            name = names.getOrDefault(path.group(1), path.group(1));
        } else if (OF_NETWORK.matcher(request.path()).matches()) {
            String id = StubState.text(StubState.map(request.body()), "Container");
            name = names.getOrDefault(id, "?");
        }
        return name.replaceFirst("^[0-9a-f]{12}_", "");
    }

    private String written(StubEngine.Request request) {
        String query =
                request.query().entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"));
        String head =
                request.method() + " " + request.path() + (query.isEmpty() ? "" : "?" + query);
        Object body = request.body();
        if (request.path().equals("/networks/create")) {
            Map<String, @Nullable Object> network = StubState.map(body);
            // the recordings are without it
            boolean isChecked = Boolean.TRUE.equals(network.remove("CheckDuplicate"));
            if (isChecked != checksDuplicates) {
                network.put("CheckDuplicate", "should be " + checksDuplicates);
            }
            body = network;
        }
        String text = ComposeCase.neutral(shown(head, body), root);
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return masked(text);
    }

    private static String shown(String head, @Nullable Object body) {
        return head + "\n" + (body == null ? "" : GoJson.indented(meant(body, "")) + "\n");
    }

    /** The hash of a service with paths in it depends on where its files are; ComposeConfigParityTest compares it. */
    private String masked(String text) {
        boolean hasPaths =
                text.lines()
                        .anyMatch(
                                line ->
                                        line.contains(ComposeCase.RECORDED_ROOT + "/")
                                                && !line.contains("\"com.docker.compose."));
        return hasPaths || hashesPaths
                ? text.replaceAll("(\"" + HASH + "\": )\"[0-9a-f]{64}\"", "$1\"{hash}\"")
                : text;
    }

    /** Returns what was recorded, in the same form. */
    String recorded(String text) {
        StringBuilder form = new StringBuilder();
        List<String> lines = Arrays.asList(text.split("\n"));
        for (int i = 0; i < lines.size(); i++) {
            int from = i + 1;
            int end = from;
            while (end < lines.size() && lines.get(end).matches("[\\[\\]{} ].*|[\\[{}\\]]")) {
                end++;
            }
            String head = lines.get(i);
            if (head.startsWith("!")) {
                form.append("!\n");
            } else if (!head.isEmpty()) {
                String body = String.join("\n", lines.subList(from, end));
                form.append(masked(shown(head, body.isEmpty() ? null : StubEngine.json(body))));
            }
            i = end - 1;
        }
        return form.toString();
    }

    private static @Nullable Object meant(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return meant(map, key);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(meant(item, "")));
            if (UNORDERED.contains(key)) {
                items.sort((a, b) -> GoJson.compact(a).compareTo(GoJson.compact(b)));
            }
            return items;
        }
        return value;
    }

    private static Map<String, @Nullable Object> meant(Map<?, ?> map, String key) {
        Map<String, @Nullable Object> meant = new TreeMap<>();
        map.forEach(
                (name, item) -> {
                    Object value = meant(item, String.valueOf(name));
                    boolean isSaid =
                            KEPT.contains(String.valueOf(name))
                                    || MAPS.contains(key)
                                    || !NOTHING.contains(value);
                    if (value != null && isSaid) {
                        meant.put(String.valueOf(name), value);
                    }
                });
        // a random number
        meant.computeIfPresent("com.docker.compose.slug", (name, value) -> "{slug}");
        meant.computeIfPresent(
                "com.docker.compose.depends_on",
                (name, value) ->
                        Arrays.stream(String.valueOf(value).split(","))
                                .sorted()
                                .collect(Collectors.joining(",")));
        return meant;
    }
}
