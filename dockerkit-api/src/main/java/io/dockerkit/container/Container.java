package io.dockerkit.container;

import io.dockerkit.OutputLimitException;
import io.dockerkit.engine.EventsSpec;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A container on an engine, by its id: the handle that {@code start()}, {@code create()} and {@code Containers.get} give.
 * It holds no resource and need not be closed; the container goes on without it. Two handles are equal when they stand
 * for the same container of the same engine.
 *
 * <p>Methods that ask the engine throw {@link io.dockerkit.NotFoundException} when the container is gone, and the errors
 * of {@link io.dockerkit.DockerException} that any call can meet.
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
     * @return whether it was started; false if it ran already
     * @throws io.dockerkit.PortInUseException if a port that it publishes is taken
     */
    boolean start();

    /**
     * Stops it by its stop signal, and kills it when its stop time-out, 10 s unless set otherwise, has passed:
     * {@code docker stop}.
     *
     * @return whether it was stopped; false if it did not run
     * @throws io.dockerkit.DockerTimeoutException if it takes more than ten minutes longer than 10 s, or than the {@code
     *     timeout(…)} given: a container with a longer stop time-out of its own needs that said
     */
    boolean stop();

    /** Stops it in the given way: {@code container.stop(how -> how.timeout(Duration.ofSeconds(1)))}. */
    boolean stop(UnaryOperator<StopSpec> how);

    /** Stops it, if it runs, and starts it: {@code docker restart}. */
    void restart();

    /** Stops it in the given way, if it runs, and starts it. */
    void restart(UnaryOperator<StopSpec> how);

    /**
     * Kills it by SIGKILL: {@code docker kill}.
     *
     * @throws io.dockerkit.NotRunningException if it does not run
     */
    void kill();

    /**
     * Sends a signal to it: {@code docker kill --signal}.
     *
     * @param signal a name, {@code SIGHUP} or {@code HUP}, or a number
     * @throws io.dockerkit.NotRunningException if it does not run
     */
    void kill(String signal);

    /** Freezes its processes: {@code docker pause}. */
    void pause();

    /** Lets its frozen processes go on: {@code docker unpause}. */
    void unpause();

    /**
     * Gives it another name: {@code docker rename}.
     *
     * @throws io.dockerkit.NameInUseException if another container has the name
     */
    void rename(String name);

    /**
     * Removes it: {@code docker rm}.
     *
     * @return whether it was removed; false if it was gone already
     * @throws io.dockerkit.InUseException if it runs
     */
    boolean remove();

    /** Removes it in the given way: {@code container.remove(how -> how.force().volumes())}. */
    boolean remove(UnaryOperator<RemoveSpec> how);

    /** Asks the engine for all about it: {@code docker inspect}. */
    ContainerDetails inspect();

    /**
     * Returns the spec of a command to run in it: {@code docker exec}. The words are passed as they are; nothing splits
     * them on spaces.
     */
    default ExecSpec exec(String... command) {
        return exec(List.of(command));
    }

    /** Returns the spec of a command to run in it: {@code docker exec}. */
    ExecSpec exec(List<String> command);

    /** Returns the spec of a look at what it has written: {@code docker logs}. */
    LogsSpec logs();

    /**
     * Returns the spec of an image made from it: {@code docker commit}.
     *
     * @param reference the name for the image, {@code repository[:tag]}
     * @throws io.dockerkit.InvalidOptionException if the reference has a digest: only the engine can say which it becomes
     */
    CommitSpec commit(String reference);

    /** Returns the spec of an image made from it that has no name, only its id: {@code docker commit} without a reference. */
    CommitSpec commit();

    /** Returns the spec of other limits for it: {@code docker update}. */
    UpdateSpec update();

    /**
     * Attaches to it while it runs: {@code docker attach}. Close the session when done.
     *
     * @throws io.dockerkit.NotRunningException if it does not run
     */
    default Session attach() {
        return attach(how -> how);
    }

    /** Attaches to it in the given way: {@code container.attach(how -> how.noStdin())}. */
    Session attach(UnaryOperator<AttachSpec> how);

    /**
     * Starts it and attaches to it before it can write anything: {@code docker start --attach --interactive}. Close the
     * session when done.
     *
     * @throws io.dockerkit.ConflictException if it runs already
     */
    default Session startAttached() {
        return startAttached(how -> how);
    }

    /** Starts it and attaches to it in the given way. */
    Session startAttached(UnaryOperator<AttachSpec> how);

    /**
     * Returns what it uses now: {@code docker stats --no-stream}. Takes the engine about a second, since it needs two
     * samples for the processor's use.
     */
    ContainerStats stats();

    /** Returns what it uses, about once a second, as it is asked for: {@code docker stats}. Close the stream when done. */
    Stream<ContainerStats> statsStream();

    /** Returns the spec of a look at what happens to it: {@code docker events --filter container=…}. */
    EventsSpec events();

    /**
     * Returns its processes: {@code docker top}.
     *
     * @param psOptions options for {@code ps} on the engine's host; none for {@code -ef}
     * @throws io.dockerkit.NotRunningException if it does not run
     */
    ProcessTable top(String... psOptions);

    /** Returns which files it has added, changed and removed: {@code docker diff}. */
    List<FileChange> diff();

    /** Returns the ports as they are published now: {@code docker port}; empty while it does not run. */
    default List<PortBinding> ports() {
        return inspect().ports();
    }

    /**
     * Copies a file or a directory into it, running or not: {@code docker cp SOURCE CONTAINER:TARGET}, by the same rules:
     *
     * <ul>
     *   <li>if the target is a directory, the source is put into it under its own name;
     *   <li>if it does not exist, the source is put there under the target's name; its parent must exist, and a target that
     *       ends in {@code /} must be a directory;
     *   <li>a file takes the place of a file; a directory cannot;
     *   <li>a source that ends in {@code /.} means what is in the directory, and not the directory itself.
     * </ul>
     *
     * Modes, times and symbolic links are kept, and names byte for byte; what is there already and is not in the source
     * stays. File capabilities ({@code setcap}) are lost, since Java cannot read or write them: {@code docker cp}, and the
     * copies as archives, {@link #copyTo(InputStream, String)} and {@link #copyFrom(String)}, keep them.
     * A file that is deleted during the copy is left out.
     *
     * @param source a path of this machine
     * @param target a path in the container; one that is not absolute begins at {@code /}
     * @throws io.dockerkit.InvalidOptionException if the source does not exist, or does not fit the target
     * @throws io.dockerkit.NotFoundException if the target's parent does not exist, or the container is gone
     * @throws io.dockerkit.LocalFileException if a file cannot be read; it is named
     */
    default void copyTo(Path source, String target) {
        copyTo(source, target, how -> how);
    }

    /** Copies into it in the given way: {@code container.copyTo(path, "/x", how -> how.archive())}. */
    void copyTo(Path source, String target, UnaryOperator<CopySpec> how);

    /**
     * Copies a file or a directory out of it, running or not: {@code docker cp CONTAINER:SOURCE TARGET}, by the rules of
     * {@link #copyTo(Path, String)}. A file appears when it is whole. Nothing is written outside of the target, whatever
     * the archive says. A file whose capabilities are lost is named in a warning of the logger {@code io.dockerkit}.
     *
     * @param source a path in the container; one that ends in {@code /.} means what is in the directory
     * @param target a path of this machine
     * @throws io.dockerkit.NotFoundException if there is nothing at the source, or the container is gone
     * @throws io.dockerkit.InvalidOptionException if the target's parent does not exist, if the target is a device, a pipe
     *     or a socket, or if source and target do not fit
     * @throws io.dockerkit.LocalFileException if a file cannot be written; it is named
     */
    default void copyFrom(String source, Path target) {
        copyFrom(source, target, how -> how);
    }

    /** Copies out of it in the given way: {@code container.copyFrom("/x", path, how -> how.followLink())}. */
    void copyFrom(String source, Path target, UnaryOperator<CopySpec> how);

    /**
     * Extracts a tar archive, which may be compressed by gzip, bzip2 or xz, into a directory of it:
     * {@code docker cp - CONTAINER:DIRECTORY}. The stream is read to its end and not closed.
     *
     * @throws io.dockerkit.NotFoundException if the directory does not exist, or the container is gone
     */
    void copyTo(InputStream tar, String directory);

    /** Returns what is at a path as a tar archive: {@code docker cp CONTAINER:SOURCE -}. Close the stream when done. */
    InputStream copyFrom(String source);

    /**
     * Returns what a file in it holds, read as UTF-8; links are followed.
     *
     * @throws io.dockerkit.NotFoundException if there is no such file
     * @throws io.dockerkit.InvalidOptionException if it is a directory
     * @throws io.dockerkit.OutputLimitException if it is larger than 64 MiB
     */
    default String readString(String path) {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    /** Returns what a file in it holds, as {@link #readString} does. */
    default byte[] readBytes(String path) {
        return readBytes(path, OutputLimitException.DEFAULT_LIMIT);
    }

    /**
     * Returns what a file in it holds, as {@link #readString} does, but with another limit in place of 64 MiB. A file of any
     * size is read by {@link #copyFrom(String)}.
     *
     * @param maxBytes the largest size to take, from 1 to 2,147,483,639 bytes
     * @throws io.dockerkit.OutputLimitException if the file is larger
     */
    byte[] readBytes(String path, long maxBytes);

    /**
     * Writes a file of mode 0644 that belongs to root, in place of one that may be there (a link is followed); its
     * directory must exist.
     *
     * @throws io.dockerkit.NotFoundException if the directory does not exist
     */
    default void writeString(String path, String text) {
        writeBytes(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, as {@link #writeString} does. */
    void writeBytes(String path, byte[] bytes);

    /**
     * Returns what there is at a path; a link is not followed.
     *
     * @throws io.dockerkit.NotFoundException if there is nothing
     */
    FileStat stat(String path);

    /**
     * Writes all its files as a tar archive: {@code docker export --output}. The file appears when it is whole; one that
     * was there before is replaced. Only its owner can read it (mode 0600), as with the CLI.
     *
     * @throws io.dockerkit.InvalidOptionException if it is a directory, a link, a device, a pipe or a socket, or if its
     *     directory is missing; nothing is asked of the engine
     * @throws io.dockerkit.LocalFileException if the file cannot be written; nothing half-made is left
     */
    void export(Path file);

    /** Returns all its files as a tar archive: {@code docker export}. Close the stream when done. */
    InputStream export();

    /**
     * Waits for this and returns the exit code: {@code docker wait} with a condition.
     *
     * @throws io.dockerkit.DockerInterruptedException if the thread is interrupted
     */
    int await(WaitCondition condition);

    /**
     * Waits for this, but no longer than so long.
     *
     * @throws io.dockerkit.DockerTimeoutException if it has not come by then
     */
    int await(WaitCondition condition, Duration timeout);

    /** Waits until it ends and returns its exit code: {@code docker wait}. At once if it does not run. */
    int awaitExit();

    /**
     * Waits until it ends, but no longer than this, and returns its exit code.
     *
     * @throws io.dockerkit.DockerTimeoutException if it goes on
     */
    int awaitExit(Duration timeout);

    /**
     * Returns the same container with another deadline for each call that is made with it, as
     * {@link io.dockerkit.Docker#withTimeout} does for all of a connection.
     *
     * @param limit how long the engine may keep a call waiting
     * @throws io.dockerkit.InvalidOptionException if it is not positive
     */
    Container withTimeout(Duration limit);

    /**
     * Waits until it is ready, and returns it.
     *
     * @throws io.dockerkit.WaitTimeoutException if it is not in time
     * @throws io.dockerkit.NotReadyException if it ends instead, at once; the message has the end of its logs
     */
    default Container waitFor(Wait wait) {
        wait.await(this);
        return this;
    }

    /**
     * Returns the port of the host at which a published TCP port is reached.
     *
     * @throws IllegalStateException if it is not published, or the container does not run; the message lists what is
     */
    int hostPort(int containerPort);

    /**
     * Returns the address at which this program reaches a published TCP port.
     *
     * <ul>
     *   <li>A port published on one address of the host ({@code -p 192.168.1.5:80:80}) is reached at that address.
     *   <li>The engine of this machine: {@code 127.0.0.1}.
     *   <li>{@code tcp://host}: that host. {@code ssh://host}: that host as ssh's configuration resolves it; behind a jump
     *       host this machine may not reach it.
     *   <li>This program runs in a container of the engine, whose socket is mounted: the gateway of its default route; for a
     *       port that the host publishes to itself alone ({@code -p 127.0.0.1:80:80}) the container's own address and port in
     *       a network that both are in.
     * </ul>
     *
     * <p>The environment variable {@code DOCKERKIT_HOST_OVERRIDE} names a host to be taken instead of all that.
     *
     * @throws IllegalStateException if it is not published, or the container does not run; the message lists what is
     */
    InetSocketAddress address(int containerPort);
}
