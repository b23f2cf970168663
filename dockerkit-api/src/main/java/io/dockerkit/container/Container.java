package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.OutputLimitException;
import io.dockerkit.Removal;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Words;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.engine.EventsSpec;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The handle of a container, as {@code start()}, {@code create()} and {@code Containers.get} return it. It holds no
 * resource and need not be closed; the container does not depend on it. Two handles are equal if they stand for the same
 * container of the same engine.
 *
 * <p>Methods that send a request throw {@link io.dockerkit.NotFoundException} if the container no longer exists, and the
 * other {@link io.dockerkit.DockerException}s that any call may throw.
 *
 * <p>Thread-safe.
 */
public interface Container {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the first 12 digits of the id, as the CLI shows it. */
    default String shortId() {
        return id().substring(0, Math.min(12, id().length()));
    }

    /**
     * Starts it: {@code docker start}.
     *
     * @return whether it was started; false if it was already running
     * @throws io.dockerkit.PortInUseException if a port that it publishes is taken
     */
    boolean start();

    /**
     * Starts it with options: {@code container.start(options -> options.checkpoint("warm"))}.
     *
     * @return whether it was started; false if it was already running
     * @throws io.dockerkit.UnsupportedByEngineException if a checkpoint is named and the engine's experimental features are
     *     off
     */
    boolean start(UnaryOperator<StartSpec> options);

    /**
     * Stops it with its stop signal, and kills it after its stop time-out, 10 s unless set otherwise:
     * {@code docker stop}.
     *
     * @return whether it was stopped; false if it was not running
     * @throws io.dockerkit.DockerTimeoutException if it takes more than ten minutes longer than 10 s, or than the {@code
     *     timeout(…)} given: if the container has a longer stop time-out, set it here too
     */
    boolean stop();

    /** Stops it with options: {@code container.stop(options -> options.timeout(Duration.ofSeconds(1)))}. */
    boolean stop(UnaryOperator<StopSpec> options);

    /** Stops it if it is running, and starts it: {@code docker restart}. */
    void restart();

    /** Stops it with options if it is running, and starts it. */
    void restart(UnaryOperator<StopSpec> options);

    /**
     * Kills it with SIGKILL: {@code docker kill}.
     *
     * @throws io.dockerkit.NotRunningException if it is not running
     */
    void kill();

    /**
     * Sends it a signal: {@code docker kill --signal}.
     *
     * @param signal a name, {@code SIGHUP} or {@code HUP}, or a number
     * @throws io.dockerkit.NotRunningException if it is not running
     */
    void kill(String signal);

    /** Pauses its processes: {@code docker pause}. */
    void pause();

    /** Resumes its paused processes: {@code docker unpause}. */
    void unpause();

    /**
     * Renames it: {@code docker rename}.
     *
     * @throws io.dockerkit.NameInUseException if another container has the name
     */
    void rename(String name);

    /**
     * Removes it: {@code docker rm}.
     *
     * @return what was removed, its id; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if it runs
     */
    Removal remove();

    /** Removes it with options: {@code container.remove(options -> options.force().volumes())}. */
    Removal remove(UnaryOperator<RemoveSpec> options);

    /** Returns its details: {@code docker inspect}. */
    ContainerDetails inspect();

    /** Returns its details with options: {@code container.inspect(options -> options.size())}. */
    ContainerDetails inspect(UnaryOperator<ContainerDetails.InspectSpec> options);

    /**
     * Returns the spec of a command to run in it: {@code docker exec}. The words are passed unchanged and are not split at
     * spaces.
     */
    @CheckReturnValue
    default ExecSpec exec(String... command) {
        return exec(List.of(command));
    }

    /** Returns the spec of a command to run in it: {@code docker exec}. */
    @CheckReturnValue
    ExecSpec exec(List<String> command);

    /** Returns the spec of its logs: {@code docker logs}. */
    @CheckReturnValue
    LogsSpec logs();

    /**
     * Returns the spec of an image of its file system: {@code docker commit}.
     *
     * @param reference the name for the image, {@code repository[:tag]}
     * @throws io.dockerkit.InvalidOptionException if the reference has a digest: only the engine can say which it becomes
     */
    @CheckReturnValue
    CommitSpec commit(String reference);

