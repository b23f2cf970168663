package io.dockerkit.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Link} over the pipes of an ssh process. Closing its stdin is the half-close, which {@code docker system
 * dial-stdio} passes on to the engine.
 *
 * <p><b>How a blocked read ends.</b> The JDK's process streams know neither interrupts nor an asynchronous close. But they
 * end when the process does; so what ends a wait here, an interrupt, a deadline or {@link #close()}, ends the process. The
 * interrupt comes by the JDK's own hook for channels, {@link AbstractInterruptibleChannel}, which calls the interrupting
 * thread: no thread has to watch. (The JDK itself has a small one for each process, which waits for its end.)
 *
 * <p>With {@code ControlMaster} in ssh's configuration, {@code ControlPersist} belongs there too, as for the CLI: without it
 * the first ssh carries the others, and takes them along when it is ended.
 *
 * <p>As thread-safe as {@link Link} asks for.
 */
final class SshLink implements Link {
    /** Fits into the pipe, so that a write to an idle one is taken as a whole or not at all. */
    private static final int LARGEST_TRANSFER = 32 * 1024;

    private static final int LONGEST_HEAD = 16 * 1024;

    /** How long ssh may take to end after the end of its output. */
    private static final long LAST_WORDS = 2000;

    private static final byte[] PING =
            "HEAD /_ping HTTP/1.1\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SshCommand command;
    private final SshErrors errors;
    private final Handshakes handshakes;
    private final Channel channel = new Channel();
    private final Object starting = new Object();
    private @Nullable SshProcess process;

    private SshLink(SshCommand command, Handshakes handshakes) {
        this.command = command;
        this.errors = new SshErrors(command);
        this.handshakes = handshakes;
    }

    /** Makes links for one client. */
    static Link.Dialer dialer(SshCommand command) {
        Handshakes handshakes = new Handshakes();
        return () -> new SshLink(command, handshakes);
    }

    /**
     * Starts ssh and has the engine answer a ping, so that a connection that is made is one that works: the other ends of
     * a pipe take bytes long before ssh knows whether it will get in.
     */
    @Override
    public void connect() throws IOException {
        boolean done = false;
        channel.enter();
        try {
            handshakes.begin(channel::isOpen);
            try {
                shakeHands(start());
            } finally {
                handshakes.end();
            }
            done = true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            channel.leave(done);
        }
    }

    private SshProcess start() throws IOException {
        synchronized (starting) {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            SshProcess started = SshProcess.start(command, errors);
            process = started;
            return started;
        }
    }

    private void shakeHands(SshProcess ssh) throws IOException, InterruptedException {
        try {
            ssh.stdin().write(PING);
            ssh.stdin().flush();
        } catch (IOException deaf) {
            throw errors.ended(ssh.await(LAST_WORDS), ssh.said());
        }
        InputStream in = ssh.stdout();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 && head.length() == 0) {
                throw errors.ended(ssh.await(LAST_WORDS), ssh.said());
            }
            head.append((char) Math.max(next, 0));
            boolean http = "HTTP/1.".startsWith(head.substring(0, Math.min(head.length(), 7)));
            if (next < 0 || !http || head.length() > LONGEST_HEAD) {
                // what is there already, to show it
                byte[] more = in.readNBytes(Math.min(200, in.available()));
                throw errors.noEngine(head + new String(more, StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        SshProcess ssh = running();
        int count = -1;
        channel.enter();
        try {
            count = ssh.stdout().read(into, offset, Math.min(length, LARGEST_TRANSFER));
            if (count < 0) {
                requireGoodEnd(ssh);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            channel.leave(count > 0);
        }
        return count;
    }

    /** The end of the pipe is the end of the stream only if ssh and the other side say so, too. */
    private void requireGoodEnd(SshProcess ssh) throws IOException, InterruptedException {
        int code = ssh.await(LAST_WORDS);
        if (code > 0 && channel.isOpen()) {
            throw errors.ended(code, ssh.said());
        }
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws IOException {
        SshProcess ssh = running();
        boolean alive = ssh.isAlive();
        int there = ssh.stdout().available();
        if (there > 0) {
            return ssh.stdout().read(into, offset, Math.min(length, there));
        }
        return alive ? 0 : -1;
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        SshProcess ssh = running();
        int count = Math.min(length, LARGEST_TRANSFER);
        boolean done = false;
        channel.enter();
        try {
            try {
                ssh.stdin().write(from, offset, count);
                ssh.stdin().flush();
                done = true;
            } catch (IOException deaf) {
                requireGoodEnd(ssh);
                throw deaf;
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            channel.leave(done);
        }
        return count;
    }

    @Override
    public void shutdownOutput() throws IOException {
        running().stdin().close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is dead either way
        }
    }

    private SshProcess running() throws IOException {
        SshProcess ssh = process;
        if (ssh == null || !channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return ssh;
    }

    /** The flag was lowered; the channel's own exception takes the place of this one. */
    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        IOException passing = new InterruptedIOException("interrupted");
        passing.initCause(e);
        return passing;
    }

    /** Ends the process when it is closed, or when a thread between enter and leave is interrupted. */
    private final class Channel extends AbstractInterruptibleChannel {
        void enter() {
            begin();
        }

        /** Throws the exception that tells how the wait was ended, if it was. */
        void leave(boolean done) throws IOException {
            end(done);
        }

        @Override
        protected void implCloseChannel() {
            handshakes.look();
            synchronized (starting) {
                if (process != null) {
                    process.kill();
                }
            }
        }
    }
}
