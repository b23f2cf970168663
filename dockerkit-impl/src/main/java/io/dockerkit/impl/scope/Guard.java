package io.dockerkit.impl.scope;

import io.dockerkit.impl.concurrent.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the scopes of the whole program, whatever becomes of it: by a shutdown hook and a watchdog, both of which
 * are there as long as there are connections that have had scopes.
 *
 * <p>Thread-safe.
 */
final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.scope");
    private static final long LONGEST_EXIT_SECONDS = 15;
    private static final long LONGEST_LOCK_SECONDS = 5;
    private static final Guard OF_THIS_PROGRAM = new Guard();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Scopes, Integer> protectedOnes = new LinkedHashMap<>();
    private int numbers;
    private @Nullable Thread hook;
    private volatile @Nullable WatchdogProcess watchdog;
    private boolean without;

    private Guard() {}

    /** Sees to it that these scopes do not outlive the program. Before anything is made in them. */
    static void protect(Scopes scopes) {
        OF_THIS_PROGRAM.add(scopes);
    }

    /** Has no more to do with these scopes: nothing is in them, and their connection is being closed. */
    static void release(Scopes scopes) {
        OF_THIS_PROGRAM.remove(scopes);
    }

    private void add(Scopes scopes) {
        lock.lock();
        try {
            if (hook == null) {
                Thread made = new Thread(this::end, "dockerkit-exit");
                Runtime.getRuntime().addShutdownHook(made);
                hook = made;
            }
            WatchdogProcess running = watchdog;
            boolean alive = running != null && running.isAlive();
            if (running != null
                    && alive
                    && protectedOnes.containsKey(scopes)
                    && running.watches(protectedOnes.get(scopes), scopes)) {
                return;
            }
            Integer number = protectedOnes.computeIfAbsent(scopes, unknown -> ++numbers);
            if (running != null && running.isHopeless()) {
                without = true;
            }
            if (without || (alive && running != null && running.watch(number, scopes))) {
                return;
            }
            startWatchdog();
        } finally {
            lock.unlock();
        }
    }

    /** Without one, scopes work as well: what a killed program leaves is up to the sweep. */
    private void startWatchdog() {
        try {
            WatchdogProcess started = WatchdogProcess.start(Guard::warn);
            protectedOnes.forEach((scopes, number) -> started.watch(number, scopes));
            watchdog = started;
        } catch (NoWatchdogException impossible) {
            without = true;
            warn("none can be started: " + impossible.getMessage());
        } catch (RuntimeException | LinkageError unexpected) {
            without = true;
            LOG.warn("no watchdog could be started", unexpected);
        }
    }

    private static void warn(String trouble) {
        LOG.warn(
                "the watchdog of this program does not work: {}. If this program is killed, what is in its scopes stays"
                        + " until the next program on this machine opens a scope",
                trouble);
    }

    private void remove(Scopes scopes) {
        lock.lock();
        try {
            Integer number = protectedOnes.remove(scopes);
            WatchdogProcess running = watchdog;
            if (number == null || running == null) {
                return;
            }
            if (!scopes.areDone()) {
                protectedOnes.put(scopes, number);
            } else if (protectedOnes.isEmpty()) {
                running.done();
                watchdog = null;
            } else {
                running.release(number);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs while other threads of the program may go on. The watchdog is let go only if nothing can have been left. A
     * thread that holds the lock for long must not keep the program from ending: then the rest is up to the watchdog.
     */
    private void end() {
        List<Scopes> all;
        boolean watched;
        try {
            if (!lock.tryLock(LONGEST_LOCK_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        try {
            all = new ArrayList<>(protectedOnes.keySet());
            watched = watchdog != null && watchdog.isAlive();
        } finally {
            lock.unlock();
        }
        if (removeAll(all, watched) && all.stream().allMatch(Scopes::areDone)) {
            WatchdogProcess running = watchdog;
            if (running != null) {
                running.done();
            }
        }
    }

    private static boolean removeAll(List<Scopes> all, boolean watched) {
        List<Scopes> busy = all.stream().filter(scopes -> !scopes.areDone()).toList();
        CountDownLatch ended = new CountDownLatch(busy.size());
        AtomicInteger removed = new AtomicInteger();
        for (Scopes scopes : busy) {
            Runnable removal =
                    () -> {
                        try {
                            scopes.removeAll(watched);
                            removed.incrementAndGet();
                        } catch (Throwable failed) {
                            LOG.warn(
                                    "what is left at {} is up to the watchdog",
                                    scopes.endpoint().host(),
                                    failed);
                        } finally {
                            ended.countDown();
                        }
                    };
            try {
                Threads.start("dockerkit-removal", removal);
            } catch (Throwable noThread) {
                ended.countDown();
            }
        }
        try {
            return ended.await(LONGEST_EXIT_SECONDS, TimeUnit.SECONDS)
                    && removed.get() == busy.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
