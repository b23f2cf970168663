package io.dockerkit.junit;

import io.dockerkit.Containers;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.LogsSpec.Logs;
import io.dockerkit.container.Port;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.spi.LogsBackend;
import io.dockerkit.spi.LogsRequest;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Containers and handles without an engine. Stateless and thread-safe. */
final class Fakes {
    private Fakes() {}

    static DetachedSpec busybox() {
        return Containers.run("busybox").detached();
    }

    /** A definition at the field of this name in a class. */
    static Definition definition(Class<?> type, String field, Object spec) {
        try {
            Field place = type.getDeclaredField(field);
            return new Definition(place, field, spec);
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A container that has an id, publishes ports and is reached at them, and writes logs. */
    static Container container(String id, List<Port.Binding> ports, Supplier<InputStream> logs) {
        return (Container)
                Proxy.newProxyInstance(
                        Fakes.class.getClassLoader(),
                        new Class<?>[] {Container.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "id", "shortId", "toString" -> id;
                                    case "ports" -> ports;
                                    case "address" ->
                                            InetSocketAddress.createUnresolved(
                                                    "docker", 10_000 + (Integer) arguments[0]);
                                    case "logs" -> LogsSpec.of(new Written(logs), id);
                                    case "equals" -> proxy == arguments[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    static Container container(String id) {
        return container(id, List.of(), InputStream::nullInputStream);
    }

    static Handles handles(Map<String, ?> all, ProjectService... services) {
        return new Handles() {
            @Override
            public List<ProjectService> services() {
                return List.of(services);
            }

            @Override
            public <T> T startedAt(AnnotatedElement place, Class<T> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            public <T> Map<String, T> all(Class<T> type) {
                Map<String, T> found = new java.util.LinkedHashMap<>();
                all.forEach(
                        (name, handle) -> {
                            if (type.isInstance(handle)) {
                                found.put(name, type.cast(handle));
                            }
                        });
                return found;
            }
        };
    }

    private record Written(Supplier<InputStream> logs) implements LogsBackend {
        @Override
        public Logs read(LogsRequest request) {
            throw new UnsupportedOperationException("all of it at once");
        }

        @Override
        public Stream<LogLine> lines(LogsRequest request) {
            throw new UnsupportedOperationException("a line may have any length");
        }

        @Override
        public InputStream open(LogsRequest request) {
            return logs.get();
        }

        @Override
        public Subscription subscribe(LogsRequest request, Consumer<? super LogLine> consumer) {
            throw new UnsupportedOperationException();
        }
    }
}
