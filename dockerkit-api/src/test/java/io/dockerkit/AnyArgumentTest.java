package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every public method and constructor of the API is given every unfitting value that its parameters can have: null, blank,
 * negative, zero, less than a unit, huge, not a number. Each call succeeds with a value that works, or fails with an {@link
 * InvalidOptionException}; null is a {@link NullPointerException} that names the parameter. The methods are found by
 * reflection, so that a new option is looked at, too.
 */
class AnyArgumentTest {
    /** Zeros and negative numbers that are accepted, each with the meaning that its Javadoc states. */
    private static final Set<String> MEANT =
            Set.of(
                    "port hostPort 0",
                    "pidsLimit number -1",
                    "cpuQuota micros -1",
                    "stars least 0",
                    "ulimit soft -1",
                    "ulimit soft 0",
                    "ulimit hard -1",
                    "oomScoreAdj score -1",
                    "oomScoreAdj score 0",
                    "memorySwappiness percent 0",
                    "stopTimeout time 0 s",
                    "timeout limit 0 s",
                    "tail lines 0",
                    "since ago 0 s",
                    "until ago 0 s",
                    "until age 0 s",
                    "exit code -1",
                    "exited code -1",
                    "exited code 0",
                    "exited code " + Integer.MIN_VALUE,
                    "exit code 0",
                    "exit code " + Integer.MIN_VALUE,
                    "scale replicas 0",
                    "of replicas 0",
                    "service replicas 0",
                    "limitPids number 0",
                    "replicas tasks 0",
                    "replicasMaxPerNode tasks 0",
                    "restartDelay time 0 s",
                    "restartMaxAttempts attempts 0",
                    "restartWindow time 0 s",
                    "rollbackDelay time 0 s",
                    "rollbackMaxFailureRatio share 0.0",
                    "rollbackParallelism tasks 0",
                    "stopGracePeriod time 0 s",
                    "updateDelay time 0 s",
                    "updateMaxFailureRatio share 0.0",
                    "updateParallelism tasks 0",
                    "maxSnapshots number 0",
                    "taskHistoryLimit tasks 0",
                    "gwPriority priority -1",
                    "gwPriority priority 0",
                    "gwPriority priority " + Integer.MIN_VALUE);

    /** What an engine reports: carried as it is. */
    private static final Set<String> REPORTED =
            Set.of(
                    "BuildProgress",
                    "PruneReport",
                    "Binding",
                    "PublishedPort",
                    "ServiceProgress",
                    "Result",
                    "Event",
                    "RunResult",
                    "ExecResult");

    @Test
    void enoughIsLookedAt() throws Exception {
        assertThat(PublicCalls.types()).hasSizeGreaterThan(80);
        assertThat(PublicCalls.all()).hasSizeGreaterThan(400);
    }

