package io.dockerkit.spi;

import io.dockerkit.HostContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Compose files of a stack. The module {@code io.dockerkit.compose} has one; {@link StackLoaders} finds it when that
 * module is there. Thread-safe.
 */
public interface StackLoader {
    /**
     * Reads the files and merges them.
     *
     * @throws io.dockerkit.InvalidOptionException if what is in a file is wrong; the message names the file, the line, the key
     *     and the accepted form
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    Loaded load(Request request);

    /**
     * What is read.
     *
     * @param files the files in their order, from the host's directory unless they are absolute; {@code -} is the text
     * @param text the content of {@code -}, or null if there is none
     * @param host where relative paths begin, and the variables
     * @param interpolate whether variables are put into values
     */
    record Request(
            List<String> files, @Nullable String text, HostContext host, boolean interpolate) {
        /** Checks that nothing is null that must not be. */
        public Request {
            files = List.copyOf(files);
            Objects.requireNonNull(host, "host");
        }
    }

    /**
     * What was read.
     *
     * @param config the merged content with all short forms made long: texts, booleans, numbers, lists and maps; durations are
     *     nanoseconds and sizes bytes
     * @param yaml the text that {@code docker stack config} prints
     * @param places where keys are, by their paths: {@code services.web} to {@code shop.yaml, line 3}
     * @param ignored what the files have and {@code docker stack} takes no notice of, each with the reason or the empty text
     */
    record Loaded(
            Map<String, Object> config,
            String yaml,
            Map<String, String> places,
            Map<String, String> ignored) {
        /** Checks that nothing is null. */
        public Loaded {
            Objects.requireNonNull(config, "config");
            Objects.requireNonNull(yaml, "yaml");
            places = Map.copyOf(places);
            ignored = Map.copyOf(ignored);
        }

        /** Returns a path with the place of the longest part of it that is known: {@code services.web.ports in shop.yaml, line 5}. */
        public String where(String path) {
            String known = path;
            while (!known.isEmpty()) {
                String place = places.get(known);
                if (place != null) {
                    return path + " in " + place;
                }
                known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
            }
            return path;
        }
    }
}
