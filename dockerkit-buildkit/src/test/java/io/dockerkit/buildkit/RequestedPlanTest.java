package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
                            public Duplex upgrade(String path, Map<String, List<String>> headers) {
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
                "--platform linux/amd64,linux/arm64|--platform with several platforms",
                "--sbom=true|--attest type=sbom",
                "--provenance=mode=max|--attest type=provenance",
                "--cache-to type=registry,ref=example.com/c|--cache-to type=registry",
                "--cache-to type=gha|--cache-to type=gha"
            })
    void whatNeedsContainerdsStoreIsKnownBefore(String options, String needs) throws IOException {
        assertThat(planOf(options.replace("{d}", directory.toString())).needsContainerd())
                .containsExactly(needs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--output type=tar,dest=-|accepted form: a file",
                "--output type=tar,dest={d}/missing/x.tar|there is no directory",
                "--output type=oci,dest={d}/x,tar=false|accepted form: an archive",
                "--output type=local,dest={d}/file|it is not a directory",
                "--output type=other|accepted form: type=local",
                "--cache-from type=local,src=/x|caches in directories",
                "--build-context a=oci-layout:///x|image layouts",
                "--build-context a={d}/missing|accepted form: a directory",
                "--secret id=a,src={d}/missing|accepted form: a file that can be read",
                "--ssh default={d}/missing|there is no such socket",
                "--ssh default={d}/file|accepted form: the socket of an agent",
                "--file {d}/missing|there is no such Dockerfile"
            })
    void whatCannotBeIsRefusedBeforeTheEngineIsAsked(String options, String why)
            throws IOException {
        Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> planOf(options.replace("{d}", directory.toString())))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(why);
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
}
