package io.dockerkit.compose.file;

import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets the relative paths of a document below a directory: build contexts, environment files, bind mounts, secrets, configs.
 * {@code ~} stands for the user's home; remote build contexts and paths that are absolute on Unix or Windows stay as they are.
 * Immutable and thread-safe.
 */
public final class RelativePaths {
    private static final List<String> REMOTE =
            List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@");

    private final String base;
    private final String home;
    private final PathRules rules;

    /**
     * Creates it.
     *
     * @param base the directory, absolute or itself relative to another one
     * @param home the user's home, or empty to leave {@code ~} as it is
     */
    public RelativePaths(String base, String home) {
        this.base = base;
        this.home = home;
        this.rules = new PathRules(rules());
    }

    private Map<String, PathRules.Rule> rules() {
        Map<String, PathRules.Rule> rules = new LinkedHashMap<>();
        rules.put("services.*.build.context", (node, path) -> node.with(context(node, path)));
        rules.put(
                "services.*.build.additional_contexts.*",
                (node, path) -> node.with(context(node, path)));
        rules.put("services.*.build.ssh.*", (node, path) -> mounted(node));
        rules.put("services.*.env_file.*.path", this::local);
        rules.put("services.*.label_file.*", this::local);
        rules.put("services.*.extends.file", this::extended);
        rules.put("services.*.develop.watch.*.path", (node, path) -> real(local(node, path)));
        rules.put("services.*.volumes.*", this::volume);
        rules.put("configs.*.file", (node, path) -> mounted(node));
        rules.put("secrets.*.file", (node, path) -> mounted(node));
        rules.put("volumes.*", (node, path) -> driverOptions(node));
        return rules;
    }

    /**
     * Returns the document with its paths below the directory.
     *
     * @throws io.dockerkit.InvalidOptionException if a bind mount has no source
     */
    public YamlNode apply(YamlNode document) {
        return rules.apply(document);
    }

    /** Returns a path of this system below the directory, if it is relative; the empty one stays empty. */
    public String local(String path) {
        String expanded = expanded(path);
        return expanded.isEmpty() || PathText.isAbsolute(expanded)
                ? expanded
                : PathText.join(base, expanded);
    }

    /** Returns a path of the engine's system below the directory, unless it is absolute on Unix or Windows. */
    public String mounted(String path) {
        String expanded = expanded(path);
        return expanded.startsWith("/") || PathText.isWindowsAbsolute(expanded)
                ? expanded
                : PathText.join(base, expanded);
    }

    /** Returns a build context below the directory, unless it is remote or another service. */
    public String context(String context) {
        boolean isElsewhere =
                context.contains("://")
                        || context.startsWith("service:")
                        || REMOTE.stream().anyMatch(context::startsWith);
        return isElsewhere ? context : local(context);
    }

    private String expanded(String path) {
        return path.startsWith("~") && !home.isEmpty()
                ? PathText.join(home, path.substring(1))
                : path;
    }

    private String context(YamlNode node, KeyPath path) {
        return context(Nodes.string(node, path));
    }

    private YamlNode local(YamlNode node, KeyPath path) {
        if (node.isList()) {
            List<YamlNode> next = new ArrayList<>();
            for (YamlNode item : node.list()) {
                next.add(local(item, path.item(next.size())));
            }
            return node.with(next);
        }
        return node.with(local(Nodes.string(node, path)));
    }

    private YamlNode extended(YamlNode node, KeyPath path) {
        return RemoteResources.isRemote(node.text()) ? node : local(node, path);
    }

    private YamlNode mounted(YamlNode node) {
        return node.value() instanceof String text ? node.with(mounted(text)) : node;
    }

    private YamlNode volume(YamlNode volume, KeyPath path) {
        YamlNode type = volume.get("type");
        if (type == null || !type.text().equals("bind")) {
            return volume;
        }
        YamlNode source = volume.get("source");
        if (source == null) {
            throw Nodes.refuse(volume, path, "a bind mount needs a source, the path on the host");
        }
        return volume.put("source", mounted(source));
    }

    private YamlNode driverOptions(YamlNode volume) {
        YamlNode driver = volume.get("driver");
        YamlNode options = volume.get("driver_opts");
        if (driver == null || !driver.text().equals("local") || options == null) {
            return volume;
        }
        YamlNode kind = options.get("o");
        boolean isBind = kind != null && kind.text().equals("bind");
        return isBind ? volume.put("driver_opts", options.mapped("device", this::mounted)) : volume;
    }

    /** Follows the first symbolic link in a path. */
    private static YamlNode real(YamlNode node) {
        try {
            Path known = HostFiles.path(node.text());
            Path link = known.getRoot();
            for (Path part : known) {
                link = link == null ? part : link.resolve(part);
                if (Files.isSymbolicLink(link)) {
                    return node.with(
                            HostFiles.text(link.toRealPath().resolve(link.relativize(known))));
                }
            }
            return node;
        } catch (InvalidPathException | IOException unknown) {
            return node;
        }
    }
}
