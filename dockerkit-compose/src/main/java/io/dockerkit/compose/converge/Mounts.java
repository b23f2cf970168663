package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is mounted into a container: {@code Binds} where the short form can say it, {@code Mounts} otherwise, as compose does.
 * Immutable and thread-safe.
 *
 * @param binds {@code source:target:mode}
 * @param mounts the other ones
 */
record Mounts(List<String> binds, List<Map<String, Object>> mounts) {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

    /** A mount before it is known which of the two forms says it. */
    private record Mount(
            String type, String source, String target, boolean isReadOnly, Part config) {}

    /**
     * Returns the mounts of a container.
     *
     * @param inherited what the container had that this one replaces, whose anonymous volumes it takes over
     * @param imageVolumes the paths that get an anonymous volume by the image
     */
    static Mounts of(
            Model model,
            Service service,
            List<Observed.Mounted> inherited,
            Set<String> imageVolumes,
            EngineAccess engine,
            Report report) {
        Map<String, Mount> byTarget = new LinkedHashMap<>();
        List<Part> volumes = new ArrayList<>(service.config().parts("volumes"));
        for (Observed.Mounted old : inherited) {
            if (old.type().equals("tmpfs")) {
                continue;
            }
            boolean own = volumes.removeIf(volume -> isAnonymous(volume, old.target()));
            if (own || imageVolumes.contains(old.target())) {
                byTarget.put(
                        old.target(),
                        new Mount(
                                old.type(),
                                old.source(),
                                old.target(),
                                old.isReadOnly(),
                                Part.EMPTY));
            }
        }
        volumes.forEach(volume -> byTarget.put(volume.text("target"), mount(model, volume)));
        FileMounts files = new FileMounts(model, service, report);
        files.secrets()
                .forEach(file -> byTarget.putIfAbsent(file.text("target"), mount(model, file)));
        files.configs()
                .forEach(file -> byTarget.putIfAbsent(file.text("target"), mount(model, file)));
        return split(model, service, byTarget, engine);
    }

    private static boolean isAnonymous(Part volume, String target) {
        return volume.text("target").equals(target) && volume.text("source").isEmpty();
    }

    private static Mount mount(Model model, Part volume) {
        String type = volume.text("type");
        String source = volume.text("source");
        if (type.equals("bind") && !isAbsolute(source)) {
            source = Path.of(source).toAbsolutePath().normalize().toString();
        } else if (type.equals("volume") && !source.isEmpty()) {
            source = model.volumeName(source);
        }
        return new Mount(type, source, volume.text("target"), volume.flag("read_only"), volume);
    }

    static boolean isAbsolute(String path) {
        return path.startsWith("/") || WINDOWS.matcher(path).matches();
    }

    private static Mounts split(
            Model model, Service service, Map<String, Mount> byTarget, EngineAccess engine) {
        List<String> binds = new ArrayList<>();
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (Mount mount : byTarget.values()) {
            Part volume = volumeAt(service, mount.target());
            if (isBind(model, mount, volume)) {
                binds.add(bind(mount.source(), volume));
            } else {
                if (mount.type().equals("image")) {
                    require(engine, service, "type: image", 48);
                }
                if (mount.config().part("bind").text("recursive").equals("readonly")) {
                    require(engine, service, "bind: recursive: readonly", 44);
                }
                mounts.add(body(mount));
            }
        }
        return new Mounts(binds, mounts);
    }

    private static void require(EngineAccess engine, Service service, String option, int minor) {
        if (!engine.speaks(1, minor)) {
            throw UnsupportedByEngineException.ofOption(
                    "services." + service.name() + ".volumes: " + option,
                    "1." + minor,
                    engine.apiVersion());
        }
    }

    private static Part volumeAt(Service service, String target) {
        return service.config().parts("volumes").stream()
                .filter(volume -> volume.text("target").equals(target))
                .findFirst()
                .orElse(Part.EMPTY);
    }

    private static boolean isBind(Model model, Mount mount, Part volume) {
        if (volume.isEmpty()) {
            return false;
        }
        return switch (mount.type()) {
            case "bind" -> !volume.has("bind") || isPlainBind(volume.part("bind"));
            case "volume" ->
                    model.hasVolumeNamed(mount.source()) && isPlainVolume(volume.part("volume"));
            default -> false;
        };
    }

    private static boolean isPlainBind(Part bind) {
        return bind.flag("create_host_path")
                && bind.text("propagation").isEmpty()
                && bind.text("recursive").isEmpty();
    }

    private static boolean isPlainVolume(Part volume) {
        return volume.part("labels").isEmpty()
                && volume.text("subpath").isEmpty()
                && !volume.flag("nocopy");
    }

    private static String bind(String source, Part volume) {
        List<String> options = new ArrayList<>();
        options.add(volume.flag("read_only") ? "ro" : "rw");
        for (String key : List.of("selinux", "propagation")) {
            String option = volume.part("bind").text(key);
            if (!option.isEmpty()) {
                options.add(option);
            }
        }
        if (volume.part("volume").flag("nocopy")) {
            options.add("nocopy");
        }
        return source + ":" + volume.text("target") + ":" + String.join(",", options);
    }

    private static Map<String, Object> body(Mount mount) {
        Fields body =
                new Fields()
                        .put("Type", mount.type())
                        .put("Source", mount.source())
                        .put("Target", mount.target())
                        .put("ReadOnly", mount.isReadOnly())
                        .put("Consistency", mount.config().text("consistency"));
        if (mount.config().has(mount.type())) {
            Part options = mount.config().part(mount.type());
            switch (mount.type()) {
                case "bind" -> body.putAlways("BindOptions", bindOptions(options));
                case "volume" -> body.putAlways("VolumeOptions", volumeOptions(options));
                case "tmpfs" -> body.putAlways("TmpfsOptions", tmpfsOptions(options));
                case "image" ->
                        body.putAlways(
                                "ImageOptions",
                                new Fields().put("Subpath", options.text("subpath")).map());
                default -> throw unknownType(mount);
            }
        }
        return body.map();
    }

    private static InvalidOptionException unknownType(Mount mount) {
        return new InvalidOptionException(
                "volumes.type",
                mount.type(),
                "accepted form: bind, volume, tmpfs or image, for " + mount.target());
    }

    private static Map<String, Object> bindOptions(Part bind) {
        String recursive = bind.text("recursive");
        return new Fields()
                .put("Propagation", bind.text("propagation"))
                .put("CreateMountpoint", bind.flag("create_host_path"))
                .put("NonRecursive", recursive.equals("disabled"))
                .put("ReadOnlyNonRecursive", recursive.equals("writable"))
                .put("ReadOnlyForceRecursive", recursive.equals("readonly"))
                .map();
    }

    private static Map<String, Object> volumeOptions(Part volume) {
        return new Fields()
                .put("NoCopy", volume.flag("nocopy"))
                .put("Subpath", volume.text("subpath"))
                .put("Labels", volume.pairs("labels"))
                .map();
    }

    private static Map<String, Object> tmpfsOptions(Part tmpfs) {
        return new Fields()
                .put("SizeBytes", tmpfs.number("size"))
                .put("Mode", tmpfs.number("mode"))
                .map();
    }
}
