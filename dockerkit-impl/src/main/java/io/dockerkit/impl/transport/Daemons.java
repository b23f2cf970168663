package io.dockerkit.impl.transport;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of the transport: daemons with a name, that keep nothing of their creator alive. Thread-safe. */
final class Daemons implements ThreadFactory {
    private final String name;

    private Daemons(String name) {
        this.name = name;
    }

    static ThreadFactory named(String name) {
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
