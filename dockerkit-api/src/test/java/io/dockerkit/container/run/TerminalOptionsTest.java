package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NoEngine;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import io.dockerkit.container.flags.ExecFlags;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ImageBackend;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option that docker has no flag for is honoured by a terminal operation or refused by it by name, never dropped. */
class TerminalOptionsTest {
    private static final OutputStream OUT = OutputStream.nullOutputStream();

    private static final Map<String, UnaryOperator<RunSpec>> RUN =
            Map.of(
                    "stdin", spec -> spec.stdin("x"),
                    "maxOutput", spec -> spec.maxOutput(1024),
                    "stdoutTo", spec -> spec.stdoutTo(OUT),
                    "stderrTo", spec -> spec.stderrTo(OUT),
                    "timeout", spec -> spec.timeout(Duration.ofMillis(500)),
                    "onProgress", spec -> spec.onProgress(event -> {}));

    private static final Map<String, UnaryOperator<DetachedSpec>> DETACHED =
            Map.of(
                    "waitFor", spec -> spec.waitFor(Wait.port(80)),
                    "ifExists", spec -> spec.ifExists(DetachedSpec.IfExists.REPLACE),
                    "onProgress", spec -> spec.onProgress(event -> {}));

    private static final Map<String, UnaryOperator<ExecSpec>> EXEC =
            Map.of(
                    "stdin", spec -> spec.stdin("x"),
                    "maxOutput", spec -> spec.maxOutput(1024),
                    "stdoutTo", spec -> spec.stdoutTo(OUT),
                    "stderrTo", spec -> spec.stderrTo(OUT),
                    "timeout", spec -> spec.timeout(Duration.ofMillis(500)));

    private static <S> void table(
            List<Arguments> rows,
            S spec,
            Map<String, UnaryOperator<S>> options,
            String terminal,
            Consumer<S> operation,
            Set<String> honoured) {
        options.forEach(
                (name, option) ->
                        rows.add(
                                Arguments.of(
                                        spec.getClass().getSimpleName() + "." + name,
                                        terminal,
                                        honoured.contains(name),
                                        (Runnable) () -> operation.accept(option.apply(spec)))));
    }

    static Stream<Arguments> combinations() {
        List<Arguments> rows = new ArrayList<>();
        RunSpec run = new ContainerCommands(NoEngine.backend(ContainerBackend.class)).run("ubuntu");
        table(rows, run, RUN, "execute()", RunSpec::execute, RUN.keySet());
        table(rows, run, RUN, "attach()", RunSpec::attach, Set.of("onProgress", "maxOutput"));
        table(rows, run, RUN, "create()", RunSpec::create, Set.of("onProgress"));
        table(
                rows,
                run,
                RUN,
                "detached().start()",
                spec -> spec.detached().start(),
                Set.of("onProgress"));
        table(
                rows,
                run,
                RUN,
                "detached().startScoped()",
                spec -> spec.detached().startScoped(),
                Set.of("onProgress"));
        DetachedSpec detached = run.detached();
        table(rows, detached, DETACHED, "start()", DetachedSpec::start, DETACHED.keySet());
        table(rows, detached, DETACHED, "ensure()", DetachedSpec::ensure, DETACHED.keySet());
        table(
                rows,
                detached,
                DETACHED,
                "startScoped()",
                DetachedSpec::startScoped,
                Set.of("waitFor", "onProgress"));
        table(rows, detached, DETACHED, "create()", DetachedSpec::create, Set.of("onProgress"));
        ExecSpec exec = ExecSpec.of(NoEngine.backend(ExecBackend.class), "web", List.of("cat"));
        table(rows, exec, EXEC, "execute()", ExecSpec::execute, EXEC.keySet());
        table(rows, exec, EXEC, "attach()", ExecSpec::attach, Set.of("maxOutput"));
        table(rows, exec, EXEC, "start()", ExecSpec::start, Set.of());
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("combinations")
    void anOptionIsHonouredOrRefusedByName(
            String option, String terminal, boolean honoured, Runnable call) {
        if (honoured) {
            assertThatThrownBy(call::run).isInstanceOf(NoEngine.Asked.class);
        } else {
            assertThatThrownBy(call::run)
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining(option.replaceFirst(".*\\.", "") + "(…)")
                    .hasMessageContaining("cannot honour it");
        }
    }

    /** A new option that is no flag has to be added to the table above. */
    @Test
    void theTableHasEveryOptionThatIsNoFlag() {
        Map<Class<?>, Set<String>> expected = new LinkedHashMap<>();
        expected.put(RunSpec.class, RUN.keySet());
        expected.put(DetachedSpec.class, DETACHED.keySet());
        expected.put(ExecSpec.class, EXEC.keySet());
        Set<String> others = Set.of("of", "flag", "image", "command", "on", "renamed", "detached");
        expected.forEach(
                (type, options) ->
                        assertThat(
                                        Stream.of(type.getDeclaredMethods())
                                                .filter(method -> method.getReturnType() == type)
                                                .filter(
                                                        method ->
                                                                java.lang.reflect.Modifier.isPublic(
                                                                        method.getModifiers()))
                                                .filter(method -> method.getParameterCount() > 0)
                                                .map(java.lang.reflect.Method::getName)
                                                .filter(name -> !others.contains(name))
                                                .filter(name -> !isFlag(type, name)))
                                .as(type.getSimpleName())
                                .isSubsetOf(options));
    }

    private static boolean isFlag(Class<?> type, String name) {
        String flag = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        return type == ExecSpec.class
                && ExecFlags.TABLE.flags().stream().anyMatch(row -> row.name().equals(flag));
    }

    @Test
    void aStreamThatIsNotAttachedCannotBeRedirected() {
        RunSpec run = new ContainerCommands(NoEngine.backend(ContainerBackend.class)).run("ubuntu");
        assertThatThrownBy(() -> run.attach("stdout").stderrTo(OUT).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stderrTo(…)")
                .hasMessageContaining("--attach stdout");
        assertThatThrownBy(() -> run.attach("stdout").stdoutTo(OUT).execute())
                .isInstanceOf(NoEngine.Asked.class);
    }

    @Test
    void aSessionWithoutATerminalPassesNoSignalsOn() {
        RunSpec run =
                new ContainerCommands(NoEngine.backend(ContainerBackend.class))
                        .run("ubuntu")
                        .sigProxy();
        assertThatThrownBy(run::attach)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--sig-proxy");
        assertThatThrownBy(run::execute).isInstanceOf(NoEngine.Asked.class);
        assertThatThrownBy(() -> run.tty().attach()).isInstanceOf(NoEngine.Asked.class);
    }

    @Test
    void aDetachedExecHasNoInput() {
        ExecSpec exec = ExecSpec.of(NoEngine.backend(ExecBackend.class), "web", List.of("cat"));
        assertThatThrownBy(() -> exec.interactive().start())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--interactive");
    }

    @Test
    void whoReadsAnArchiveCountsItsBytes() {
        assertThatThrownBy(
                        () ->
                                new ImageCommands(NoEngine.backend(ImageBackend.class))
                                        .save("ubuntu")
                                        .onProgress(Progress.lines(System.err))
                                        .open())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("onProgress(…)");
    }
}
