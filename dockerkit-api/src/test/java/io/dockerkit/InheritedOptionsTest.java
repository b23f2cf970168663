package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.spi.ContainerBackend;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The options of a run come from classes that users do not see; from another package they are called in any way. */
class InheritedOptionsTest {
    private static final String LINE = "docker run --tty ubuntu";
    private final RunSpec spec =
            new ContainerCommands(NoEngine.backend(ContainerBackend.class)).run("ubuntu");

    @Test
    void aCallALambdaAndAMethodReferenceWork() {
        UnaryOperator<RunSpec> reference = RunSpec::tty;
        UnaryOperator<RunSpec> lambda = run -> run.tty();
        BiFunction<DetachedSpec, String, DetachedSpec> named = DetachedSpec::name;
        assertThat(spec.tty()).hasToString(LINE);
        assertThat(reference.apply(spec)).hasToString(LINE);
        assertThat(lambda.apply(spec)).hasToString(LINE);
        assertThat(named.apply(spec.detached(), "web").name()).contains("web");
    }

    @Test
    void reflectionAndMethodHandlesWork() throws Throwable {
        Method tty = RunSpec.class.getMethod("tty");
        assertThat(tty.invoke(spec)).hasToString(LINE);
        Object made = MethodHandles.publicLookup().unreflect(tty).bindTo(spec).invoke();
        assertThat(made).hasToString(LINE);
    }

    @Test
    void noOptionIsDeclaredInAClassThatUsersCannotReach() {
        for (Class<?> type : new Class<?>[] {RunSpec.class, DetachedSpec.class, UpdateSpec.class}) {
            assertThat(type.getMethods())
                    .hasSizeGreaterThan(type == UpdateSpec.class ? 20 : 100)
                    .allSatisfy(
                            method ->
                                    assertThat(method.getDeclaringClass().getModifiers())
                                            .as(method.toString())
                                            .matches(Modifier::isPublic));
        }
    }
}
