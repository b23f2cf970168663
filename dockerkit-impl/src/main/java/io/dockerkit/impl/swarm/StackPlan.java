package io.dockerkit.impl.swarm;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.spi.StackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a stack has, as the engine takes it: made of the files before anything is changed, so that what is wrong in them is
 * found then. Immutable and thread-safe.
 */
final class StackPlan {
    /** The label that says which stack something is of. */
    static final String NAMESPACE = "com.docker.stack.namespace";

    /** The label of a service with its image as the file names it. */
    static final String IMAGE = "com.docker.stack.image";

    private static final Set<String> NOT_OF_USERS = Set.of("default", "bridge", "host", "none");

    /**
     * A service.
     *
     * @param spec without its references
     * @param secrets the references to secrets, without ids
     * @param configs those to configs
     * @param credentials the name of the config with its credential specification, or the empty text
     */
    record Service(
            String path,
            Map<String, Object> spec,
            List<Map<String, Object>> secrets,
            List<Map<String, Object>> configs,
            String credentials) {
        String name() {
            return String.valueOf(spec.get("Name"));
        }
    }

    private final String stack;
    private final StackLoader.Loaded files;
    private final List<Map<String, Object>> networks = new ArrayList<>();
    private final Set<String> externalNetworks = new LinkedHashSet<>();
    private final List<Map<String, Object>> secrets = new ArrayList<>();
    private final List<Map<String, Object>> configs = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    private StackPlan(String stack, StackLoader.Loaded files) {
        this.stack = stack;
        this.files = files;
    }

    /**
     * Plans a stack.
     *
     * @throws InvalidOptionException if the files do not say what can be deployed
     * @throws LocalFileException if the file of a secret or config cannot be read
     */
    static StackPlan of(String stack, StackLoader.Loaded files) {
        StackPlan plan = new StackPlan(stack, files);
        plan.section("services")
                .forEach(
                        (name, service) ->
                                plan.services.add(
                                        new StackService(plan, name, map(service)).planned()));
        plan.planNetworks();
        plan.planContents("secrets", plan.secrets);
        plan.planContents("configs", plan.configs);
        return plan;
    }

    List<Map<String, Object>> networks() {
        return networks;
    }

    Set<String> externalNetworks() {
        return externalNetworks;
    }

    List<Map<String, Object>> secrets() {
        return secrets;
    }

    List<Map<String, Object>> configs() {
        return configs;
    }

    List<Service> services() {
        return services;
    }

    /** Returns what a top-level key of the files has, by names. */
    Map<String, @Nullable Object> section(String name) {
        return map(files.config().get(name));
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    static String text(Map<String, @Nullable Object> object, String key) {
        return Objects.toString(object.get(key), "");
    }

    static boolean isExternal(Map<String, @Nullable Object> object) {
        return Boolean.TRUE.equals(map(object.get("external")).get("external"));
    }

    /** Puts a value that says something. */
    static void put(Map<String, Object> into, String key, @Nullable Object value) {
        boolean silent =
                value == null
                        || value.equals("")
                        || value.equals(false)
                        || value.equals(0L)
                        || value.equals(0f)
                        || (value instanceof List<?> list && list.isEmpty())
                        || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!silent) {
            into.put(key, value);
        }
    }

    /** Returns a path with its place in the files. */
    String where(String path) {
        return files.where(path);
    }

    /** Returns the error about a path in the files. */
    InvalidOptionException refused(String path, String value, String reason) {
        return new InvalidOptionException(files.where(path), value, reason);
    }

    /** Returns the name that something without a name of its own gets. */
    String scoped(String name) {
        return stack + "_" + name;
    }

    /** Returns the name of something: its own, or one that begins with the stack's. */
    String nameOf(String key, Map<String, @Nullable Object> object) {
        String own = text(object, "name");
        return own.isEmpty() ? scoped(key) : own;
    }

    /** Returns labels with the one of the stack. */
    Map<String, Object> labels(@Nullable Object labels) {
        Map<String, Object> all = new LinkedHashMap<>();
        map(labels).forEach((key, value) -> all.put(key, Objects.toString(value, "")));
        all.put(NAMESPACE, stack);
        return all;
    }

    static boolean isOfUsers(String network) {
        return !NOT_OF_USERS.contains(network) && !network.startsWith("container:");
    }

    private void planNetworks() {
        Map<String, @Nullable Object> known = section("networks");
        Set<String> used = new LinkedHashSet<>();
        section("services")
                .forEach(
                        (name, service) -> {
                            Set<String> own = map(map(service).get("networks")).keySet();
                            used.addAll(own.isEmpty() ? Set.of("default") : own);
                        });
        for (String key : used) {
            Map<String, @Nullable Object> network = map(known.get(key));
            if (isExternal(network)) {
                externalNetworks.add(text(network, "name"));
                continue;
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("Name", nameOf(key, network));
            String driver = text(network, "driver");
            body.put("Driver", driver.isEmpty() ? "overlay" : driver);
            put(body, "Options", network.get("driver_opts"));
            put(body, "Internal", network.get("internal"));
            put(body, "Attachable", network.get("attachable"));
            body.put("Labels", labels(network.get("labels")));
            Map<String, Object> ipam = new LinkedHashMap<>();
            put(ipam, "Driver", map(network.get("ipam")).get("driver"));
            List<Map<String, Object>> pools = new ArrayList<>();
            for (Object pool : list(map(network.get("ipam")).get("config"))) {
                Map<String, Object> one = new LinkedHashMap<>();
                put(one, "Subnet", map(pool).get("subnet"));
                pools.add(one);
            }
            put(ipam, "Config", pools);
            put(body, "IPAM", ipam);
            networks.add(body);
        }
    }

    private void planContents(String kind, List<Map<String, Object>> into) {
        section(kind)
                .forEach(
                        (key, value) -> {
                            Map<String, @Nullable Object> object = map(value);
                            if (!isExternal(object)) {
                                into.add(content(kind, key, object));
                            }
                        });
    }

    private Map<String, Object> content(
            String kind, String key, Map<String, @Nullable Object> object) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Name", nameOf(key, object));
        body.put("Labels", labels(object.get("labels")));
        String driver = text(object, "driver");
        if (kind.equals("secrets") && !driver.isEmpty()) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("Name", driver);
            put(named, "Options", object.get("driver_opts"));
            body.put("Driver", named);
        } else {
            body.put("Data", data(kind + "." + key, text(object, "file")));
        }
        if (!text(object, "template_driver").isEmpty()) {
            body.put("Templating", Map.of("Name", text(object, "template_driver")));
        }
        return body;
    }

    private String data(String path, String file) {
        if (file.isEmpty()) {
            throw refused(path, "", "it needs a file, or external: true");
        }
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new LocalFileException(
                    file,
                    "cannot read the file of "
                            + files.where(path)
                            + ": "
                            + file
                            + (Files.notExists(Path.of(file)) ? " is not there" : ""),
                    e);
        }
    }
}
