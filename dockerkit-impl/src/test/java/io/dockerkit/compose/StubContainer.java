package io.dockerkit.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A container of a {@link StubEngine}. Not thread-safe. */
final class StubContainer {
    final String id;
    final Map<String, @Nullable Object> body;
    final List<String> connected = new ArrayList<>();
    String name;
    String state = "created";
    private final UnaryOperator<String> networkIds;

    StubContainer(
            String name, Map<String, @Nullable Object> body, UnaryOperator<String> networkIds) {
        this.id = StubState.idOf(name);
        this.name = name;
        this.body = body;
        this.networkIds = networkIds;
    }

    private Map<String, @Nullable Object> host() {
        return StubState.map(body.get("HostConfig"));
    }

    private List<Map<String, @Nullable Object>> mounts() {
        List<Map<String, @Nullable Object>> mounts = new ArrayList<>();
        if (host().get("Binds") instanceof List<?> binds) {
            for (Object bind : binds) {
                String[] parts = String.valueOf(bind).split(":");
                boolean isReadOnly =
                        parts.length > 2 && List.of(parts[2].split(",")).contains("ro");
                String type = parts[0].startsWith("/") ? "bind" : "volume";
                mounts.add(mount(type, parts[0], parts[1], !isReadOnly));
            }
        }
        if (host().get("Mounts") instanceof List<?> given) {
            for (Object each : given) {
                Map<String, @Nullable Object> one = StubState.map(each);
                String target = StubState.text(one, "Target");
                String source = StubState.text(one, "Source");
                if (source.isEmpty()) {
                    source =
                            (id.substring(0, 12) + target)
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z0-9]", "");
                }
                boolean isReadOnly = Boolean.TRUE.equals(one.get("ReadOnly"));
                mounts.add(mount(StubState.text(one, "Type"), source, target, !isReadOnly));
            }
        }
        mounts.sort(Comparator.comparing(one -> StubState.text(one, "Destination")));
        return mounts;
    }

    private static Map<String, @Nullable Object> mount(
            String type, String source, String target, boolean isWritable) {
        Map<String, @Nullable Object> mount = new LinkedHashMap<>();
        mount.put("Type", type);
        mount.put("Name", type.equals("volume") ? source : "");
        mount.put("Source", source);
        mount.put("Destination", target);
        mount.put("RW", isWritable);
        return mount;
    }

    private Map<String, @Nullable Object> networks() {
        Set<String> names =
                new LinkedHashSet<>(
                        StubState.map(
                                        StubState.map(body.get("NetworkingConfig"))
                                                .get("EndpointsConfig"))
                                .keySet());
        String mode = StubState.text(host(), "NetworkMode");
        if (names.isEmpty() && !mode.contains(":")) {
            names.add(mode.isEmpty() ? "default" : mode);
        }
        names.addAll(connected);
        Map<String, @Nullable Object> networks = new LinkedHashMap<>();
        names.forEach(
                network ->
                        networks.put(
                                network,
                                Map.of(
                                        "NetworkID",
                                        networkIds.apply(network),
                                        "IPAddress",
                                        "10.0.0.2")));
        return networks;
    }

    Map<String, @Nullable Object> details(String image, String time) {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("Status", state);
        status.put("Running", state.equals("running"));
        status.put("ExitCode", 0);
        status.put("StartedAt", time);
        status.put("FinishedAt", time);
        Object test = StubState.map(body.get("Healthcheck")).get("Test");
        if (test instanceof List<?> words && !words.isEmpty() && !words.get(0).equals("NONE")) {
            status.put("Health", Map.of("Status", "healthy"));
        }
        Map<String, @Nullable Object> config = new LinkedHashMap<>(body);
        config.remove("HostConfig");
        config.remove("NetworkingConfig");
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("Id", id);
        details.put("Name", "/" + name);
        details.put("Created", time);
        details.put("Image", image);
        details.put("State", status);
        details.put("Config", config);
        details.put("HostConfig", host());
        details.put("Mounts", mounts());
        details.put("NetworkSettings", Map.of("Networks", networks(), "Ports", Map.of()));
        return details;
    }

    Map<String, @Nullable Object> summary(String image) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("Id", id);
        summary.put("Names", List.of("/" + name));
        summary.put("Image", body.get("Image"));
        summary.put("ImageID", image);
        summary.put("Command", "x");
        summary.put("Created", 1767323045);
        summary.put("State", state);
        summary.put("Status", "Up 1 second");
        summary.put("Labels", StubState.map(body.get("Labels")));
        summary.put("Ports", List.of());
        summary.put("Mounts", mounts());
        summary.put("NetworkSettings", Map.of("Networks", networks()));
        summary.put("HostConfig", Map.of("NetworkMode", StubState.text(host(), "NetworkMode")));
        return summary;
    }
}
