package io.dockerkit.engine;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The disk space that an engine uses: {@code docker system df}, with each object as {@code docker system df --verbose} lists
 * it.
 *
 * <pre>{@code
 * DiskUsage usage = Engine.diskUsage();
 * long free = usage.total(DiskUsage.Kind.IMAGES).reclaimable();
 * usage.items(DiskUsage.Kind.VOLUMES).forEach(System.out::println);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public interface DiskUsage {
    /** What the space is used for, in the order of {@code docker system df}. */
    enum Kind {
        /** The images, without what their layers share with each other. */
        IMAGES,
        /** The writable layers of the containers. */
        CONTAINERS,
        /** The volumes of the driver {@code local}. */
        VOLUMES,
        /** The build cache of BuildKit; the classic builder has images in its place. */
        BUILD_CACHE
    }

    /**
     * One line of {@code docker system df}.
     *
     * <p>Immutable and thread-safe.
     */
    interface Total {
        /** Returns what it is about. */
        Kind kind();

        /** Returns how many there are. */
        long count();

        /** Returns how many are in use: images with containers, containers that run, volumes that containers have. */
        long active();

        /** Returns the space in bytes. */
        long size();

        /** Returns how many bytes a prune of everything that is not in use would free. */
        long reclaimable();
    }

    /**
     * One object: an image, a container, a volume or a record of the build cache.
     *
     * <p>Immutable and thread-safe.
     */
    interface Item {
        /** Returns what it is. */
        Kind kind();

        /** Returns its id; the name for a volume. */
        String id();

        /** Returns its name: the first tag of an image, the empty text for one without; what a record of the cache is for. */
        String name();

        /** Returns its space in bytes, what it shares with others included; 0 if the engine does not know. */
        long size();

        /** Returns the bytes that it shares with other images; 0 for other kinds, but for a shared record of the cache its size. */
        long sharedSize();

        /** Returns whether something uses it: a container the image or volume, a running build the record; or it runs. */
        boolean isActive();

        /** Returns how often it is used: the containers of an image or volume, the uses of a record; 1 for an active container. */
        long uses();

        /** Returns when it was created, or empty if the engine does not say. */
        Optional<Instant> created();

        /** Returns when it was last used, for a record of the build cache, or empty. */
        Optional<Instant> lastUsed();

        /** Returns the part of the engine's answer about it at a JSON pointer. */
        Json at(String pointer);

        /** Returns all that the engine said about it, as JSON text. */
        String json();
    }

    /** Returns the lines of {@code docker system df}: one for each kind that was asked for. */
    List<Total> totals();

    /** Returns the line of a kind; all zero if it was not asked for. */
    Total total(Kind kind);

    /** Returns all objects, in the engine's order. */
    List<Item> items();

    /** Returns the objects of a kind, in the engine's order. */
    List<Item> items(Kind kind);

    /** Returns the space of all kinds in bytes. */
    long size();

    /** Returns how many bytes a prune of everything that is not in use would free. */
    long reclaimable();

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the engine said, as JSON text. */
    String json();
}
