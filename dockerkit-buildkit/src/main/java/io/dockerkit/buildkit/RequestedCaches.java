package io.dockerkit.buildkit;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.buildkit.layout.Digest;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.layout.LayoutResult;
import io.dockerkit.buildkit.solve.Solve;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.BuildKitOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caches that a build reads and writes. Those in directories are image layouts that the session serves. For one plan. */
final class RequestedCaches {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");
    private static final String FROM = "--cache-from";
    private static final String TO = "--cache-to";
    private static final String LOCAL = "local";

    /** The build knows the layout of a cache by its directory. */
    private static final String ID = "local:";

    private final List<Solve.Typed> imports = new ArrayList<>();
    private final List<Solve.Typed> exports = new ArrayList<>();
    private final Map<String, ImageLayout> layouts = new HashMap<>();
    private final List<LayoutResult> results = new ArrayList<>();

    /**
     * Looks at the caches.
     *
     * @throws InvalidOptionException if one lacks what says where it is, or its directory cannot be one
     */
    RequestedCaches(BuildKitOptions options) {
        options.cacheFrom().forEach(this::read);
        options.cacheTo().forEach(this::write);
    }

    private void read(BuildKitOptions.Cache cache) {
        Map<String, String> attributes = new LinkedHashMap<>(cache.attributes());
        if (cache.type().equals("registry")) {
            require(FROM, cache, "ref", "an image");
        }
        if (cache.type().equals(LOCAL)) {
            Path directory = directory(FROM, cache, "src");
            ImageLayout layout = new ImageLayout(directory);
            if (!layout.index().exists()) {
                // as with the CLI: the first build of a machine has no cache
                LOG.warn("there is no cache in {}: {} is ignored", directory, FROM);
                return;
            }
            attributes.put("digest", digest(cache, layout).toString());
            layouts.put(ID + attributes.get("src"), layout);
        }
        imports.add(new Solve.Typed(cache.type(), attributes));
    }

    private static Digest digest(BuildKitOptions.Cache cache, ImageLayout layout) {
        String given = cache.attributes().getOrDefault("digest", "");
        if (!given.isEmpty()) {
            return Digest.of(given)
                    .orElseThrow(
                            () ->
                                    new InvalidOptionException(
                                            FROM,
                                            "digest=" + given,
                                            "accepted form: digest=sha256:…, with 64 hexadecimal"
                                                    + " digits"));
        }
        String tag = cache.attributes().getOrDefault("tag", "latest");
        Optional<Digest> found;
        try {
            found = layout.index().find(tag);
        } catch (IOException e) {
            throw LocalFiles.failed("read the index of the cache in", layout.directory(), e);
        }
        return found.orElseThrow(
                () ->
                        new InvalidOptionException(
                                FROM,
                                "type=local,src=" + layout,
                                "the cache has nothing that is called "
                                        + tag
                                        + "; accepted form: tag=… or digest=… of what its"
                                        + " index.json names"));
    }

    private void write(BuildKitOptions.Cache cache) {
        if (cache.type().equals("registry")) {
            require(TO, cache, "ref", "an image");
        }
        if (cache.type().equals(LOCAL)) {
            ImageLayout layout = new ImageLayout(directory(TO, cache, "dest"));
            layouts.put(ID + cache.attributes().get("dest"), layout);
            results.add(
                    LayoutResult.cache(layout, cache.attributes().getOrDefault("tag", "latest")));
        }
        exports.add(new Solve.Typed(cache.type(), cache.attributes()));
    }

    private static Path directory(String flag, BuildKitOptions.Cache cache, String field) {
        Path directory = HostFiles.path(require(flag, cache, field, "a directory"));
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidOptionException(flag, directory.toString(), "it is not a directory");
        }
        return directory;
    }

    private static String require(
            String flag, BuildKitOptions.Cache cache, String field, String what) {
        String value = cache.attributes().getOrDefault(field, "");
        if (value.isEmpty()) {
            throw new InvalidOptionException(
                    flag,
                    "type=" + cache.type(),
                    "accepted form: " + what + ", type=" + cache.type() + "," + field + "=…");
        }
        return value;
    }

    /** Writes the steps into the image, too. */
    void addInline() {
        exports.add(new Solve.Typed("inline", Map.of()));
    }

    /** Returns the caches to read as the frontend takes them, a list of JSON; the empty text if there are none. */
    String json() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Solve.Typed each : imports) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Type", each.type());
            entry.put("Attrs", each.attributes());
            list.add(entry);
        }
        return list.isEmpty() ? "" : new String(JsonText.write(list), StandardCharsets.UTF_8);
    }

    /** Returns the caches to read. */
    List<Solve.Typed> imports() {
        return imports;
    }

    /** Returns the caches to write. */
    List<Solve.Typed> exports() {
        return exports;
    }

    /** Returns the caches in directories, by the ids that the build has for them. */
    Map<String, ImageLayout> layouts() {
        return layouts;
    }

    /** Returns the caches in directories that are written. */
    List<LayoutResult> results() {
        return results;
    }
}
