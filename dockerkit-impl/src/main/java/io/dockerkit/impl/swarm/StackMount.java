package io.dockerkit.impl.swarm;

import static io.dockerkit.impl.swarm.StackPlan.map;
import static io.dockerkit.impl.swarm.StackPlan.put;
import static io.dockerkit.impl.swarm.StackPlan.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the mount of a service from what a file says about it. Not thread-safe. */
final class StackMount {
    /** The options that go with each type. */
    private static final Map<String, Set<String>> OPTIONS =
            Map.of(
                    "volume", Set.of("volume"),
                    "bind", Set.of("bind"),
                    "tmpfs", Set.of("tmpfs"),
                    "image", Set.of("image"),
                    "npipe", Set.of("bind"),
                    "cluster", Set.of("cluster", "image"));

    private final StackPlan plan;
    private final String path;
    private final Map<String, @Nullable Object> mount;

    StackMount(StackPlan plan, String path, Map<String, @Nullable Object> mount) {
        this.plan = plan;
        this.path = path;
        this.mount = mount;
    }

    Map<String, Object> body() {
        String given = text(mount, "type");
        String type = given.isEmpty() ? "volume" : given;
        Set<String> options = OPTIONS.get(type);
        if (options == null) {
            throw plan.refused(
                    path,
                    given,
                    "accepted form of type: volume, bind, tmpfs, image, npipe or cluster");
        }
        for (String name : List.of("bind", "volume", "image", "tmpfs", "cluster")) {
            if (mount.get(name) != null && !options.contains(name)) {
                throw plan.refused(
                        path, name, "a mount of type " + type + " takes no options of " + name);
            }
        }
        String source = text(mount, "source");
        if (type.equals("tmpfs") && !source.isEmpty()) {
            throw plan.refused(path, source, "a mount of type tmpfs has no source");
        }
        if (source.isEmpty() && !type.equals("tmpfs") && !type.equals("volume")) {
            throw plan.refused(path, "", "a mount of type " + type + " needs a source");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "Type", given);
        put(body, "Target", mount.get("target"));
        put(body, "ReadOnly", mount.get("read_only"));
        put(body, "Source", source);
        put(body, "Consistency", mount.get("consistency"));
        switch (type) {
            case "volume" -> volume(source, body);
            case "image" -> options("image", "subpath", "ImageOptions", "Subpath", body);
            case "tmpfs" -> options("tmpfs", "size", "TmpfsOptions", "SizeBytes", body);
            case "cluster" -> cluster(source, body);
            default -> options("bind", "propagation", "BindOptions", "Propagation", body);
        }
        return body;
    }

    private void options(
            String name, String key, String field, String inner, Map<String, Object> body) {
        if (mount.get(name) != null) {
            Map<String, Object> written = new LinkedHashMap<>();
            put(written, inner, map(mount.get(name)).get(key));
            body.put(field, written);
        }
    }

    private Map<String, @Nullable Object> defined(String source) {
        Map<String, @Nullable Object> known = plan.section("volumes");
        if (!known.containsKey(source)) {
            throw plan.refused(path, source, "the top-level key volumes has no such volume");
        }
        return map(known.get(source));
    }

    private void volume(String source, Map<String, Object> body) {
        if (source.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> volume = defined(source);
        body.put("Source", plan.nameOf(source, volume));
        Map<String, Object> options = new LinkedHashMap<>();
        Map<String, @Nullable Object> given = map(mount.get("volume"));
        put(options, "NoCopy", given.get("nocopy"));
        put(options, "Subpath", given.get("subpath"));
        if (!StackPlan.isExternal(volume)) {
            options.put("Labels", plan.labels(volume.get("labels")));
            if (!text(volume, "driver").isEmpty() || volume.get("driver_opts") != null) {
                Map<String, Object> driver = new LinkedHashMap<>();
                put(driver, "Name", volume.get("driver"));
                put(driver, "Options", volume.get("driver_opts"));
                options.put("DriverConfig", driver);
            }
        }
        body.put("VolumeOptions", options);
    }

    /** A group of volumes is of the cluster, and not of the stack. */
    private void cluster(String source, Map<String, Object> body) {
        body.put("ClusterOptions", new LinkedHashMap<String, Object>());
        if (!source.startsWith("group:")) {
            body.put("Source", plan.nameOf(source, defined(source)));
        }
    }
}