    /** Returns the spec of an unnamed image of its file system: {@code docker commit} without a reference. */
    @CheckReturnValue
    CommitSpec commit();

    /** Returns the spec of a change of its resource limits: {@code docker update}. */
    @CheckReturnValue
    UpdateSpec update();

    /**
     * Attaches to it while it is running: {@code docker attach}. Close the session when done.
     *
     * @throws io.dockerkit.NotRunningException if it is not running
     */
    default Session attach() {
        return attach(options -> options);
    }

    /** Attaches to it with options: {@code container.attach(options -> options.noStdin())}. */
    Session attach(UnaryOperator<AttachSpec> options);

    /**
     * Starts it, attached from its first output on: {@code docker start --attach --interactive}. Close the session when
     * done.
     *
     * @throws io.dockerkit.ConflictException if it is already running
     */
    default Session startAttached() {
        return startAttached(options -> options);
    }

    /** Starts it and attaches to it with options. */
    Session startAttached(UnaryOperator<AttachSpec> options);

    /**
     * Returns the spec of its resource usage: {@code docker stats}. {@code stats().execute()} takes one sample, {@code
     * stats().stream()} one per second.
     */
    @CheckReturnValue
    ContainerStats.StatsSpec<ContainerStats> stats();

    /**
     * Returns what {@code docker create} prints as warnings when this handle's container is created: those of the engine, in
     * its words, and that of a loopback address as a DNS server. The logger {@code io.dockerkit.container} has them, too. Empty for a handle that did not create it, as {@code Containers.get} returns.
     */
    List<String> warnings();

    /** Returns the spec of its events: {@code docker events --filter container=…}. */
    @CheckReturnValue
    EventsSpec events();

    /**
     * Returns its processes: {@code docker top}.
     *
     * @param psOptions options for {@code ps} on the engine's host; none for {@code -ef}
     * @throws io.dockerkit.NotRunningException if it is not running
     */
    ProcessTable top(String... psOptions);

    /** Returns the files that it has added, changed and removed: {@code docker diff}. */
    List<FileChange> diff();

    /** Returns its published ports: {@code docker port}; empty while it is not running. */
    default List<Port.Binding> ports() {
        return inspect().ports();
    }

    /**
     * Copies a file or a directory into it, running or not: {@code docker cp SOURCE CONTAINER:TARGET}, by the same rules:
     *
     * <ul>
     *   <li>if the target is a directory, the source is put into it under its own name;
     *   <li>if it does not exist, the source is put there under the target's name; its parent must exist, and a target that
     *       ends in {@code /} must be a directory;
     *   <li>a file replaces a file; a directory does not;
     *   <li>a source that ends in {@code /.} means the content of the directory, not the directory itself.
     * </ul>
     *
     * Modes, times and symbolic links are kept, and names byte for byte. Files in the target that are not in the source
     * stay. The capabilities of files ({@code setcap}) are kept where {@code getcap} and GNU {@code tar} are installed,
     * because Java itself cannot read them; copies as archives, {@link #copyTo(InputStream, String)} and
     * {@link #copyFrom(String)}, always keep them. A file that is deleted during the copy is left out.
     *
     * @param source a local path
     * @param target a path in the container; a relative path starts at {@code /}
     * @throws io.dockerkit.InvalidOptionException if the source does not exist, or does not fit the target
     * @throws io.dockerkit.NotFoundException if the target's parent does not exist, or the container is gone
     * @throws io.dockerkit.LocalFileException if a file cannot be read; it is named
     */
    default void copyTo(Path source, String target) {
        copyTo(source, target, options -> options);
    }

    /** Copies into it with options: {@code container.copyTo(path, "/x", options -> options.archive())}. */
    void copyTo(Path source, String target, UnaryOperator<CopySpec> options);

    /**
     * Copies a file or a directory out of it, running or not: {@code docker cp CONTAINER:SOURCE TARGET}, by the rules of
     * {@link #copyTo(Path, String)}. A file appears only when it is complete. Nothing is written outside the target,
     * whatever the archive contains. The capabilities of files are kept if this process may set them and GNU {@code tar} is
     * installed; else a warning names the file: logger {@code io.dockerkit}.
     *
     * @param source a path in the container; one that ends in {@code /.} means the content of the directory
     * @param target a local path
     * @throws io.dockerkit.NotFoundException if the source does not exist, or the container is gone
     * @throws io.dockerkit.InvalidOptionException if the target's parent does not exist, if the target is a device, a pipe
     *     or a socket, or if source and target do not fit
     * @throws io.dockerkit.LocalFileException if a file cannot be written; it is named
     */
    default void copyFrom(String source, Path target) {
        copyFrom(source, target, options -> options);
    }

