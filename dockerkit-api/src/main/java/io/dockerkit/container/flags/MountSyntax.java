package io.dockerkit.container.flags;

import io.dockerkit.HostContext;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grammar of {@code --mount}: fields in CSV, each {@code key=value} or a switch. Not thread-safe. */
final class MountSyntax {
    static final String FORM =
            "type=bind|volume|tmpfs,src=source,dst=target[,readonly][,option=value…], such as type=bind,src=/srv/data,dst=/www";

    private final HostContext host;
    private final Map<String, Object> mount = new LinkedHashMap<>();
    private String type = "volume";
    private boolean target;

    /** A check needs no directory of its own. */
    private static final HostContext ANYWHERE = new HostContext(Path.of("/"), Map.of());

    private MountSyntax(HostContext host) {
        this.host = host;
    }

    static String check(String text) {
        parse(text, ANYWHERE);
        return text;
    }

    static void write(List<String> values, RequestDraft draft) {
        write(values, draft, "HostConfig/Mounts");
    }

    /** Adds the mounts to the list at the path. */
    static void write(List<String> values, RequestDraft draft, String path) {
        for (String value : values) {
            Map<String, Object> mount = parse(value, draft.host());
            draft.add(path, mount);
            if (mount.get("VolumeOptions") instanceof Map<?, ?> volume
                    && volume.containsKey("Subpath")) {
                draft.need("--mount volume-subpath=…", "1.45");
            }
            if (mount.get("BindOptions") instanceof Map<?, ?> bind
                    && bind.containsKey("ReadOnlyForceRecursive")) {
                draft.need("--mount bind-recursive=readonly", "1.44");
            }
            if ("image".equals(mount.get("Type"))) {
                draft.need("--mount type=image", "1.48");
            }
        }
    }

    private static Map<String, Object> parse(String text, HostContext host) {
        MountSyntax syntax = new MountSyntax(host);
        for (String field : Words.csv(text)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                syntax.toggle(field, Words.lower(field), "true");
            } else {
                String key = Words.lower(field.substring(0, equals));
                syntax.set(key, field.substring(equals + 1));
            }
        }
        return syntax.finish();
    }

    private Map<String, Object> finish() {
        mount.put("Type", type);
        if (type.isEmpty()) {
            throw new IllegalArgumentException("the type is empty");
        }
        if (!target || "".equals(mount.get("Target"))) {
            throw new IllegalArgumentException("the target (dst=…) is missing");
        }
        for (String kind : List.of("Bind", "Volume", "Image", "Tmpfs")) {
            if (mount.containsKey(kind + "Options") && !type.equals(Words.lower(kind))) {
                throw new IllegalArgumentException(
                        "the options "
                                + Words.lower(kind)
                                + "-… do not go with a mount of type "
                                + type);
            }
        }
        checkRecursion();
        return mount;
    }

    private void checkRecursion() {
        if (!(mount.get("BindOptions") instanceof Map<?, ?> bind)) {
            return;
        }
        boolean writable = bind.containsKey("ReadOnlyNonRecursive");
        boolean readOnly = bind.containsKey("ReadOnlyForceRecursive");
        if ((writable || readOnly) && !Boolean.TRUE.equals(mount.get("ReadOnly"))) {
            throw new IllegalArgumentException(
                    "bind-recursive="
                            + (writable ? "writable" : "readonly")
                            + " needs readonly too");
        }
        if (readOnly && !"rprivate".equals(bind.get("Propagation"))) {
            throw new IllegalArgumentException(
                    "bind-recursive=readonly needs bind-propagation=rprivate too");
        }
    }

    private void toggle(String field, String key, String value) {
        boolean on = bool(key, value);
        switch (key) {
            case "readonly", "ro" -> mount.put("ReadOnly", on);
            case "volume-nocopy" -> options("Volume").put("NoCopy", on);
            case "bind-nonrecursive" -> options("Bind").put("NonRecursive", on);
            default ->
                    throw new IllegalArgumentException("the field \"" + field + "\" has no value");
        }
    }

    private static boolean bool(String key, String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default ->
                    throw new IllegalArgumentException(
                            key + " is true or false but was \"" + value + "\"");
        };
    }

    private void set(String key, String value) {
        switch (key) {
            case "type" -> type = Words.lower(value);
            case "source", "src" ->
                    mount.put(
                            "Source",
                            value.startsWith(".") ? VolumeSyntax.absolute(value, host) : value);
            case "target", "dst", "destination" -> {
                mount.put("Target", value);
                target = true;
            }
            case "consistency" -> mount.put("Consistency", Words.lower(value));
            case "bind-propagation" -> options("Bind").put("Propagation", Words.lower(value));
            case "bind-recursive" -> recursive(value);
            case "volume-subpath" -> options("Volume").put("Subpath", value);
            case "volume-label" -> pair(entry(options("Volume"), "Labels"), value);
            case "volume-driver" -> entry(options("Volume"), "DriverConfig").put("Name", value);
            case "volume-opt" ->
                    pair(entry(entry(options("Volume"), "DriverConfig"), "Options"), value);
            case "image-subpath" -> options("Image").put("Subpath", value);
            case "tmpfs-size" -> options("Tmpfs").put("SizeBytes", Sizes.parse(value));
            case "tmpfs-mode" -> options("Tmpfs").put("Mode", octal(value));
            default -> toggleWithValue(key, value);
        }
    }

    private void toggleWithValue(String key, String value) {
        switch (key) {
            case "readonly", "ro", "volume-nocopy", "bind-nonrecursive" -> toggle(key, key, value);
            default -> throw new IllegalArgumentException("no such field: " + key);
        }
    }

    private void recursive(String value) {
        Map<String, Object> bind = options("Bind");
        switch (value) {
            case "enabled" -> {
                if (bind.isEmpty()) {
                    mount.remove("BindOptions");
                }
            }
            case "disabled" -> bind.put("NonRecursive", true);
            case "writable" -> bind.put("ReadOnlyNonRecursive", true);
            case "readonly" -> bind.put("ReadOnlyForceRecursive", true);
            default ->
                    throw new IllegalArgumentException(
                            "bind-recursive is enabled, disabled, writable or readonly but was \""
                                    + value
                                    + "\"");
        }
    }

    /** A name that is empty says nothing, as in the CLI. */
    private static void pair(Map<String, Object> into, String value) {
        if (!Words.key(value).isEmpty()) {
            into.put(Words.key(value), Words.value(value));
        }
    }

    private static long octal(String value) {
        if (!value.matches("0*[0-3]?[0-7]{1,10}")) {
            throw new IllegalArgumentException(
                    "tmpfs-mode is a number in octal but was \"" + value + "\"");
        }
        return Long.parseLong(value, 8);
    }

    private Map<String, Object> options(String kind) {
        return entry(mount, kind + "Options");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(Map<String, Object> parent, String name) {
        return (Map<String, Object>)
                parent.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
    }
}
