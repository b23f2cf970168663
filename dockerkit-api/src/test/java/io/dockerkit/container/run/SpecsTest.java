package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.ExecBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every spec: immutable, comparable, silent about secrets, and clear about what it refuses. */
@Tag("locale")
class SpecsTest {
    private static RunSpec run() {
        return new ContainerCommands(new Recorder()).run("ubuntu");
    }

    private static CreateRequest request(RunSpec spec) {
        Recorder recorder = new Recorder();
        assertThatThrownBy(
                        () -> new ContainerCommands(recorder).parse(spec.toCommandLine()).create())
                .isInstanceOf(Recorder.Recorded.class);
        return recorder.requests.get(0);
    }

    @Test
    void anOptionReturnsANewSpecAndLeavesTheOld() {
        RunSpec plain = run();
        RunSpec named = plain.name("web").port(80, 8080);
        assertThat(plain).isEqualTo(run()).isNotEqualTo(named);
        assertThat(plain.toCommandLine()).isEqualTo("docker run ubuntu");
        assertThat(named.toCommandLine())
                .isEqualTo("docker run --name web --publish 80:8080 ubuntu");
    }

    @Test
    void t26ADriveLetterIsNoVolumesName() {
        Map<?, ?> host =
                (Map<?, ?>) request(run().volume("C:/data", "/data")).body().get("HostConfig");
        assertThat(host.get("Binds")).isEqualTo(List.of("C:/data:/data"));
        Map<?, ?> parsed =
                (Map<?, ?>) request(run().volume("C:/data:/data:ro")).body().get("HostConfig");
        assertThat(parsed.get("Binds")).isEqualTo(List.of("C:/data:/data:ro"));
    }

    @Test
    void t29AnOptionNeverErasesAnother() {
        RunSpec spec =
                run().port(80, 8080)
                        .memory("64m")
                        .volume("data", "/www")
                        .network("mine")
                        .networkAlias("web")
                        .label("a", "b")
                        .restart("always")
                        .port(443, 8443)
                        .volume("more", "/more")
                        .label("c");
        Map<?, ?> host = (Map<?, ?>) request(spec).body().get("HostConfig");
        assertThat(host.get("PortBindings").toString()).contains("8080/tcp", "8443/tcp");
        assertThat(host.get("Binds")).isEqualTo(List.of("data:/www", "more:/more"));
        assertThat(host.get("Memory")).isEqualTo(64L << 20);
        assertThat(host.get("NetworkMode")).isEqualTo("mine");
        assertThat(request(spec).body().get("Labels")).isEqualTo(Map.of("a", "b", "c", ""));
    }

    @Test
    void equalityIsOfWhatIsSaidToDocker() {
        assertThat(run().env("A", "b").rm()).isEqualTo(run().rm().env("A", "b"));
        assertThat(run().timeout(Duration.ofSeconds(1)).onProgress(event -> {})).isEqualTo(run());
        assertThat(run().env("A", "b")).isNotEqualTo(run().env("A", "c"));
        assertThat(run().command("a", "b")).isNotEqualTo(run().command("a b"));
        assertThat(run().detached()).isEqualTo(run().detached()).isNotEqualTo(run());
        assertThat(run().stdin("x")).isNotEqualTo(run().stdin("y"));
        assertThat(run().detached().onProgress(Progress.none()))
                .hasSameHashCodeAs(run().detached());
    }

