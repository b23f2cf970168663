package io.dockerkit.container;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One line of {@code docker ps}.
 *
 * <p>Immutable and thread-safe; {@link #container()} gives the handle.
 */
public interface ContainerSummary {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the first 12 digits of the id, as {@code docker ps} shows it. */
    default String shortId() {
        return id().substring(0, Math.min(12, id().length()));
    }

    /** Returns the name without the leading slash; the engine chooses one if the run has none. */
    String name();

    /** Returns the image as the container's creator wrote it. */
    String image();

    /** Returns the id of the image. */
    String imageId();

    /** Returns the entrypoint and the command as one text, as {@code docker ps} shows it. */
    String commandLine();

    /** Returns when the container was created. */
    Instant created();

    /** Returns {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code exited} or {@code dead}. */
    String state();

    /** Returns the state in the engine's words: {@code Up 5 minutes}, {@code Exited (0) 2 hours ago}. */
    String status();

    /** Returns the published ports; exposed ones that are not published are left out. */
    List<Port.Binding> ports();

    /** Returns the exposed ports, published or not, each one once, in their order. */
    List<Port> exposedPorts();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns the names of its networks. */
    List<String> networks();

    /**
     * Returns the size in bytes of the files that it has added or changed. Empty unless the query asks for it with {@code
     * size()}.
     */
    OptionalLong writableSize();

    /** Returns the size in bytes of all its files, the image's included; empty like the other size. */
    OptionalLong totalSize();

    /** Returns the handle of the container. */
    Container container();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);
}
