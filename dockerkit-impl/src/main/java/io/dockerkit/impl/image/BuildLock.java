package io.dockerkit.impl.image;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Pause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of a few locks that the threads and the programs of a user hold while they build: two builds of the same content on one
 * engine have the same lock. Programs lock an empty file in the directory for temporary files; where that is not possible,
 * each builds. Immutable and thread-safe.
 */
final class BuildLock {
    private static final int COUNT = 256;
    private static final long PAUSE_MILLIS = 50;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");
    private static final ReentrantLock[] LOCKS = new ReentrantLock[COUNT];

    static {
        for (int i = 0; i < COUNT; i++) {
            LOCKS[i] = new ReentrantLock();
        }
    }

    private final int number;

    private BuildLock(int number) {
        this.number = number;
    }

    static BuildLock of(String content, String engine) {
        return new BuildLock(Math.floorMod((content + "@" + engine).hashCode(), COUNT));
    }

    /**
     * Does it while no other thread or program holds the lock.
     *
     * @param context what is built, for messages
     * @param timeout how long to wait for the lock, or null for as long as it takes
     */
    <T> T hold(String context, @Nullable Duration timeout, Supplier<T> task) {
        String waiting = "waiting for another build of " + context;
        Deadline deadline = Deadline.in(timeout);
        lockThread(deadline, waiting);
        try {
            FileChannel file = open(number);
            try {
                lockFile(file, deadline, waiting);
                return task.get();
            } finally {
                close(file);
            }
        } finally {
            LOCKS[number].unlock();
        }
    }

    private void lockThread(Deadline deadline, String waiting) {
        try {
            Duration most = deadline.atMost(LONGEST);
            if (!LOCKS[number].tryLock(most.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(deadline, waiting);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while " + waiting, interrupted);
        }
    }

    /** The lock of the file ends with the channel, and with the program. */
    private static void lockFile(@Nullable FileChannel file, Deadline deadline, String waiting) {
        while (file != null && !isLocked(file)) {
            if (deadline.isOver()) {
                throw late(deadline, waiting);
            }
            Pause.of(PAUSE_MILLIS, waiting);
        }
    }

    private static DockerTimeoutException late(Deadline deadline, String waiting) {
        return new DockerTimeoutException(
                "gave up "
                        + waiting
                        + " after "
                        + Checks.human(Objects.requireNonNullElse(deadline.limit(), LONGEST)),
                null);
    }

    /** Returns false while another program holds it; true also where files cannot be locked. */
    private static boolean isLocked(FileChannel file) {
        try {
            return file.tryLock() != null;
        } catch (IOException | OverlappingFileLockException impossible) {
            LOG.debug("builds of other programs are not waited for", impossible);
            return true;
        }
    }

    private static @Nullable FileChannel open(int number) {
        try {
            String user = System.getProperty("user.name", "user").replaceAll("[^\\w.-]", "_");
            Path directory = Path.of(System.getProperty("java.io.tmpdir"), "dockerkit-" + user);
            Files.createDirectories(directory);
            return FileChannel.open(
                    directory.resolve("build-" + number + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException | InvalidPathException impossible) {
            LOG.debug("builds of other programs are not waited for", impossible);
            return null;
        }
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException closed) {
            LOG.debug("the lock of a build", closed);
        }
    }
}
