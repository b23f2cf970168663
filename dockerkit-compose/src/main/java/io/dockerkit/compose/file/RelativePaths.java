package io.dockerkit.compose.file;

import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets the relative paths of a document below a directory: build contexts, environment files, bind mounts, secrets, configs.
 * {@code ~} stands for the user's home; remote build contexts and paths that are absolute on Unix or Windows stay as they are.
 * Immutable and thread-safe.
 */
public final class RelativePaths extends PathRules {
    private static final List<String> REMOTE =
            List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@");

    private static final PathTable<String> RULES =
            new PathTable<String>()
                    .with("services.*.", "context", "build.context", "build.additional_contexts.*")
                    .with("services.*.", "local", "env_file.*.path", "label_file.*")
                    .with("services.*.build.ssh.*", "mounted")
                    .with("services.*.extends.file", "extended")
                    .with("services.*.develop.watch.*.path", "real")
                    .with("services.*.volumes.*", "volume")
                    .with("configs.*.file", "mounted")
                    .with("secrets.*.file", "mounted")
                    .with("volumes.*", "driver options");

    private final String base;
    private final String home;

    /**
     * Creates it.
     *
     * @param base the directory, absolute or itself relative to another one
     * @param home the user's home, or empty to leave {@code ~} as it is
     */
    public RelativePaths(String base, String home) {
        super(RULES);
        this.base = base;
        this.home = home;
    }

    /**
     * Returns the document with its paths below the directory.
     *
     * @throws io.dockerkit.InvalidOptionException if a bind mount has no source
     */
    @Override
    public YamlNode apply(YamlNode document) {
        return super.apply(document);
    }

    @Override
    YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at) {
        return switch (rule) {
            case "context" -> node.with(context(Nodes.string(node, path)));
            case "local" -> local(node, path);
            case "mounted" -> mounted(node);
            case "extended" -> extended(node, path);
            case "real" -> real(local(node, path));
            case "volume" -> volume(node, path);
            case "driver options" -> driverOptions(node);
            default -> throw unknown(rule);
        };
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
        if (context.contains("://") || context.startsWith("service:")) {
            return context;
        }
        for (String prefix : REMOTE) {
            if (context.startsWith(prefix)) {
                return context;
            }
        }
        return local(context);
    }

    private String expanded(String path) {
        return path.startsWith("~") && !home.isEmpty()
                ? PathText.join(home, path.substring(1))
                : path;
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