    /** Copies out of it with options: {@code container.copyFrom("/x", path, options -> options.followLink())}. */
    void copyFrom(String source, Path target, UnaryOperator<CopySpec> options);

    /**
     * Extracts a tar archive, which may be compressed by gzip, bzip2 or xz, into a directory of it:
     * {@code docker cp - CONTAINER:DIRECTORY}. The stream is read to its end and not closed.
     *
     * @throws io.dockerkit.NotFoundException if the directory does not exist, or the container is gone
     */
    void copyTo(InputStream tar, String directory);

    /**
     * Extracts a tar archive with options: {@code container.copyTo(tar, "/srv", options -> options.archive())}.
     *
     * @throws io.dockerkit.InvalidOptionException for {@code followLink()} and {@code onProgress(…)}: an archive has no path
     *     here, and its bytes pass through the caller's stream
     */
    void copyTo(InputStream tar, String directory, UnaryOperator<CopySpec> options);

    /** Returns a path as a tar archive: {@code docker cp CONTAINER:SOURCE -}. Close the stream when done. */
    InputStream copyFrom(String source);

    /**
     * Returns a path as a tar archive with options: {@code container.copyFrom("/link", options -> options.followLink())}.
     *
     * @throws io.dockerkit.InvalidOptionException for {@code onProgress(…)}: the caller reads the bytes
     */
    InputStream copyFrom(String source, UnaryOperator<CopySpec> options);

