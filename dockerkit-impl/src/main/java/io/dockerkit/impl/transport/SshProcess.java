package io.dockerkit.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One ssh that runs. Its stderr goes to a file that lost its name at once where the system allows it: so no thread has to
 * read it, ssh never waits for a reader, and nothing is left behind by a JVM that is killed.
 *
 * <p>Thread-safe.
 */
final class SshProcess {
    private static final int TAIL = 2000;

    /** Ssh needs a moment to tidy up, and a stopped one does not hear. */
    private static final Executor AFTER_GRACE =
            CompletableFuture.delayedExecutor(40, TimeUnit.MILLISECONDS);

    private final Process process;
    private final FileChannel stderr;

    private SshProcess(Process process, FileChannel stderr) {
        this.process = process;
        this.stderr = stderr;
    }

    /**
     * Starts it, as the docker CLI does in a session of its own where the system has {@code setsid}: then there is no
     * terminal at which it could ask for a password, and a Ctrl-C at the terminal is not for it.
     */
    static SshProcess start(SshCommand command, SshErrors errors) throws IOException {
        Map<String, String> environment = command.environment();
        List<String> words = new ArrayList<>();
        Programs.find("setsid", environment).ifPresent(words::add);
        words.add(Programs.find("ssh", environment).orElseThrow(errors::noProgram));
        words.addAll(command.arguments());
        Path said = Files.createTempFile("dockerkit", ".ssh");
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.appendTo(said.toFile())).start();
            FileChannel stderr =
                    FileChannel.open(
                            said, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            return new SshProcess(process, stderr);
        } catch (IOException e) {
            Files.deleteIfExists(said);
            throw e;
        }
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    OutputStream stdin() {
        return process.getOutputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns the exit code, or -1 if it goes on. */
    int await(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** Returns the end of what it wrote to stderr, as one line. */
    String said() {
        try {
            long size = stderr.size();
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, size));
            long position = size - tail.capacity();
            while (tail.hasRemaining() && stderr.read(tail, position + tail.position()) > 0) {
                // until all is there
            }
            String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
            return String.join("; ", text.strip().split("\\s*[\\r\\n]+\\s*", -1));
        } catch (IOException closed) {
            return "";
        }
    }

    /**
     * Ends it, which ends the pipes and wakes who waits for them; the JDK's reaper closes them. Never blocks.
     *
     * <p>{@link Process#destroy} would close them itself: under the hands of a reader, whose descriptor may be another's by
     * then, and only after a blocked writer.
     */
    void kill() {
        ProcessHandle handle = process.toHandle();
        handle.destroy();
        if (handle.isAlive()) {
            AFTER_GRACE.execute(handle::destroyForcibly);
        }
        try {
            stderr.close();
        } catch (IOException e) {
            // nobody wants to read it any more
        }
    }
}
