package io.dockerkit.impl.concurrent;

import java.util.concurrent.ThreadFactory;

/** Makes threads: daemons with a name, that keep nothing of their creator alive. Thread-safe. */
public final class Daemons implements ThreadFactory {
    private final String name;

    private Daemons(String name) {
        this.name = name;
    }

    /** Returns what makes threads of this name. */
    public static ThreadFactory named(String name) {
        return new Daemons(name);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        // an application server's class loader must not live on in a thread that outlives the
        // application
        thread.setContextClassLoader(null);
        return thread;
    }
}
