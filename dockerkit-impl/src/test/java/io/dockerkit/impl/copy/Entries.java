package io.dockerkit.impl.copy;

import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees and archives by byte names, for tests of several packages. */
public final class Entries {
    private Entries() {}

    /** Makes a tree: {@code name} is an empty file, {@code name/} a directory, {@code name -> target} a link. */
    public static void make(Path directory, Iterable<String> entries) throws IOException {
        for (String entry : entries) {
            String[] words = entry.split(" -> ", 2);
            String name = words[0].replaceFirst("/$", "");
            Path path = ByteNames.child(directory, name);
            Files.createDirectories(path.getParent());
            if (words.length > 1) {
                Files.createSymbolicLink(path, ByteNames.relative(directory, words[1]));
            } else if (entry.endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.createFile(path);
            }
        }
    }

    /** Returns what each entry of an archive holds, by its byte name; the name of a directory ends with a slash. */
    public static Map<String, byte[]> read(InputStream archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        TarReader tar = new TarReader(archive);
        for (TarHead entry = tar.next(); entry != null; entry = tar.next()) {
            entries.put(entry.name(), tar.readAllBytes());
        }
        return entries;
    }

    /** Returns the names of the entries, in their order. */
    public static List<String> names(InputStream archive) throws IOException {
        return List.copyOf(read(archive).keySet());
    }
}