    /**
     * Returns the content of a file as UTF-8 text; links are followed.
     *
     * @throws io.dockerkit.NotFoundException if there is no such file
     * @throws io.dockerkit.InvalidOptionException if it is a directory
     * @throws io.dockerkit.OutputLimitException if it is larger than 64 MiB
     */
    default String readString(String path) {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    /** Returns the content of a file, as {@link #readString} does. */
    default byte[] readBytes(String path) {
        return readBytes(path, OutputLimitException.DEFAULT_LIMIT);
    }

    /**
     * Returns the content of a file, as {@link #readString} does, with another limit instead of 64 MiB. Use {@link
     * #copyFrom(String)} for a file of any size.
     *
     * @param maxBytes the largest size to take, from 1 to 2,147,483,639 bytes
     * @throws io.dockerkit.OutputLimitException if the file is larger
     */
    byte[] readBytes(String path, long maxBytes);

    /**
     * Writes a file with mode 0644 that belongs to root, and replaces an existing one (a link is followed). Its directory
     * must exist.
     *
     * @throws io.dockerkit.NotFoundException if the directory does not exist
     */
    default void writeString(String path, String text) {
        writeBytes(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, as {@link #writeString} does. */
    void writeBytes(String path, byte[] bytes);

    /**
     * Returns the properties of the file at a path; a link is not followed.
     *
     * @throws io.dockerkit.NotFoundException if there is nothing
     */
    FileStat stat(String path);

    /**
     * Writes all its files as a tar archive: {@code docker export --output}. The file appears only when it is complete, and
     * replaces an existing one. Only its owner can read it (mode 0600), as with the CLI.
     *
     * @throws io.dockerkit.InvalidOptionException if it is a directory, a link, a device, a pipe or a socket, or if its
     *     directory is missing; no request is sent
     * @throws io.dockerkit.LocalFileException if the file cannot be written; no partial file is left
     */
    void export(Path file);

    /** Returns all its files as a tar archive: {@code docker export}. Close the stream when done. */
    InputStream export();

    /**
     * Waits until it exits and returns its exit code: {@code docker wait}. Returns immediately if it is not running.
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int awaitExit();

    /**
     * Waits until it exits, but not longer than the time-out, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if the time-out passes first
     */
    int awaitExit(Duration timeout);

    /**
     * Waits until it exits the next time and returns its exit code, also if it is not running yet: the Engine API's wait with
     * the condition {@code next-exit}.
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int awaitNextExit();

    /**
     * Waits until it exits the next time, but not longer than the time-out, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if the time-out passes first
     */
    int awaitNextExit(Duration timeout);

    /**
     * Waits until it is removed and returns its exit code: the Engine API's wait with the condition {@code removed}. For
     * containers with {@code --rm}, and for those that someone else removes.
     *
     * @throws io.dockerkit.NotFoundException if it no longer exists
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int awaitRemoval();

    /**
     * Waits until it is removed, but not longer than the time-out, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if the time-out passes first
     */
    int awaitRemoval(Duration timeout);

    /**
     * Returns a view of the container with another deadline for each call, as
     * {@link io.dockerkit.Docker#withTimeout} does for a whole connection.
     *
     * @param limit how long the engine may keep a call waiting
     * @throws io.dockerkit.InvalidOptionException if it is not positive
     */
    Container withTimeout(Duration limit);

    /**
     * Waits until it is ready, and returns it.
     *
     * @throws io.dockerkit.NotReadyException.TimedOut if it is not ready in time
     * @throws io.dockerkit.NotReadyException immediately, if it exits instead; the message has the end of its logs
     */
    Container waitFor(Wait wait);

    /**
     * Returns the host port of a published TCP port.
     *
     * @throws IllegalStateException if it is not published, or the container is not running; the message lists the
     *     published ports
     */
    default int hostPort(int containerPort) {
        return hostPort(Port.tcp(containerPort));
    }

    /**
     * Returns the host port of a published port of any protocol: {@code hostPort(Port.udp(53))}.
     *
     * @throws IllegalStateException if it is not published, or the container is not running; the message lists the
     *     published ports
     */
    int hostPort(Port containerPort);

    /**
     * Returns the address at which this program reaches a published TCP port.
     *
     * <ul>
     *   <li>A port published on one address of the host ({@code -p 192.168.1.5:80:80}) is reached at that address.
     *   <li>The engine of this machine: {@code 127.0.0.1}.
     *   <li>{@code tcp://host}: that host. {@code ssh://host}: that host as ssh's configuration resolves it; behind a jump
     *       host this machine may not reach it.
     *   <li>This program runs in a container of the engine, with the socket mounted: the gateway of its default route. For a
     *       port that is published only on the host itself ({@code -p 127.0.0.1:80:80}): the container's own address and port
     *       in a network that both are in.
     * </ul>
     *
     * <p>The environment variable {@code DOCKERKIT_HOST_OVERRIDE} sets another host instead of these.
     *
     * @throws IllegalStateException if it is not published, or the container is not running; the message lists the
     *     published ports
     */
    default InetSocketAddress address(int containerPort) {
        return address(Port.tcp(containerPort));
    }

    /**
     * Returns the address at which this program reaches a published port of any protocol, by the rules of {@link
     * #address(int)}: {@code address(Port.udp(53))}, {@code address(Port.parse("53/udp"))}.
     *
     * @throws IllegalStateException if it is not published, or the container is not running; the message lists the
     *     published ports
     */
    InetSocketAddress address(Port containerPort);

    /**
     * How to start a container: the flags of {@code docker start} for checkpoints. {@link Container#startAttached} has the
     * others.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class StartSpec extends CallOptions<StartSpec> implements FlagOptions<StartSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker start",
                        List.of(
                                Flag.one("checkpoint", "a name", "Restore from this checkpoint")
                                        .checked(Words::checkNotBlank),
                                Flag.one(
                                                "checkpoint-dir",
                                                "a directory on the engine's host",
                                                "Directory of the checkpoint")
                                        .checked(Words::checkNotBlank)));
        private static final StartSpec DEFAULTS = new StartSpec(FlagValues.none(TABLE));

        private StartSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected StartSpec with(FlagValues next) {
            return new StartSpec(next);
        }

        /** Returns a plain {@code docker start}. */
        public static StartSpec defaults() {
            return DEFAULTS;
        }

        /**
         * Restores its processes from this checkpoint, which {@code docker checkpoint create} made: {@code --checkpoint}. Needs
         * an engine with experimental features and CRIU.
         */
        public StartSpec checkpoint(String name) {
            return flag("checkpoint", Checks.text("--checkpoint", "name", name));
        }

        /** Sets the directory on the engine's host that has the checkpoint: {@code --checkpoint-dir}. */
        public StartSpec checkpointDir(String directory) {
            return flag("checkpoint-dir", Checks.text("--checkpoint-dir", "directory", directory));
        }

        /** Returns the checkpoint's name, or the empty text. */
        public String checkpoint() {
            return flags().value("checkpoint").orElse("");
        }

        /** Returns the checkpoint's directory, or the empty text for the engine's own. */
        public String checkpointDir() {
            return flags().value("checkpoint-dir").orElse("");
        }

        /** Returns the command line that starts a container in this way. */
        public String toCommandLine(String container) {
            return line(Checks.text("container", "container", container));
        }
    }

    /**
     * A file or directory that a container has and its image has otherwise, a line of {@code docker diff}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param kind what became of it
     * @param path its path in the container
     */
    record FileChange(Kind kind, String path) {
        /** Checks that nothing is null. */
        public FileChange {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(path, "path");
        }

        /** What became of a file. */
        public enum Kind {
            /** It was changed: {@code C}. */
            MODIFIED,
            /** It was added: {@code A}. */
            ADDED,
            /** It was removed: {@code D}. */
            DELETED,
            /** Something else, which this version of DockerKit does not know: {@code ?}. */
            OTHER
        }

        /** Returns {@code A /path}, as {@code docker diff} prints it. */
        @Override
        public String toString() {
            String letter =
                    switch (kind) {
                        case MODIFIED -> "C";
                        case ADDED -> "A";
                        case DELETED -> "D";
                        case OTHER -> "?";
                    };
            return letter + " " + path;
        }
    }

    /**
     * The processes of a container as {@code ps} on the engine's host sees them: {@code docker top}.
     *
     * <p>Immutable and thread-safe.
     *
     * @param titles the names of the columns: {@code UID}, {@code PID}, …, {@code CMD}
     * @param processes a line for each process, in the order of the titles
     */
    record ProcessTable(List<String> titles, List<List<String>> processes) {
        /** Copies the lists. */
        public ProcessTable {
            titles = Checks.elements("titles", titles);
            processes =
                    Checks.elements("processes", processes).stream()
                            .map(process -> Checks.<String>elements("processes", process))
                            .toList();
        }

        /** Returns how many processes there are, and the columns; what they were called with may hold secrets. */
        @Override
        public String toString() {
            return processes.size() + " processes: " + String.join(", ", titles);
        }

        /** Returns a column by its title, or an empty list if there is none. */
        public List<String> column(String title) {
            int index = titles.indexOf(Objects.requireNonNull(title, "title"));
            List<String> column = new ArrayList<>();
            for (List<String> process : processes) {
                if (index >= 0 && index < process.size()) {
                    column.add(process.get(index));
                }
            }
            return column;
        }

        /** Returns each process as a map from title to value. */
        public List<Map<String, String>> rows() {
            List<Map<String, String>> rows = new ArrayList<>();
            for (List<String> process : processes) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(titles.size(), process.size()); i++) {
                    row.put(titles.get(i), process.get(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /**
     * What there is at a path of a container, as {@code docker cp} asks for it first.
     *
     * <p>Immutable and thread-safe.
     */
    interface FileStat {
        /** Returns the last part of the path. */
        String name();

        /** Returns the length in bytes; for anything but a file, what the file system says. */
        long size();

        /** Returns what it is. */
        Type type();

        /** Returns the permission bits, with set-user-id, set-group-id and sticky: {@code 0644}, {@code 04755}. */
        int permissions();

        /** Returns when it was last changed. */
        Instant modified();

        /** Returns the path in the container that a symbolic link leads to, links on the way resolved; empty for others. */
        Optional<String> linkTarget();

        /** Returns whether it is a directory; a link to one is none. */
        default boolean isDirectory() {
            return type() == Type.DIRECTORY;
        }

        /** Returns whether it is a regular file; a link to one is none. */
        default boolean isFile() {
            return type() == Type.FILE;
        }

        /** What a path names. */
        enum Type {
            /** A regular file. */
            FILE,
            /** A directory. */
            DIRECTORY,
            /** A symbolic link. */
            SYMBOLIC_LINK,
            /** A device, a pipe or a socket. */
            OTHER
        }
    }
}
