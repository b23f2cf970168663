package io.dockerkit.junit;

import io.dockerkit.container.Container;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts what fields and parameters with {@link Start} say, injects it, tells its logs when a test fails, and removes it;
 * see there. {@link DockerTest} registers it.
 *
 * <p>What it starts belongs to a {@code Scope}: it is removed at the latest with the program, also when that is killed.
 * Tests may run in parallel. Works with JUnit Jupiter 5.12 and newer, and 6. Thread-safe.
 */
public final class DockerKit
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    /** Creates the extension; JUnit does. */
    public DockerKit() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        List<Field> ofRun = new ArrayList<>();
        List<Field> ofClass = new ArrayList<>();
        for (Field field : Fields.with(Start.class, testClass, true)) {
            switch (field.getAnnotation(Start.class).lifetime()) {
                case RUN -> ofRun.add(field);
                case CLASS, BY_PLACE -> ofClass.add(field);
                case METHOD ->
                        throw misplaced(
                                field, "what lives for one test belongs into an instance field");
            }
        }
        start(context, Stored.ofTheRun(context, ofRun), ofClass, null);
        inject(context, testClass, null);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            List<Field> fields = Fields.with(Start.class, instance.getClass(), false);
            for (Field field : fields) {
                Lifetime lifetime = field.getAnnotation(Start.class).lifetime();
                if (lifetime != Lifetime.BY_PLACE && lifetime != Lifetime.METHOD) {
                    throw misplaced(
                            field, "what lives for more than one test belongs into a static field");
                }
            }
            start(context, List.of(), fields, instance);
        }
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            inject(context, instance.getClass(), instance);
        }
    }

    private static ExtensionConfigurationException misplaced(Field field, String reason) {
        return new ExtensionConfigurationException(
                "@Start at the field "
                        + field.getName()
                        + " of "
                        + field.getDeclaringClass()
                        + ": "
                        + reason);
    }

    private static void start(
            ExtensionContext context,
            List<Fixtures> besides,
            List<Field> fields,
            @Nullable Object instance) {
        if (fields.isEmpty() && besides.isEmpty()) {
            return;
        }
        Launch.of(
                Stored.fixtures(context, besides),
                fields.stream().map(field -> Definition.of(field, instance)).toList());
    }

    private static void inject(ExtensionContext context, Class<?> type, @Nullable Object instance) {
        boolean ofClass = instance == null;
        for (Field field : Fields.with(Start.class, type, ofClass)) {
            if (field.getType() == Container.class) {
                Fields.write(
                        field,
                        instance,
                        Injection.into(context, Container.class, field.getName(), 0, place(field)));
            }
        }
        for (Field field : Fields.with(From.class, type, ofClass)) {
            From from = field.getAnnotation(From.class);
            Fields.write(
                    field,
                    instance,
                    Injection.into(
                            context, field.getType(), from.value(), from.port(), place(field)));
        }
    }

    private static String place(Field field) {
        return "field " + field.getName() + " of " + field.getDeclaringClass().getName();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Start.class)
                || parameter.isAnnotated(From.class)
                || Injection.isHandle(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.isAnnotated(Start.class)) {
            return start(parameter, context);
        }
        Class<?> type = parameter.getParameter().getType();
        String place =
                "parameter "
                        + parameter.getParameter().getName()
                        + " of "
                        + parameter.getDeclaringExecutable().getName();
        return parameter
                .findAnnotation(From.class)
                .map(from -> Injection.into(context, type, from.value(), from.port(), place))
                .orElseGet(
                        () ->
                                Injection.byNameOrType(
                                        context, type, parameter.getParameter().getName(), place));
    }

    private static Object start(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getDeclaringExecutable() instanceof Constructor<?>) {
            throw new ExtensionConfigurationException(
                    "@Start at a parameter of a constructor: use a field, or a parameter of a method");
        }
        Definition definition = Definition.of(parameter.getParameter());
        Fixtures fixtures = Stored.fixtures(context, List.of());
        Launch.of(fixtures, List.of(definition));
        return fixtures.find(definition.name(), Container.class).orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tellLogs(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tellLogs(context);
    }

    private static void tellLogs(ExtensionContext context) {
        Fixtures fixtures = Fixtures.nearest(context);
        if (fixtures == null || context.getExecutionException().isEmpty()) {
            return;
        }
        Map<String, Container> containers = fixtures.all(Container.class);
        ContainerLogs.addTo(context.getExecutionException().get(), containers);
        ContainerLogs.publish(context, containers);
    }
}
