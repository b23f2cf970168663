package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.concurrent.Threads;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the signals that this process gets on to a container, from its making to its close: {@code --sig-proxy}. The
 * handlers that were there before are put back. Those that the JVM keeps for itself (QUIT, USR1) cannot be had.
 *
 * <p>Thread-safe.
 */
final class SignalRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");
    private static final List<String> PASSED_ON = List.of("HUP", "INT", "TERM", "USR2", "CONT");

    private final Map<Object, Object> before = new LinkedHashMap<>();

    private SignalRelay() {}

    /**
     * Checks that signals can be passed on, if that is asked for.
     *
     * @throws DockerException if they cannot
     */
    static void require(boolean proxy) {
        if (proxy) {
            Jdk.get();
        }
    }

    /** Passes signals on to the container, if so. */
    static SignalRelay to(Container container, boolean proxy) {
        SignalRelay relay = new SignalRelay();
        if (proxy) {
            Jdk jdk = Jdk.get();
            PASSED_ON.forEach(name -> relay.take(jdk, name, container));
        }
        return relay;
    }

    private void take(Jdk jdk, String name, Container container) {
        try {
            Object signal = jdk.signal().newInstance(name);
            before.put(signal, jdk.handle(signal, () -> passOn(name, container)));
        } catch (ReflectiveOperationException notHere) {
            LOG.debug("this system does not let SIG{} be handled", name, notHere);
        }
    }

    private static void passOn(String name, Container container) {
        Threads.start(
                "dockerkit-signal",
                () -> {
                    try {
                        container.kill(name);
                    } catch (DockerException ended) {
                        LOG.debug("SIG{} was not passed on", name, ended);
                    }
                });
    }

    @Override
    public void close() {
        before.forEach(
                (signal, handler) -> {
                    try {
                        Jdk.get().handle().invoke(null, signal, handler);
                    } catch (ReflectiveOperationException unlikely) {
                        LOG.warn("the handler of {} could not be put back", signal, unlikely);
                    }
                });
    }

    /** The JDK's signals, in its module jdk.unsupported: by reflection, since the compiler warns of any other use. */
    private record Jdk(Class<?> handler, Constructor<?> signal, Method handle) {
        static final @Nullable Jdk FOUND = find();

        private static @Nullable Jdk find() {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                return new Jdk(
                        handler,
                        signal.getConstructor(String.class),
                        signal.getMethod("handle", signal, handler));
            } catch (ReflectiveOperationException notInThisRuntime) {
                return null;
            }
        }

        static Jdk get() {
            Jdk found = FOUND;
            if (found == null) {
                throw new DockerException(
                        "sigProxy() needs the module jdk.unsupported, which this Java runtime was made without");
            }
            return found;
        }

        /** Returns the handler that was there before. */
        Object handle(Object signal, Runnable action)
                throws IllegalAccessException, InvocationTargetException {
            Object own =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                switch (method.getName()) {
                                    case "handle" -> action.run();
                                    case "equals" -> {
                                        return proxy == arguments[0];
                                    }
                                    case "hashCode" -> {
                                        return System.identityHashCode(proxy);
                                    }
                                    case "toString" -> {
                                        return "signals to a container";
                                    }
                                    default -> throw new IllegalStateException(method.getName());
                                }
                                return null;
                            });
            return handle.invoke(null, signal, own);
        }
    }
}
