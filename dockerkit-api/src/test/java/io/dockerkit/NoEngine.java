package io.dockerkit;

import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.spi.TerminalBackend;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An implementation whose connections throw {@link Asked} for each call, or that finds no engine. Thread-safe. */
public final class NoEngine implements DockerProvider {
    private static final ThreadLocal<Boolean> MISSING = ThreadLocal.withInitial(() -> false);

    /** Thrown in place of an answer. */
    public static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Asked(String what) {
            super(what);
        }
    }

    /** Runs the action as where the docker context that the environment names does not exist. */
    static void whereItIsMissing(Runnable action) {
        MISSING.set(true);
        try {
            action.run();
        } finally {
            MISSING.remove();
        }
    }

    @Override
    public DockerBackend connect(@Nullable String host) {
        requireContext();
        return backend(DockerBackend.class, host == null ? "" : " at " + host);
    }

    @Override
    public DockerBackend connectContext(String name) {
        return connect(name);
    }

    @Override
    public ContextBackend contexts() {
        return backend(ContextBackend.class);
    }

    @Override
    public DockerBackend wrap(Object client, String host) {
        return connect(host);
    }

    /** Also for a connection that another test has opened already. */
    private static void requireContext() {
        if (MISSING.get()) {
            throw new DockerUnavailableException("no such context", null);
        }
    }

    @Override
    public Diagnosis diagnose() {
        return new Diagnosis(List.of(), "");
    }

    @Override
    public TerminalBackend terminal() {
        return backend(TerminalBackend.class);
    }

    /** Returns a backend of this type; those of a part are such backends, too, and all else throws. */
    public static <B> B backend(Class<B> type) {
        return backend(type, "");
    }

    /** Returns a backend as {@link #backend(Class)} does, whose errors end with a text. */
    private static <B> B backend(Class<B> type, String place) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            Class<?> part = method.getReturnType();
                            if (method.getDeclaringClass() == Object.class) {
                                return switch (method.getName()) {
                                    case "equals" -> proxy == arguments[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    default -> type.getSimpleName();
                                };
                            }
                            requireContext();
                            if (part.getSimpleName().endsWith("Backend")) {
                                return backend(part, place);
                            }
                            throw new Asked(method.getName() + place);
                        }));
    }
}
