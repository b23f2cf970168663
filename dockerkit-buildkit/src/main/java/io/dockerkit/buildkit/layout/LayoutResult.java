package io.dockerkit.buildkit.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A layout that a build writes: when the build has ended, what it has written gets a name in the layout's index. Immutable and
 * thread-safe.
 *
 * @param layout the layout
 * @param key the key under which the build reports the descriptor of what it has written
 * @param tag the tag that it gets if it has no name
 */
public record LayoutResult(ImageLayout layout, String key, String tag) {
    private static final String CACHE = "cache.manifest";
    private static final String IMAGE = "containerimage.descriptor";
    private static final String NAMES = "image.name";

    /** Returns a cache. */
    public static LayoutResult cache(ImageLayout layout, String tag) {
        return new LayoutResult(layout, CACHE, tag);
    }

    /** Returns an image, which gets the names that the build reports. */
    public static LayoutResult image(ImageLayout layout) {
        return new LayoutResult(layout, IMAGE, "latest");
    }

    /**
     * Names what the build has written.
     *
     * @param reported what the build has reported
     * @throws io.dockerkit.LocalFileException if the index cannot be read or written
     */
    public void keep(Map<String, String> reported) {
        String said = reported.getOrDefault(key, "");
        if (said.isEmpty()) {
            return;
        }
        try {
            String json =
                    said.startsWith("{")
                            ? said
                            : new String(Base64.getDecoder().decode(said), StandardCharsets.UTF_8);
            JsonNode descriptor = JsonText.read(json);
            Optional<Digest> digest = LayoutIndex.digest(descriptor);
            // an export of another kind, to a registry for instance, may have reported it
            if (digest.isPresent() && layout.size(digest.get()).isPresent()) {
                put((ObjectNode) descriptor, reported.getOrDefault(NAMES, ""));
            }
        } catch (IOException e) {
            throw LocalFiles.failed("write the index of", layout.directory(), e);
        } catch (IllegalArgumentException malformed) {
            throw LocalFiles.failed(
                    "write the index of",
                    layout.directory(),
                    new IOException("the engine's descriptor is malformed", malformed));
        }
    }

    private void put(ObjectNode descriptor, String names) throws IOException {
        if (names.isEmpty() || !key.equals(IMAGE)) {
            layout.index().put(descriptor, "", tag);
            return;
        }
        for (String name : names.split(",", -1)) {
            int colon = name.lastIndexOf(':');
            boolean tagged = colon > name.lastIndexOf('/');
            layout.index().put(descriptor, name, tagged ? name.substring(colon + 1) : tag);
        }
    }
}
