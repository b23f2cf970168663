package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BuildKit is told, and what is refused before it is; {@link RecordedBuildxTest} has what buildx tells it. */
class RequestedPlanTest {
    @TempDir Path directory;

    /** Ends a build with its request. */
    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient BuildRequest request;

        Asked(BuildRequest request) {
            this.request = request;
        }
    }

    private static BuildRequest request(String line, InputStream context) {
        ImageBackend backend =
                (ImageBackend)
                        Proxy.newProxyInstance(
                                RequestedPlanTest.class.getClassLoader(),
                                new Class<?>[] {ImageBackend.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("build")) {
                                        throw new Asked((BuildRequest) arguments[0]);
                                    }
                                    throw new UnsupportedOperationException(method.getName());
                                });
        ImageCommands images = new ImageCommands(backend);
        try {
            if (context == null) {
                images.parse(line).execute();
            } else {
                images.build(context).execute();
            }
        } catch (Asked asked) {
            return asked.request;
        }
        throw new AssertionError("nothing was asked for");
    }

    private static BuildPlan plan(
            BuildRequest request, Map<String, String> proxies, String platform) {
        return new RequestedPlan(
                        request,
                        new BuildEngine() {
                            @Override
                            public String address() {
                                return "nowhere";
                            }

                            @Override
                            public Duplex connect(@Nullable Duration atMost) {
                                throw new UnsupportedOperationException();
                            }

                            @Override
                            public Duplex upgrade(
                                    String path,
                                    Map<String, List<String>> headers,
                                    @Nullable Duration atMost) {
                                throw new UnsupportedOperationException();
                            }

                            @Override
                            public Optional<Login> login(String registry) {
                                return Optional.empty();
                            }

                            @Override
                            public Map<String, String> proxies() {
                                return proxies;
                            }

                            @Override
                            public String defaultPlatform() {
                                return platform;
                            }
                        })
                .plan();
    }

    /** Returns what BuildKit is told for a line, without proxies of the user. */
    static BuildPlan plan(String line) {
        return plan(request(line, null), Map.of(), "");
    }

    private BuildPlan planOf(String options) throws IOException {
        Path context = context();
        if (!Files.exists(context.resolve("Dockerfile"))) {
            Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        }
        return plan("docker buildx build " + options + " " + context);
    }

    private Path context() throws IOException {
        return Files.createDirectories(directory.resolve("context"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--output type=oci,dest={d}/x.tar|--output type=oci",
                "--output type=docker,dest={d}/x.tar|--output type=docker",
                "--output type=oci,tar=false,dest={d}/x|--output type=oci",
                "--output type=docker,tar=false,dest={d}/x|--output type=docker",
                "--platform linux/amd64,linux/arm64|--platform with several platforms",
                "--sbom=true|--attest type=sbom",
                "--provenance=mode=max|--attest type=provenance",
                "--cache-to type=registry,ref=example.com/c|--cache-to type=registry",
                "--cache-to type=gha|--cache-to type=gha",
                "--cache-to type=local,dest={d}/c|--cache-to type=local",
                "--build-context a=oci-layout://{d}/layout|--build-context a=oci-layout://…"
            })
    void whatNeedsContainerdsStoreIsKnownBefore(String options, String needs) throws IOException {
        layout();
        assertThat(planOf(options.replace("{d}", directory.toString())).needsContainerd())
                .containsExactly(needs);
    }

    private static final String MANIFEST = "sha256:" + "0123456789abcdef".repeat(4);

    /** A layout with one image, which is called {@code one}. */
    private Path layout() throws IOException {
        Path layout = Files.createDirectories(directory.resolve("layout"));
        Files.writeString(
                layout.resolve("index.json"),
                "{\"manifests\":[{\"digest\":\""
                        + MANIFEST
                        + "\",\"annotations\":{\"org.opencontainers.image.ref.name\":\"one\"}}]}");
        return layout;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cache-from type=local,src={d}/layout,tag=one",
                "--output type=local,dest={d}/x",
                "--output type=tar,dest={d}/x.tar",
                "--cache-to type=inline",
                "--cache-from example.com/c",
                "--platform linux/arm64",
                "--provenance=false",
                "--sbom=false"
            })
    void whatEachEngineCanDoNeedsNothing(String options) throws IOException {
        layout();
        assertThat(planOf(options.replace("{d}", directory.toString())).needsContainerd())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--output type=tar,dest=-|accepted form: a file",
                "--output type=tar,dest={d}/missing/x.tar|there is no directory",
                "--output type=oci,dest={d}/x,tar=no|accepted form: tar=true for an archive, tar=false",
                "--output type=oci,dest={d}/file,tar=false|it is not a directory",
                "--output type=oci,dest={d}/x,tar=false --output type=docker,dest={d}/y,tar=false|one image layout",
                "--output type=oci,dest={d}/x,tar=false --load|beside other images",
                "--output type=docker,dest={d}/x --platform linux/amd64,linux/arm64|accepted form: type=oci",
                "--output type=docker,dest={d}/x --sbom=true|accepted form: type=oci",
                "--output type=image,name=x,push=true,push-by-digest=true|engines cannot do this",
                "--output type=local,dest={d}/file|it is not a directory",
                "--output type=other|accepted form: type=local",
                "--cache-from type=local|accepted form: a directory, type=local,src=",
                "--cache-from type=local,src={d}/file|it is not a directory",
                "--cache-from type=local,src={d}/layout|nothing that is called latest",
                "--cache-from type=local,src={d}/layout,digest=abc|accepted form: digest=sha256:",
                "--cache-from type=registry|accepted form: an image, type=registry,ref=",
                "--cache-to type=local|accepted form: a directory, type=local,dest=",
                "--cache-to type=local,dest={d}/file|it is not a directory",
                "--cache-to type=registry|accepted form: an image, type=registry,ref=",
                "--build-context a=oci-layout:///x|there is no image layout: /x has no index.json",
                "--build-context a=oci-layout://{d}/layout:two|no image that is called two",
                "--build-context a=oci-layout://{d}/layout@sha256:1|accepted form: @sha256:",
                "--build-context a={d}/missing|accepted form: a directory",
                "--secret id=a,src={d}/missing|accepted form: a file that can be read",
                "--ssh default={d}/missing|there is no such socket",
                "--ssh default={d}/file|accepted form: the socket of an agent",
                "--file {d}/missing|there is no such Dockerfile"
            })
    void whatCannotBeIsRefusedBeforeTheEngineIsAsked(String options, String why)
            throws IOException {
        Files.writeString(directory.resolve("file"), "");
        layout();
        assertThatThrownBy(() -> planOf(options.replace("{d}", directory.toString())))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theFramesOfThisModuleAreNotInTheStackTraceOfAnError() {
        InvalidOptionException thrown =
                catchThrowableOfType(
                        InvalidOptionException.class,
                        () -> planOf("--build-context a=" + directory.resolve("missing")));
        // the constructor is what the test calls, as a program calls execute()
        assertThat(thrown.getStackTrace()[0].getClassName())
                .isEqualTo(RequestedPlan.class.getName());
        assertThat(thrown.getStackTrace()[1].getClassName())
                .isEqualTo(RequestedPlanTest.class.getName());
    }

    @Test
    void theProxiesOfTheUserAreArgumentsUnlessTheRequestHasThem() throws IOException {
        Path context = context();
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        BuildPlan plan =
                plan(
                        request("docker build --build-arg http_proxy=mine " + context, null),
                        new TreeMap<>(Map.of("HTTP_PROXY", "theirs", "NO_PROXY", "local")),
                        "linux/arm64");
        assertThat(plan.attributes())
                .containsEntry("build-arg:http_proxy", "mine")
                .containsEntry("build-arg:NO_PROXY", "local")
                .containsEntry("platform", "linux/arm64")
                .doesNotContainKey("build-arg:HTTP_PROXY");
    }

    @Test
    void aStreamIsADockerfileOrAnArchive() {
        BuildPlan text =
                plan(
                        request(
                                "",
                                new ByteArrayInputStream(
                                        "FROM scratch\n".getBytes(StandardCharsets.UTF_8))),
                        Map.of(),
                        "");
        assertThat(text.offer().trees()).containsOnlyKeys("dockerfile", "context");
        assertThat(text.attributes()).containsEntry("dockerfilekey", "dockerfile");
        BuildPlan archive =
                plan(request("", new ByteArrayInputStream(new byte[1024])), Map.of(), "");
        assertThat(archive.offer().trees()).isEmpty();
        String id = archive.offer().archives().keySet().iterator().next();
        assertThat(archive.attributes()).containsEntry("context", "http://buildkit-session/" + id);
    }

    @Test
    void aDockerfileThatIsALinkOutOfItsDirectoryIsSentItself() throws IOException {
        Path real = Files.writeString(directory.resolve("Real"), "FROM scratch\n");
        Path context = context();
        Files.createSymbolicLink(context.resolve("Dockerfile"), real);
        BuildPlan plan = planOf("");
        assertThat(plan.offer().trees().get("dockerfile").names("")).containsExactly("Dockerfile");
        try (InputStream in = plan.offer().trees().get("dockerfile").open("Dockerfile")) {
            assertThat(in).hasContent("FROM scratch\n");
        }
    }

    @Test
    void theCachesToReadAreJson() throws IOException {
        assertThat(planOf("--cache-from one --cache-from type=registry,ref=two").attributes())
                .containsEntry(
                        "cache-imports",
                        "[{\"Type\":\"registry\",\"Attrs\":{\"ref\":\"one\"}},"
                                + "{\"Type\":\"registry\",\"Attrs\":{\"ref\":\"two\"}}]");
    }

    @Test
    void aLayoutIsABaseByItsDigest() throws IOException {
        Path layout = layout();
        for (String place : List.of("", ":one", ":one@" + MANIFEST, "@" + MANIFEST)) {
            BuildPlan plan = planOf("--build-context a=oci-layout://" + layout + place);
            String tag = place.startsWith(":") ? "one" : "latest";
            assertThat(plan.attributes())
                    .containsEntry("context:a", "oci-layout://layout0:" + tag + "@" + MANIFEST);
            assertThat(plan.offer().layouts()).containsOnlyKeys("oci:layout0");
            assertThat(plan.offer().layouts().get("oci:layout0").directory()).isEqualTo(layout);
        }
    }

    @Test
    void aCacheInADirectoryIsServedByItsName() throws IOException {
        Path layout = layout();
        Path cache = directory.resolve("cache");
        BuildPlan plan =
                planOf(
                        "--cache-from type=local,tag=one,src="
                                + layout
                                + " --cache-to type=local,mode=max,tag=two,dest="
                                + cache);
        assertThat(plan.attributes().get("cache-imports"))
                .contains("\"digest\":\"" + MANIFEST + "\"", "\"src\":\"" + layout + "\"");
        assertThat(plan.offer().layouts()).containsOnlyKeys("local:" + layout, "local:" + cache);
        assertThat(plan.cacheExports().get(0).attributes())
                .containsEntry("dest", cache.toString())
                .containsEntry("mode", "max");
        assertThat(plan.layouts()).hasSize(1).first().extracting("tag").isEqualTo("two");
        // the first build makes it
        assertThat(cache).doesNotExist();
    }

    @Test
    void aCacheThatIsNotThereYetIsNotRead() throws IOException {
        BuildPlan plan = planOf("--cache-from type=local,src=" + directory.resolve("none"));
        assertThat(plan.attributes()).doesNotContainKey("cache-imports");
        assertThat(plan.offer().layouts()).isEmpty();
    }

    @Test
    void attestationsAreToldAsTheClientTellsThem() throws IOException {
        assertThat(planOf("--provenance=mode=max --sbom=generator=x").attributes())
                .containsEntry("attest:provenance", "type=provenance,mode=max")
                .containsEntry("attest:sbom", "type=sbom,generator=x");
        assertThat(planOf("--provenance=true --sbom=true").attributes())
                .containsEntry("attest:provenance", "type=provenance")
                .containsEntry("attest:sbom", "type=sbom");
        assertThat(planOf("--provenance=mode=max").isProvenanceUsual()).isFalse();
        assertThat(planOf("--provenance=false").isProvenanceUsual()).isFalse();
        assertThat(planOf("--sbom=true").isProvenanceUsual()).isTrue();
    }

    @Test
    void theUsersEnvironmentSwitchesTheUsualProvenanceOff() throws IOException {
        BuildRequest request =
                request(
                        "docker buildx build -f "
                                + Files.writeString(
                                        directory.resolve("Dockerfile"), "FROM scratch\n")
                                + " "
                                + context(),
                        null);
        for (String on : List.of("", "0", "false")) {
            assertThat(
                            new RequestedPlan(
                                            request,
                                            new PlainEngine(),
                                            Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", on))
                                    .plan()
                                    .isProvenanceUsual())
                    .isTrue();
        }
        assertThat(
                        new RequestedPlan(
                                        request,
                                        new PlainEngine(),
                                        Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", "1"))
                                .plan()
                                .isProvenanceUsual())
                .isFalse();
    }

    @Test
    void theImageOfTheEngineIsTheLastOfSeveralOutputs() throws IOException {
        BuildPlan plan =
                planOf(
                        "-t x --output type=image --output type=oci,dest="
                                + directory.resolve("x.tar")
                                + " --output type=tar,dest="
                                + directory.resolve("y.tar"));
        assertThat(plan.exports()).extracting("type").containsExactly("oci", "tar", "moby");
        assertThat(plan.offer().outputs()).hasSize(3);
        for (String flag : List.of("--push", "--load")) {
            assertThat(
                            planOf(
                                            "-t x "
                                                    + flag
                                                    + " --output type=tar,dest="
                                                    + directory.resolve("y.tar"))
                                    .exports())
                    .extracting("type")
                    .containsExactly("tar", "moby");
        }
    }
}
