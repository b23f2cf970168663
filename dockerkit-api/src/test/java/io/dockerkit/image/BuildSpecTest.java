package io.dockerkit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.spi.BuildKitOptions.Cache;
import io.dockerkit.spi.BuildKitOptions.Output;
import io.dockerkit.spi.BuildKitOptions.Secret;
import io.dockerkit.spi.BuildKitOptions.Ssh;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.StdinSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildSpecTest {
    private static final HostContext HOST =
            new HostContext(Path.of("/work"), Map.of("TOKEN", "from-host", "EMPTY", ""));

    private final AtomicReference<BuildRequest> sent = new AtomicReference<>();
    private final ImageCommands images =
            new ImageCommands(
                    (ImageBackend)
                            Proxy.newProxyInstance(
                                    ImageBackend.class.getClassLoader(),
                                    new Class<?>[] {ImageBackend.class},
                                    (proxy, method, arguments) -> {
                                        sent.set((BuildRequest) arguments[0]);
                                        return null;
                                    }));

    private BuildRequest request(BuildSpec spec) {
        assertThat((Object) spec.execute()).isNull();
        return sent.get();
    }

    private BuildRequest request(String line) {
        return request(images.parse(line, HOST));
    }

    private static String text(StdinSource source) throws Exception {
        try (InputStream in = source.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Tag("locale")
    void namesOfFilesAreKeptWhateverTheLocale() {
        String name = "\u00fcn\u00efcode-\u6f22";
        BuildRequest request =
                request(
                        "docker build -f a/%s --iidfile %s --build-context other=%s -o %s %s"
                                .replace("%s", name));
        assertThat(request.dockerfile()).isEqualTo("/work/a/" + name);
        assertThat(request.idFile()).isEqualTo("/work/" + name);
        assertThat(request.buildKit().contexts()).containsEntry("other", "/work/" + name);
        assertThat(request.buildKit().outputs())
                .extracting(Output::destination)
                .containsExactly("/work/" + name);
        assertThat(request.source().shown()).isEqualTo("/work/" + name);
    }

    @Test
    void everyCommandThatBuildsIsRead() {
        for (String command :
                List.of("build", "image build", "builder build", "buildx build", "buildx b")) {
            BuildRequest request = request("docker " + command + " -t app --target test .");
            assertThat(request.source()).isEqualTo(new BuildRequest.Directory(Path.of("/work/.")));
            assertThat(request.tags()).containsExactly("app");
            assertThat(request.query()).containsEntry("target", "test");
            assertThat(request.buildKit().frontend()).containsEntry("target", "test");
            assertThat(request.builder())
                    .isEqualTo(
                            command.startsWith("buildx")
                                    ? Optional.of(BuildSpec.Builder.BUILDKIT)
                                    : Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,CLASSIC", "1,BUILDKIT", "false,CLASSIC", "true,BUILDKIT"})
    void theVariableBeforeTheCommandChoosesTheBuilder(String value, BuildSpec.Builder builder) {
        BuildSpec spec = images.parse("DOCKER_BUILDKIT=" + value + " docker build .");
        assertThat(request(spec).builder()).hasValue(builder);
        assertThat(spec).isEqualTo(images.parse("docker build .").builder(builder));
        assertThat(images.parse(spec.toCommandLine())).isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker build https://github.com/docker/docs.git#main:dir",
                "docker build git@github.com:docker/docs.git",
                "docker build git://example.com/x.git",
                "docker build http://example.com/context.tar.gz",
                "docker build github.com/docker/docs",
                "docker build ssh://git@example.com/x.git"
            })
    void whatTheEngineFetchesIsLeftToIt(String line) {
        String location = line.substring("docker build ".length());
        assertThat(request(line).source()).isEqualTo(new BuildRequest.Remote(location));
        assertThat(request(images.build(location)).source())
                .isEqualTo(new BuildRequest.Remote(location));
    }

    @Test
    void aDirectoryIsNoAddress() {
        assertThatThrownBy(() -> images.build("."))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("build(Path)");
    }

    @Test
    void secretsComeFromFilesVariablesAndValues() throws Exception {
        List<Secret> secrets =
                request(
                                "docker build --secret id=a,src=npmrc --secret id=b,env=TOKEN --secret type=env,id=TOKEN --secret id=EMPTY --secret id=lone .")
                        .buildKit()
                        .secrets();
        assertThat(secrets)
                .extracting(Secret::id)
                .containsExactly("a", "b", "TOKEN", "EMPTY", "lone");
        assertThat(secrets.get(0).content()).isEqualTo(StdinSource.of(Path.of("/work/npmrc")));
        assertThat(text(secrets.get(1).content())).isEqualTo("from-host");
        assertThat(text(secrets.get(2).content())).isEqualTo("from-host");
        assertThat(text(secrets.get(3).content())).isEmpty();
        assertThat(secrets.get(4).content()).isEqualTo(StdinSource.of(Path.of("/work/lone")));
        assertThatThrownBy(() -> request("docker build --secret id=a,env=NOT_SET ."))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("NOT_SET");
    }

    @Test
    void theValueOfASecretIsInTheLineAndNeverShown() throws Exception {
        BuildSpec spec =
                images.build(Path.of("."))
                        .secretValue("npm.token", "hunter 2")
                        .secretValue("npm-token", "other");
        assertThat(spec.toCommandLine())
                .isEqualTo(
                        "SECRET_NPM_TOKEN='hunter 2' SECRET_NPM_TOKEN_2=other docker build --secret"
                                + " id=npm.token,env=SECRET_NPM_TOKEN --secret id=npm-token,env=SECRET_NPM_TOKEN_2 .");
        assertThat(spec.toString())
                .contains("SECRET_NPM_TOKEN=***")
                .doesNotContain("hunter", "other");
        assertThat(images.parse(spec.toCommandLine())).isEqualTo(spec);
        BuildRequest request = request(spec);
        assertThat(text(request.buildKit().secrets().get(0).content())).isEqualTo("hunter 2");
        assertThat(request.toString()).doesNotContain("hunter");
        assertThat(request.onlySession()).containsExactly("--secret");
    }

    @Test
    void everyOptionOfBuildxIsRead() {
        BuildRequest request =
                request(
                        "docker buildx build --ssh default --ssh key=/k1,/k2 --build-context base=docker-image://alpine:3"
                                + " --build-context src=../src --cache-from team/app:cache --cache-from type=local,src=c"
                                + " --cache-to type=registry,ref=team/app:cache,mode=max -o out --output type=tar,dest=a.tar"
                                + " --platform linux/amd64,linux/arm64 --platform arm64 --attest type=sbom,generator=g"
                                + " --provenance=mode=max --no-cache-filter one,two --allow network.host"
                                + " --annotation index,manifest:a=b --annotation c=d --pull --progress plain -D"
                                + " --metadata-file m.json --iidfile i --network none --label k=v --build-arg TOKEN"
                                + " --build-arg NOT_SET --add-host h:1.2.3.4 --shm-size 64m --ulimit nofile=1:2"
                                + " --cgroup-parent /p .");
        var kit = request.buildKit();
        assertThat(kit.ssh())
                .containsExactly(
                        new Ssh("default", List.of()), new Ssh("key", List.of("/k1", "/k2")));
        assertThat(kit.contexts())
                .containsExactly(
                        Map.entry("base", "docker-image://alpine:3"),
                        Map.entry("src", "/work/../src"));
        assertThat(kit.cacheFrom())
                .containsExactly(
                        new Cache("registry", Map.of("ref", "team/app:cache")),
                        new Cache("local", Map.of("src", "/work/c")));
        assertThat(request.structured()).containsEntry("cachefrom", List.of("team/app:cache"));
        assertThat(kit.cacheTo())
                .containsExactly(
                        new Cache("registry", Map.of("ref", "team/app:cache", "mode", "max")));
        assertThat(kit.outputs())
                .containsExactly(
                        new Output("local", "/work/out", Map.of()),
                        new Output("tar", "/work/a.tar", Map.of()));
        assertThat(kit.platforms()).containsExactly("linux/amd64", "linux/arm64");
        assertThat(kit.attestations())
                .containsEntry("sbom", "generator=g")
                .containsEntry("provenance", "mode=max");
        assertThat(kit.entitlements()).containsExactly("network.host");
        assertThat(kit.exporterAttributes())
                .containsOnly(
                        Map.entry("annotation-index.a", "b"),
                        Map.entry("annotation-manifest.a", "b"),
                        Map.entry("annotation.c", "d"));
        assertThat(kit.frontend())
                .containsOnly(
                        Map.entry("platform", "linux/amd64,linux/arm64"),
                        Map.entry("no-cache", "one,two"),
                        Map.entry("image-resolve-mode", "pull"),
                        Map.entry("force-network-mode", "none"),
                        Map.entry("label:k", "v"),
                        Map.entry("build-arg:TOKEN", "from-host"),
                        Map.entry("add-hosts", "h=1.2.3.4"),
                        Map.entry("shm-size", "67108864"),
                        Map.entry("ulimit", "nofile=1:2"),
                        Map.entry("cgroup-parent", "/p"));
        assertThat(request.metadataFile()).isEqualTo("/work/m.json");
        assertThat(request.onlySession())
                .contains(
                        "--ssh",
                        "--output",
                        "--platform with several platforms",
                        "--cache-from type=local");
    }

    @Test
    void attestationsThatAreSwitchedOffNeedNothing() {
        BuildRequest request = request("docker build --provenance=false --sbom=false .");
        assertThat(request.buildKit().attestations())
                .containsEntry("provenance", null)
                .containsEntry("sbom", null);
        assertThat(request.onlySession()).isEmpty();
        assertThat(request("docker build --provenance=true .").buildKit().attestations())
                .containsEntry("provenance", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--secret src=x",
                "--secret id",
                "--secret id=a,nonsense=1",
                "--secret id=a,type=nonsense",
                "--ssh =x",
                "--build-context name",
                "--build-context NAME=dir",
                "--cache-from src=c",
                "--cache-to mode=max",
                "--output dest=x",
                "--output type=tar",
                "--output type=image,push=perhaps",
                "--attest generator=g",
                "--provenance mode",
                "--platform linux/a/b/c",
                "--platform linux/amd64,",
                "--annotation novalue",
                "--annotation =v",
                "--progress nonsense",
                "--call check",
                "--check",
                "--builder other",
                "--no-cache --no-cache-filter one",
                "--push",
                "--nonsense",
                "--file - -"
            })
    void whatTheCliRefusesIsRefused(String flags) {
        String context = flags.endsWith(" -") ? "" : " .";
        assertThatThrownBy(() -> request("docker build " + flags + context))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(flags.split(" ", 2)[0].replace("--no-cache", "--no-cache"));
    }

    @Test
    void aLineHasOneContext() {
        assertThatThrownBy(() -> images.parse("docker build"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("context");
        assertThatThrownBy(() -> images.parse("docker build . other"))
                .isInstanceOf(InvalidOptionException.class);
        assertThat(images.parse("docker build . -t app"))
                .isEqualTo(images.parse("docker build -t app ."));
    }

    @Test
    void theOptionsThatOnlyTheClassicBuilderHasAreNamed() {
        assertThat(
                        request("docker build --memory 1g --squash --rm=false --network web .")
                                .onlyClassic())
                .containsExactly("--memory", "--rm=false", "--squash", "--network web");
        assertThat(
                        request(
                                        "docker build --force-rm --compress --network host --isolation default .")
                                .onlyClassic())
                .isEmpty();
    }

    @Test
    void standardInputIsTheContextOrTheDockerfile() throws Exception {
        InputStream in = new ByteArrayInputStream("FROM a".getBytes(StandardCharsets.UTF_8));
        BuildRequest context = request(images.parse("docker build -").stdin(in));
        assertThat(context.source()).isEqualTo(new BuildRequest.Archive(StdinSource.of(in)));
        BuildRequest file = request(images.parse("docker build -f - .").stdin(in));
        assertThat(file.dockerfileContent()).isEqualTo(StdinSource.of(in));
        assertThatThrownBy(() -> request("docker build -"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stdin");
        assertThatThrownBy(() -> images.parse("docker build .").stdin(in))
                .isInstanceOf(InvalidOptionException.class);
        BuildRequest inline = request(images.build(Path.of("c")).file(Dockerfile.inline("FROM b")));
        assertThat(text(inline.dockerfileContent())).isEqualTo("FROM b");
        assertThat(inline.source()).isEqualTo(new BuildRequest.Directory(Path.of("c")));
        assertThat(images.build(Dockerfile.inline("FROM b")))
                .isEqualTo(images.build(Dockerfile.inline("FROM b")))
                .isNotEqualTo(images.build(Dockerfile.inline("FROM c")))
                .hasToString("docker build -");
    }

    @Test
    void theLineOfASpecIsReadAsTheSameSpec() {
        BuildSpec spec =
                images.build(Path.of("dir"))
                        .tag("app")
                        .secretEnv("a", "TOKEN")
                        .secret("b", Path.of("file,with comma"))
                        .ssh()
                        .ssh("k", Path.of("/k"))
                        .buildContext("base", "docker-image://alpine")
                        .buildContext("src", Path.of("../src"))
                        .cacheFrom("team/app:cache")
                        .cacheTo("type=inline")
                        .noCacheFilter("one")
                        .output(Path.of("out"))
                        .output("type=tar,dest=a.tar")
                        .push()
                        .load()
                        .attest("type=sbom")
                        .provenance("mode=max")
                        .sbom("false")
                        .annotation("a", "b c")
                        .allow("network.host")
                        .metadataFile(Path.of("m.json"))
                        .platform("linux/amd64")
                        .platform("linux/arm64")
                        .builder(BuildSpec.Builder.BUILDKIT);
        assertThat(images.parse(spec.toCommandLine()).toCommandLine())
                .isEqualTo(spec.toCommandLine());
        assertThat(spec.toCommandLine())
                .startsWith("DOCKER_BUILDKIT=1 docker build --tag app ")
                .endsWith(" dir");
    }

    @Test
    void argumentsAreRedacted() {
        BuildSpec spec = images.parse("OTHER=hunter2 docker build --build-arg PASSWORD=hunter2 .");
        assertThat(spec.toString())
                .isEqualTo("OTHER=*** docker build --build-arg 'PASSWORD=***' .");
    }

    @Test
    void anImageOfTheEngineIsWhatABuildMakesAnyway() {
        BuildRequest request =
                request(
                        "docker build --output type=registry,name=team/app:1 --output type=docker .");
        assertThat(request.buildKit().outputs()).isEmpty();
        assertThat(request.buildKit().isPushed()).isTrue();
        assertThat(request.tags()).containsExactly("team/app:1");
        assertThat(request.onlySession()).isEmpty();
        BuildRequest both = request("docker build -t app -o type=image,push=true -o out .");
        assertThat(both.buildKit().outputs())
                .containsExactly(
                        new Output("image", "", Map.of()),
                        new Output("local", "/work/out", Map.of()));
        assertThat(both.buildKit().isPushed()).isTrue();
        assertThat(both.onlySession()).containsExactly("--output");
    }

    @Test
    void aPushIsAskedForInEachWayThatTheCliTakes() {
        for (String push : List.of("1", "t", "true", "TRUE")) {
            assertThat(
                            request("docker build -t a --output type=image,push=" + push + " .")
                                    .buildKit()
                                    .isPushed())
                    .isTrue();
        }
        for (String push : List.of("0", "false", "F")) {
            assertThat(
                            request("docker build -t a --output type=image,push=" + push + " .")
                                    .buildKit()
                                    .isPushed())
                    .isFalse();
        }
    }

    @Test
    void pushAndLoadAddAnImageToOtherOutputs() {
        for (String flag : List.of("--push", "--load")) {
            assertThat(request("docker build -t a -o out " + flag + " .").buildKit().outputs())
                    .containsExactly(
                            new Output("local", "/work/out", Map.of()),
                            new Output("image", "", Map.of()));
        }
        assertThat(request("docker build -t a -o out .").buildKit().outputs())
                .containsExactly(new Output("local", "/work/out", Map.of()));
    }

    @Test
    void directoriesOfCachesAndLayoutsAreThoseOfTheCaller() {
        var kit =
                request(
                                "docker build --cache-from type=local,src=a,tag=t --cache-to type=local,dest=b"
                                        + " --build-context l=oci-layout://c:tag --build-context m=oci-layout:///d .")
                        .buildKit();
        assertThat(kit.cacheFrom())
                .containsExactly(new Cache("local", Map.of("src", "/work/a", "tag", "t")));
        assertThat(kit.cacheTo()).containsExactly(new Cache("local", Map.of("dest", "/work/b")));
        assertThat(kit.contexts())
                .containsExactly(
                        Map.entry("l", "oci-layout:///work/c:tag"),
                        Map.entry("m", "oci-layout:///d"));
    }
}