    static Stream<Arguments> secrets() {
        ExecBackend none = io.dockerkit.NoEngine.backend(ExecBackend.class);
        return Stream.of(
                Arguments.of(run().env("PASSWORD", "hunter2")),
                Arguments.of(run().detached().env(Map.of("PASSWORD", "hunter2"))),
                Arguments.of(run().flag("env", "PASSWORD=hunter2")),
                Arguments.of(ExecSpec.of(none, "c", List.of("ls")).env("PASSWORD", "hunter2")),
                Arguments.of(run().env("PASSWORD", "hunter2").rm().name("web")));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void toStringIsSilentAboutSecretsAndTheCommandLineIsNot(Object spec) throws Exception {
        assertThat(spec.toString()).contains("PASSWORD=***").doesNotContain("hunter2");
        assertThat((String) spec.getClass().getMethod("toCommandLine").invoke(spec))
                .contains("hunter2");
    }

    @Test
    void errorsAreSilentAboutSecretsToo() {
        assertThat(request(run().env("PASSWORD", "hunter2")).commandLine())
                .contains("PASSWORD=***")
                .doesNotContain("hunter2");
        assertThatThrownBy(
                        () ->
                                new ContainerCommands(new Recorder())
                                        .parse("docker run -e PASSWORD=hunter2 a $(b)"))
                .hasMessageNotContaining("hunter2");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "port out of range",
                        s -> s.port(70000, 80),
                        "70000",
                        "host port must be 0..65535"),
                refused(
                        "container port 0",
                        s -> s.port(80, 0),
                        "0",
                        "container port must be 1..65535"),
                refused(
                        "publish",
                        s -> s.publish("80:80:80:80"),
                        "80:80:80:80",
                        "accepted form: [ip:][hostPort"),
                refused(
                        "volume source",
                        s -> s.volume("foo/bar", "/x"),
                        "foo/bar:/x",
                        "a path begins with"),
                refused(
                        "volume target",
                        s -> s.volume("data", "www"),
                        "data:www",
                        "must be absolute"),
                refused(
                        "volume arguments swapped",
                        s -> s.volume("/www", "data"),
                        "/www:data",
                        "the second argument is the path in the container and must be absolute, such as /www;"
                                + " the first is a volume's name or a path of the engine's host:"
                                + " did you mean volume(\"data\", \"/www\")?"),
                refused(
                        "volume path swapped",
                        s -> s.volume(Path.of("/www"), "./data"),
                        "/www:./data",
                        "did you mean volume(\"./data\", \"/www\")?"),
                refused(
                        "mount of a volume swapped",
                        s -> s.mount(Mount.bind("/www").target("data")),
                        "data",
                        "did you mean Mount.volume(\"data\").target(\"/www\")?"),
                refused(
                        "bind mount of a name",
                        s -> s.mount(Mount.bind("data").target("/www")),
                        "data",
                        "for the volume of that name: Mount.volume(\"data\")"),
                refused(
                        "volume mount of a path",
                        s -> s.mount(Mount.volume("/srv/data").target("/www")),
                        "/srv/data",
                        "Mount.bind(\"/srv/data\")"),
                refused(
                        "host and address swapped",
                        s -> s.addHost("10.0.0.1", "db"),
                        "10.0.0.1",
                        "did you mean addHost(\"db\", \"10.0.0.1\")?"),
                refused(
                        "host and IPv6 address swapped",
                        s -> s.addHost("fd00::1", "db"),
                        "fd00::1",
                        "did you mean addHost(\"db\", \"fd00::1\")?"),
                refused(
                        "volume spec",
                        s -> s.volume("/a:/b:/c:ro"),
                        "/a:/b:/c:ro",
                        "too many colons"),
                refused("mount", s -> s.mount("type=bind"), "type=bind", "dst=…"),
                refused("memory", s -> s.memory("3m3"), "3m3", "accepted form: bytes"),
                refused("cpus", s -> s.cpus(Double.NaN), "NaN", "must be above 0"),
                refused("name", s -> s.name("a b"), "a b", "accepted form: at least two of"),
                refused("env", s -> s.env("", "x"), "", "the name must not be blank"),
                refused(
                        "restart",
                        s -> s.restart(":3"),
                        ":3",
                        "no, always, unless-stopped or on-failure[:retries]"),
                refused("signal", s -> s.stopSignal("a b"), "a b", "SIGTERM, TERM"),
                refused("flag", s -> s.flag("memry", "1"), "--memry", "did you mean --memory?"),
                refused("detach", s -> s.flag("detach", "true"), "true", "call detached()"),
                refused("timeout", s -> s.timeout(Duration.ZERO), "0 s", "must be positive"),
                refused(
                        "network",
                        s -> s.network("name=a,bogus=1"),
                        "name=a,bogus=1",
                        "no such field: bogus"));
    }

    private static Arguments refused(
            String name, Function<RunSpec, RunSpec> option, String value, String reason) {
        return Arguments.of(name, option, value, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsRefusedNamesTheOptionTheValueAndTheForm(
            String name, Function<RunSpec, RunSpec> option, String value, String reason) {
        assertThatThrownBy(() -> option.apply(run()))
                .isInstanceOfSatisfying(
                        InvalidOptionException.class, e -> assertThat(e.value()).isEqualTo(value))
                .hasMessageContaining("invalid value \"" + value + "\" for ")
                .hasMessageContaining(reason);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedBeforeTheEngineIsAsked() {
        Recorder recorder = new Recorder();
        RunSpec spec = new ContainerCommands(recorder).run("ubuntu").rm().restart("always");
        assertThatThrownBy(spec::create)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--rm");
        assertThat(recorder.requests).isEmpty();
    }

    @Test
    void aLineThatSaysDetachIsStartedDetached() {
        RunSpec spec = new ContainerCommands(new Recorder()).parse("docker run -d ubuntu");
        assertThat(spec.isDetached()).isTrue();
        assertThatThrownBy(spec::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("detached().start()");
        assertThatThrownBy(spec::attach).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> spec.detached().start()).isInstanceOf(Recorder.Recorded.class);
    }

    @Test
    void pathsAreMadeAbsoluteAndMountsQuoted() {
        assertThat(run().volume(Path.of("rel"), "/x").toCommandLine())
                .contains(Path.of("rel").toAbsolutePath() + ":/x");
        assertThat(run().mount(Mount.bind("/a,b").target("/c").readOnly()).toCommandLine())
                .isEqualTo("docker run --mount 'type=bind,\"src=/a,b\",dst=/c,readonly' ubuntu");
    }

    /** 0 would be to kill it at once. */
    @Test
    void halfASecondToStopInIsASecondInTheRequest() {
        assertThat(request(run().stopTimeout(Duration.ofMillis(500))).body())
                .containsEntry("StopTimeout", 1L);
    }
}
