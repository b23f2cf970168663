package io.dockerkit.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Starts the fields and parameters with {@link Start}, injects the handles, reports the logs when a test fails, and removes
 * everything. {@link DockerTest} registers it.
 *
 * <p>What it starts belongs to a {@code Scope}: it is removed at the latest when the program ends, even if the program is
 * killed. Tests may run in parallel. Works with JUnit Jupiter 5.12 and newer, and 6. Thread-safe.
 */
public final class DockerKit
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestInstancePreConstructCallback,
                TestInstancePostProcessor,
                InvocationInterceptor,
                TestWatcher,
                ParameterResolver {

    /** Creates the extension; JUnit does. */
    public DockerKit() {}

    /** Starts static fields before the constructor of a class with one instance for all tests, which may want them. */
    @Override
    public void preConstructTestInstance(
            TestInstanceFactoryContext factory, ExtensionContext context) {
        ExtensionContext ofClass = ofClass(context);
        if (ofClass.getRequiredTestClass() == factory.getTestClass()) {
            startStatic(ofClass);
        }
    }

    /** Starts the fields of an instance that lives for the whole class. */
    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        ExtensionContext ofClass = ofClass(context);
        if (isPerClass(ofClass) && ofClass.getRequiredTestClass() == instance.getClass()) {
            ofClass.getStore(FixtureStore.HERE).put(new Started(instance), true);
            startFields(ofClass, instance, field -> lifetime(field, true) == Lifetime.CLASS);
            injectFrom(ofClass, instance, true);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startStatic(context);
    }

    /** Each class once: with one instance for all tests, the constructor comes before {@code beforeAll}. */
    private static void startStatic(ExtensionContext context) {
        Started once = new Started(context.getUniqueId());
        if (context.getStore(FixtureStore.HERE).get(once) != null) {
            return;
        }
        context.getStore(FixtureStore.HERE).put(once, true);
        Class<?> testClass = context.getRequiredTestClass();
        Fixtures outer = FixtureStore.outside(context);
        Plan plan = Plan.of(testClass, outer == null ? target -> false : outer::knows);
        List<Fixtures> shared =
                FixtureStore.shared(context).acquire(context.getUniqueId(), plan.shared());
        FixtureStore.release(context, plan);
        if (!shared.isEmpty() || !plan.own().isEmpty()) {
            FixtureStore.fixtures(context, shared).launch(plan.own());
        }
        for (Field field : Fields.with(Start.class, testClass, true)) {
            if (Definition.isHandle(field.getType())) {
                set(context, field, null, handles(context).startedAt(field, field.getType()));
            }
        }
        for (Field field : Fields.with(From.class, testClass, true)) {
            set(context, field, null, from(context, field));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        for (Object instance : instances) {
            boolean ofClass = isStarted(context, instance);
            startFields(context, instance, field -> lifetime(field, ofClass) == Lifetime.METHOD);
        }
        for (Object instance : instances) {
            injectFrom(context, instance, false);
        }
    }

    /** Starts some of the fields of an instance; its fields for handles are set. */
    private static void startFields(
            ExtensionContext context, Object instance, Predicate<Field> which) {
        List<Field> fields =
                Fields.with(Start.class, instance.getClass(), false).stream()
                        .filter(which)
                        .toList();
        if (fields.isEmpty()) {
            return;
        }
        FixtureStore.fixtures(context)
                .launch(fields.stream().map(field -> Definition.of(field, instance)).toList());
        for (Field field : fields) {
            if (Definition.isHandle(field.getType())) {
                set(context, field, instance, handles(context).startedAt(field, field.getType()));
            }
        }
    }

    /** Returns the lifetime of an instance field; that of its place is the life of the instance. */
    private static Lifetime lifetime(Field field, boolean instanceOfClass) {
        Lifetime lifetime = field.getAnnotation(Start.class).lifetime();
        if (lifetime == Lifetime.BY_PLACE) {
            return instanceOfClass ? Lifetime.CLASS : Lifetime.METHOD;
        }
        if (lifetime == Lifetime.METHOD || (lifetime == Lifetime.CLASS && instanceOfClass)) {
            return lifetime;
        }
        throw Definition.wrong(
                field, "what lives for more than one test belongs into a static field");
    }

    /**
     * Sets the fields with {@link From} of an instance.
     *
     * @param early whether some may belong to what is started only for each test; those are set then
     */
    private static void injectFrom(ExtensionContext context, Object instance, boolean early) {
        boolean incomplete =
                early
                        && Fields.with(Start.class, instance.getClass(), false).stream()
                                .anyMatch(field -> lifetime(field, true) == Lifetime.METHOD);
        for (Field field : Fields.with(From.class, instance.getClass(), false)) {
            try {
                set(context, field, instance, from(context, field));
            } catch (ParameterResolutionException none) {
                if (!incomplete) {
                    throw none;
                }
            }
        }
    }

    private static Object from(ExtensionContext context, Field field) {
        From from = field.getAnnotation(From.class);
        return Injection.into(
                handles(context),
                field.getType(),
                from.value(),
                from.port(),
                "field " + field.getName() + " of " + field.getDeclaringClass().getName());
    }

    /** Sets a field; one that outlives the test may be in use by other tests. */
    private static void set(
            ExtensionContext context, Field field, @Nullable Object instance, Object value) {
        if (instance != null && !isStarted(context, instance)) {
            Fields.write(field, instance, value);
            return;
        }
        if (context.getTestMethod().isPresent()) {
            FixtureStore.release(context, new Plan(Map.of(), List.of()));
        }
        FixtureStore.shared(context)
                .set(context.getUniqueId(), describe(context), field, instance, value);
    }

    private static String describe(ExtensionContext context) {
        String tests = "the tests of " + context.getRequiredTestClass().getName();
        return context.getTestMethod()
                .map(method -> method.getName() + " of " + method.getDeclaringClass().getName())
                .orElse(tests);
    }

    /** Marks in a store what was started; an instance by its identity, whatever its {@code equals} says. */
    private record Started(Object what) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Started that
                    && (what == that.what || (what instanceof String && what.equals(that.what)));
        }

        @Override
        public int hashCode() {
            return what instanceof String ? what.hashCode() : System.identityHashCode(what);
        }
    }

    private static boolean isStarted(ExtensionContext context, Object instance) {
        return context.getStore(FixtureStore.HERE).get(new Started(instance)) != null;
    }

    private static boolean isPerClass(ExtensionContext context) {
        return context.getTestInstanceLifecycle().orElse(TestInstance.Lifecycle.PER_METHOD)
                == TestInstance.Lifecycle.PER_CLASS;
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()) {
            at = at.getParent().orElseThrow();
        }
        return at;
    }

    private static Handles handles(ExtensionContext context) {
        Fixtures fixtures = Fixtures.nearest(context);
        return fixtures == null ? Handles.NONE : fixtures;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Start.class)
                || parameter.isAnnotated(From.class)
                || Injection.isHandle(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext context, ExtensionContext extension) {
        Parameter parameter = context.getParameter();
        if (context.isAnnotated(Start.class)) {
            return start(parameter, extension);
        }
        String place = Definition.describe(parameter);
        return context.findAnnotation(From.class)
                .map(
                        from ->
                                Injection.into(
                                        handles(extension),
                                        parameter.getType(),
                                        from.value(),
                                        from.port(),
                                        place))
                .orElseGet(() -> Injection.byNameOrType(handles(extension), parameter, place));
    }

    private static Object start(Parameter parameter, ExtensionContext context) {
        if (parameter.getDeclaringExecutable() instanceof Constructor<?>) {
            throw new ExtensionConfigurationException(
                    "@Start at a parameter of a constructor: use a field, or a parameter of a method");
        }
        Fixtures fixtures = FixtureStore.fixtures(context);
        fixtures.launch(List.of(Definition.of(parameter)));
        return fixtures.startedAt(parameter, parameter.getType());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> ContainerLogs.tell(context, failure));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> ContainerLogs.tell(context, failure));
    }

    /** A constructor that fails has no callback after it. */
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor,
            ExtensionContext context)
            throws Throwable {
        return telling(invocation, context);
    }

    /** A dynamic test that fails has no callback after it. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation,
            DynamicTestInvocationContext test,
            ExtensionContext context)
            throws Throwable {
        telling(invocation, context);
    }

    private static <T> T telling(Invocation<T> invocation, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            ContainerLogs.tell(context, failure);
            throw failure;
        }
    }

    /** Reports the logs of what still runs when a test failed before its callbacks: in another extension, for instance. */
    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Optional<ExtensionContext> around = context.getParent();
        if (cause != null && around.isPresent()) {
            ContainerLogs.tell(around.get(), cause);
        }
    }
}
