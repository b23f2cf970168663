package io.dockerkit.buildkit.containerd;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of an archive of images, which is small in tests. */
record Archives(Map<String, byte[]> files) {
    static Archives read(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarReader tar = new TarReader(in)) {
            for (TarHead head = tar.next(); head != null; head = tar.next()) {
                if (head.size() > 0) {
                    files.put(head.name(), tar.readAllBytes());
                }
            }
        }
        return new Archives(files);
    }

    JsonNode json(String name) throws IOException {
        return JsonText.read(files.get(name));
    }

    /** Returns a blob of JSON by its digest. */
    JsonNode blob(String digest) throws IOException {
        return json("blobs/" + digest.replace(':', '/'));
    }
}
