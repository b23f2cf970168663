package io.dockerkit.impl.concurrent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Starts the threads that wait for streams: virtual ones where the JDK has them (from 21 on), daemons otherwise. Both have
 * a name and keep nothing of their creator alive.
 *
 * <p>Thread-safe.
 */
public final class Threads {
    private static final @Nullable Virtual VIRTUAL = Virtual.find();

    private Threads() {}

    /** Starts the task. */
    public static Thread start(String name, Runnable task) {
        Virtual virtual = VIRTUAL;
        Thread thread =
                virtual == null ? Daemons.named(name).newThread(task) : virtual.thread(name, task);
        thread.start();
        return thread;
    }

    /** Returns whether a stream that waits costs no thread of the operating system. */
    public static boolean areVirtual() {
        return VIRTUAL != null;
    }

    /** What JDK 21 added, by reflection, since this is compiled for 17. */
    private record Virtual(Method ofVirtual, Method name, Method unstarted) {
        static @Nullable Virtual find() {
            if (Runtime.version().feature() < 21) {
                return null;
            }
            try {
                Class<?> builder = Class.forName("java.lang.Thread$Builder");
                return new Virtual(
                        Thread.class.getMethod("ofVirtual"),
                        builder.getMethod("name", String.class),
                        builder.getMethod("unstarted", Runnable.class));
            } catch (ReflectiveOperationException none) {
                return null;
            }
        }

        Thread thread(String threadName, Runnable task) {
            try {
                Object named = name.invoke(ofVirtual.invoke(null), threadName);
                return (Thread) unstarted.invoke(named, task);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("no virtual thread", e);
            }
        }
    }
}
