package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.container.Session;
import io.dockerkit.impl.concurrent.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connects a session with this process's standard streams until its process ends. Used once; not thread-safe. */
final class TerminalRelay {
    private static final int LOOK_FOR_KEYS_MILLIS = 5;
    private static final int LOOK_FOR_SIZE_MILLIS = 500;

    private final Session session;
    private final boolean tty;
    private final boolean interactive;
    private final CountDownLatch ended = new CountDownLatch(1);

    TerminalRelay(Session session, boolean tty, boolean interactive) {
        this.session = session;
        this.tty = tty;
        this.interactive = interactive;
    }

    int run() {
        Terminal own = tty && interactive ? Terminal.raw() : Terminal.untouched();
        try {
            if (own.isRaw()) {
                start("dockerkit-terminal-size", () -> followSize(own));
            }
            if (interactive) {
                start("dockerkit-terminal-input", () -> sendInput(own.isRaw()));
            }
            Thread errors =
                    start("dockerkit-terminal-errors", () -> show(session.stderr(), System.err));
            show(session.stdout(), System.out);
            errors.join();
            return session.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while the terminal was connected", interrupted);
        } finally {
            ended.countDown();
            Uninterrupted.run(own::restore);
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void show(InputStream from, PrintStream to) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException closed) {
            // by close(), from another thread: nothing more is to be shown
        }
    }

    /** From a raw terminal, only keys that are there are taken, so that none typed after the end is swallowed. */
    private void sendInput(boolean raw) {
        byte[] buffer = new byte[8192];
        try {
            while (!raw || awaitKeys()) {
                int count = System.in.read(buffer);
                if (count < 0) {
                    session.closeStdin();
                    return;
                }
                session.stdin().write(buffer, 0, count);
            }
        } catch (IOException | DockerException noReader) {
            // the process takes no more input; why, the one who waits for its end is told
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false when the process has ended. */
    private boolean awaitKeys() throws IOException, InterruptedException {
        while (System.in.available() == 0) {
            if (ended.await(LOOK_FOR_KEYS_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void followSize(Terminal own) {
        int[] last = {};
        try {
            do {
                int[] size = own.size().orElse(last);
                if (size.length == 2 && !Arrays.equals(size, last)) {
                    session.resize(size[0], size[1]);
                    last = size;
                }
            } while (!ended.await(LOOK_FOR_SIZE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (DockerException noTerminal) {
            // the process has ended meanwhile
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