    @TestFactory
    Stream<DynamicTest> anyValueIsTakenWithAMeaningOrRefusedByName() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        List<Executable> calls = PublicCalls.all();
        for (Class<?> type : PublicCalls.types()) {
            List<Executable> own = PublicCalls.on(type, calls);
            if (!own.isEmpty()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                type.getSimpleName() + ", " + own.size() + " calls",
                                () -> assertThat(wrong(type, own)).isEmpty()));
            }
        }
        return tests.stream();
    }

    @Test
    void everyClassWithOptionsIsLookedAt() throws Exception {
        Set<String> without = new TreeSet<>();
        for (Executable call : PublicCalls.all()) {
            if (call instanceof Method method && !Modifier.isStatic(method.getModifiers())) {
                Class<?> type = method.getDeclaringClass();
                boolean reached = Receivers.ALL.keySet().stream().anyMatch(type::isAssignableFrom);
                if (!reached) {
                    without.add(type.getName());
                }
            }
        }
        assertThat(without).as("without an object to call: add one to Receivers").isEmpty();
    }

    private static List<String> wrong(Class<?> type, List<Executable> calls) {
        List<String> wrong = new ArrayList<>();
        for (Executable call : calls) {
            Parameter[] parameters = call.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                for (Object value : ArgumentValues.unfitting(parameters[i])) {
                    Object[] arguments = new Object[parameters.length];
                    for (int j = 0; j < arguments.length; j++) {
                        arguments[j] = j == i ? value : ArgumentValues.fitting(parameters[j], call);
                    }
                    String outcome = outcome(type, call, parameters[i], value, arguments);
                    if (!outcome.isEmpty()) {
                        wrong.add(
                                PublicCalls.name(call)
                                        + " with "
                                        + parameters[i].getName()
                                        + " = "
                                        + shown(value)
                                        + ": "
                                        + outcome);
                    }
                }
            }
        }
        return wrong;
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : "<" + value + ">";
    }

    /** Returns what is wrong, or nothing. */
    private static String outcome(
            Class<?> type,
            Executable call,
            Parameter parameter,
            @Nullable Object value,
            Object[] arguments) {
        try {
            Object result = invoke(type, call, arguments);
            if (value == null && !isNullable(parameter)) {
                return "null was taken";
            }
            String number = amount(value);
            boolean meant =
                    number.isEmpty()
                            || REPORTED.contains(type.getSimpleName())
                            || MEANT.contains(
                                    call.getName() + " " + parameter.getName() + " " + number)
                            || type.getPackageName().equals("io.dockerkit.spi");
            return meant
                    ? works(result, () -> invoke(type, call, arguments))
                    : number + " was taken, and what it means is not noted";
        } catch (NoEngine.Asked asked) {
            return value == null && !isNullable(parameter) ? "null reached the engine" : "";
        } catch (InvalidOptionException refused) {
            boolean named = refused.getMessage().contains(refused.value());
            return value == null ? "null is " + refused : named ? "" : "not named: " + refused;
        } catch (NullPointerException absent) {
            String message = String.valueOf(absent.getMessage());
            boolean hasNull = value == null || containsNull(value);
            return hasNull
                            && message.contains(parameter.getName())
                            && !message.contains("Cannot invoke")
                    ? ""
                    : "" + absent;
        } catch (RuntimeException | Error other) {
            return "threw " + other;
        }
    }

    private static boolean containsNull(Object value) {
        return (value instanceof Object[] array && Arrays.asList(array).contains(null))
                || (value instanceof List<?> list && list.stream().anyMatch(one -> one == null))
                || (value instanceof Map<?, ?> map
                        && (map.keySet().stream().anyMatch(one -> one == null)
                                || map.values().stream().anyMatch(one -> one == null)));
    }

    private static boolean isNullable(Parameter parameter) {
        return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Returns the text of a number or a time that is not above zero, else nothing. */
    private static String amount(@Nullable Object value) {
        if (value instanceof Number number && !(number.doubleValue() > 0)) {
            return number.toString();
        }
        if (value instanceof Duration time && (time.isNegative() || time.isZero())) {
            return io.dockerkit.cli.Checks.human(time);
        }
        return "";
    }

    private static Object invoke(Class<?> type, Executable call, Object... arguments) {
        try {
            return call instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) call).invoke(Receivers.ALL.get(type), arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new AssertionError(cause);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(PublicCalls.name(call), e);
        }
    }

    /** Whether it is compared by what it holds. */
    private static boolean isValue(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** What was made can be printed, compared with another that was made of the same, and carried out. */
    private static String works(@Nullable Object made, Supplier<@Nullable Object> maker) {
        if (made == null
                || made instanceof Stream
                || !made.getClass().getName().startsWith("io.dockerkit.")) {
            return "";
        }
        assertThat(made.toString()).isNotNull();
        if (isValue(made.getClass())) {
            assertThat(maker.get()).isEqualTo(made).hasSameHashCodeAs(made);
        }
        for (Method terminal : made.getClass().getMethods()) {
            if (terminal.getParameterCount() == 0
                    && terminal.getDeclaringClass().getName().startsWith("io.dockerkit.")
                    && Set.of(
                                    "toCommandLine",
                                    "execute",
                                    "create",
                                    "start",
                                    "list",
                                    "lines",
                                    "stream",
                                    "endpoint")
                            .contains(terminal.getName())
                    && made.getClass().getSimpleName().matches(".*(Spec|Query)")) {
                try {
                    terminal.invoke(made);
                } catch (InvocationTargetException thrown) {
                    Throwable cause = thrown.getCause();
                    boolean fine =
                            cause instanceof NoEngine.Asked
                                    || cause instanceof InvalidOptionException;
                    if (!fine) {
                        return terminal.getName() + "() threw " + cause;
                    }
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(terminal.toString(), e);
                }
            }
        }
        return "";
    }
}
