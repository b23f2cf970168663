package io.dockerkit.impl.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Media types of streams, by which the engine says whether a stream is multiplexed. Thread-safe. */
public final class MediaTypes {
    /** One stream, as a terminal gives it. Before API 1.42 the engine says this of multiplexed streams too. */
    public static final String RAW_STREAM = "application/vnd.docker.raw-stream";

    /** Frames of stdout and stderr, for {@link FrameReader}; since API 1.42. */
    public static final String MULTIPLEXED_STREAM = "application/vnd.docker.multiplexed-stream";

    private MediaTypes() {}

    static String bare(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
