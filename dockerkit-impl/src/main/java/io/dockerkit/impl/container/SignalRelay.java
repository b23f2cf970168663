package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.transport.Threads;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Passes signals on to the container, if so. */
    static SignalRelay to(Container container, boolean proxy) {
        SignalRelay relay = new SignalRelay();
        if (proxy) {
            PASSED_ON.forEach(name -> relay.take(name, container));
        }
        return relay;
    }

    private void take(String name, Container container) {
        try {
            Object signal = Jdk.SIGNAL.newInstance(name);
            before.put(signal, Jdk.handle(signal, () -> passOn(name, container)));
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
                        Jdk.HANDLE.invoke(null, signal, handler);
                    } catch (ReflectiveOperationException unlikely) {
                        LOG.warn("the handler of {} could not be put back", signal, unlikely);
                    }
                });
    }

    /** The JDK's signals, in its module jdk.unsupported: by reflection, since the compiler warns of any other use. */
    private static final class Jdk {
        static final Constructor<?> SIGNAL;
        static final Method HANDLE;
        private static final Class<?> HANDLER;

        static {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                HANDLER = Class.forName("sun.misc.SignalHandler");
                SIGNAL = signal.getConstructor(String.class);
                HANDLE = signal.getMethod("handle", signal, HANDLER);
            } catch (ReflectiveOperationException e) {
                throw new UnsupportedOperationException(
                        "sigProxy() needs the JDK's module jdk.unsupported", e);
            }
        }

        private Jdk() {}

        /** Returns the handler that was there before. */
        static Object handle(Object signal, Runnable action)
                throws IllegalAccessException, InvocationTargetException {
            Object handler =
                    Proxy.newProxyInstance(
                            HANDLER.getClassLoader(),
                            new Class<?>[] {HANDLER},
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
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                }
                                return null;
                            });
            return HANDLE.invoke(null, signal, handler);
        }
    }
}
