package io.dockerkit.junit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the extension keeps in JUnit's stores, which close it when its time is over. Stateless and thread-safe. */
final class Stored {
    static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(DockerKit.class);

    private Stored() {}

    static String key(ExtensionContext context) {
        return "fixtures of " + context.getUniqueId();
    }

    /** Returns the fixtures of this very context, empty at first. */
    static Fixtures fixtures(ExtensionContext context, List<Fixtures> besides) {
        return context.getStore(HERE)
                .getOrComputeIfAbsent(
                        key(context),
                        key -> {
                            List<Fixtures> around = new ArrayList<>(besides);
                            Fixtures nearest =
                                    context.getParent().map(Fixtures::nearest).orElse(null);
                            if (nearest != null) {
                                around.add(nearest);
                            }
                            return new Fixtures(around);
                        },
                        Fixtures.class);
    }

    /** Returns what the fields of a class start for the whole run; the first to ask starts it. */
    static List<Fixtures> ofTheRun(ExtensionContext context, List<Field> fields) {
        Map<Class<?>, List<Field>> byClass = new LinkedHashMap<>();
        fields.forEach(
                field ->
                        byClass.computeIfAbsent(field.getDeclaringClass(), key -> new ArrayList<>())
                                .add(field));
        List<Fixtures> started = new ArrayList<>();
        byClass.forEach(
                (declaring, theirs) ->
                        started.add(
                                context.getRoot()
                                        .getStore(HERE)
                                        .getOrComputeIfAbsent(
                                                declaring, key -> start(theirs), Fixtures.class)));
        return started;
    }

    private static Fixtures start(List<Field> fields) {
        Fixtures fixtures = new Fixtures(List.of());
        try {
            Launch.of(fixtures, fields.stream().map(field -> Definition.of(field, null)).toList());
            return fixtures;
        } catch (RuntimeException | Error failed) {
            try {
                fixtures.close();
            } catch (RuntimeException stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
    }
}
