package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.compose.file.DocumentRequest.Source;
import io.dockerkit.compose.schema.ComposeSchema;
import io.dockerkit.compose.syntax.Warnings;
import io.dockerkit.compose.yaml.YamlDocument;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlNode.Place;
import io.dockerkit.compose.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files of one request, and those that they include and extend. Not thread-safe. */
final class Loading {
    /** A file of which services are extended. */
    record Extended(YamlNode document, Clearing clearing) {}

    private final boolean interpolate;
    private final boolean resolvePaths;
    private final Set<Path> files = new LinkedHashSet<>();

    Loading(boolean interpolate, boolean resolvePaths) {
        this.interpolate = interpolate;
        this.resolvePaths = resolvePaths;
    }

    /** Returns the files that were read, but for those of which services are extended. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /**
     * Returns what files say together.
     *
     * @param open the files that led here by {@code include}
     */
    YamlNode model(List<Source> sources, Scope scope, List<String> open, boolean isIncluded) {
        YamlNode document = nothing(sources.get(0).name());
        for (Source source : sources) {
            if (source.path() != null) {
                files.add(source.path());
            }
            for (YamlDocument one : documents(source)) {
                document = over(document, one, source, scope, open);
            }
        }
        document = DefaultValues.add(document);
        if (resolvePaths || isIncluded) {
            document = new RelativePaths(scope.base(), scope.home()).apply(document);
        }
        return new EnvironmentValues(scope, isIncluded).apply(document);
    }

    /** Returns what a file says whose services are extended, of which neither includes nor the schema count. */
    Extended extended(String name, String local, Scope scope) {
        YamlNode document = nothing(name);
        Clearing clearing = Clearing.NONE;
        for (YamlDocument one : documents(new Source(name, HostFiles.path(local), null))) {
            clearing = clearing.and(one.cleared());
            YamlNode base = new Clearing(one.cleared()).apply(document);
            document =
                    canonical(Uniqueness.enforce(Merge.documents(base, values(one.root(), scope))));
        }
        return new Extended(document, clearing);
    }

    private static YamlNode nothing(String name) {
        return new YamlNode(Map.of(), new Place(name, 1));
    }

    private YamlNode over(
            YamlNode base, YamlDocument document, Source source, Scope scope, List<String> open) {
        String file =
                source.path() == null
                        ? source.name()
                        : PathText.join("", HostFiles.text(source.path()));
        Clearing clearing = new Clearing(document.cleared());
        YamlNode own = values(document.root(), scope);
        own = new Extends(this, scope).apply(own, file, clearing);
        List<String> inner = new ArrayList<>(open);
        inner.add(file);
        own = new Includes(this, scope, inner).apply(own);
        YamlNode merged = Uniqueness.enforce(Merge.documents(clearing.apply(base), own));
        ComposeSchema.check(merged);
        YamlNode version = merged.get("version");
        if (version != null) {
            Warnings.log(
                    "{}: the key version is obsolete and does nothing; remove it", version.place());
            merged = merged.without("version");
        }
        return canonical(merged);
    }

    /** Ranges of ports and the like show only in the long form that an item is there twice. */
    private YamlNode canonical(YamlNode document) {
        return Uniqueness.enforce(Canonical.of(document, !interpolate));
    }

    private YamlNode values(YamlNode root, Scope scope) {
        if (!root.isMap()) {
            throw Nodes.unexpected(
                    root, KeyPath.ROOT, "a mapping with services, networks, volumes and others");
        }
        return interpolate ? new Variables(scope).apply(root) : root;
    }

    /** Returns the documents in a file. */
    static List<YamlDocument> documents(Source source) {
        if (source.documents() != null) {
            return source.documents();
        }
        try {
            return YamlReader.readCompose(source.name(), text(source));
        } catch (YamlException e) {
            throw new InvalidOptionException(
                    "--file",
                    source.name(),
                    (e.line() > 0 ? "line " + e.line() + " is not YAML" : "it is not YAML")
                            + " as Compose files have it: "
                            + e.getMessage());
        }
    }

    private static String text(Source source) {
        Path path = source.path();
        String text = source.text();
        if (text != null) {
            return text;
        }
        if (path == null) {
            throw new IllegalArgumentException(source.name() + " has neither a path nor a text");
        }
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalFileException(
                    HostFiles.text(path),
                    "cannot read the Compose file "
                            + HostFiles.text(path)
                            + (Files.isDirectory(path)
                                    ? ": it is a directory"
                                    : Files.notExists(path)
                                            ? ": there is no such file"
                                            : ": " + e.getMessage()),
                    e);
        }
    }
}
