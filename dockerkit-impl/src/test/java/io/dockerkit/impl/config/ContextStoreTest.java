package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Authority;
import io.dockerkit.spi.ContextBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of docker contexts in a configuration directory; that the docker CLI reads the same is an integration test. */
class ContextStoreTest {
    @TempDir Path directory;
    private final Map<String, String> environment = new HashMap<>();

    private Endpoints endpoints() {
        environment.put("DOCKER_CONFIG", directory.resolve("config").toString());
        return new Endpoints(environment, directory, directory);
    }

    private ContextBackend store() {
        return endpoints().contexts();
    }

    private ContextSpec create(String name) {
        return ContextSpec.create(this::store, name);
    }

    private Context get(String name) {
        return store().find(name).orElseThrow();
    }

    private Path config() throws Exception {
        Files.createDirectories(directory.resolve("config"));
        return directory.resolve("config/config.json");
    }

    @Test
    void aNewContextIsListedReadAndConnectedTo() {
        Context made = create("work").description("at work").host("tcp://work:2375").execute();
        assertThat(made.name()).isEqualTo("work");
        assertThat(made.description()).isEqualTo("at work");
        assertThat(made.host()).isEqualTo("tcp://work:2375");
        assertThat(made.skipTlsVerify()).isFalse();
        assertThat(made.tlsFiles()).isEmpty();
        assertThat(made.isCurrent()).isFalse();
        assertThat(made).isEqualTo(get("work"));
        assertThat(store().list()).extracting(Context::name).containsExactly("default", "work");
        assertThat(endpoints().ofContext("work"))
                .isEqualTo(new Endpoint("context \"work\"", "tcp://work:2375", null));
        assertThat(store().find("home")).isEmpty();
    }

    @Test
    void useMakesItTheCurrentOneAndKeepsWhatElseIsInTheFile() throws Exception {
        Files.writeString(config(), "{\"auths\":{\"x\":{}},\"future\":1e400}");
        Context work = create("work").host("tcp://work:2375").execute();
        work.use();
        assertThat(store().current()).isEqualTo("work");
        assertThat(get("work").isCurrent()).isTrue();
        assertThat(endpoints().find().host()).isEqualTo("tcp://work:2375");
        assertThat(Files.readString(config()))
                .contains("\"currentContext\": \"work\"", "\"future\": 1e400", "\"auths\"");
        get("default").use();
        assertThat(store().current()).isEqualTo("default");
        assertThat(Files.readString(config())).doesNotContain("currentContext").contains("1e400");
    }

    @Test
    void theEnvironmentGoesBeforeTheConfiguration() {
        create("work").host("tcp://work:2375").execute().use();
        create("home").host("tcp://home:2375").execute();
        environment.put("DOCKER_CONTEXT", "home");
        assertThat(store().current()).isEqualTo("home");
        environment.put("DOCKER_HOST", "tcp://other:2375");
        assertThat(store().current()).isEqualTo("default");
        assertThat(get("default").host()).isEqualTo("tcp://other:2375");
        assertThat(get("default").isCurrent()).isTrue();
        assertThat(endpoints().ofContext("default").host()).isEqualTo("tcp://other:2375");
    }

    @Test
    void theCurrentOneIsRemovedByForceOnly() throws Exception {
        Context work = create("work").host("tcp://work:2375").execute();
        work.use();
        assertThatThrownBy(work::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("\"work\"")
                .hasMessageContaining("remove(options -> options.force())");
        // what DOCKER_HOST covers up is current again without it
        environment.put("DOCKER_HOST", "tcp://other:2375");
        assertThatThrownBy(work::remove).isInstanceOf(InUseException.class);
        environment.remove("DOCKER_HOST");
        assertThat(work.remove(Context.RemoveSpec::force).removed()).containsExactly("work");
        assertThat(work.remove(Context.RemoveSpec::force).isEmpty()).isTrue();
        assertThat(work.remove().isEmpty()).isTrue();
        assertThat(store().current()).isEqualTo("default");
        assertThat(Files.readString(config())).doesNotContain("currentContext");
        try (Stream<Path> left = Files.walk(directory.resolve("config/contexts"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThatThrownBy(work::use).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(work.update().description("x")::execute)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("docker context ls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "bad/name", "../x", "-x", "a b", "default", "ä1"})
    void namesThatTheCliRefusesAreRefused(String name) {
        assertThatThrownBy(create(name).host("tcp://x:1")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(name);
        assertThat(directory.resolve("config/contexts")).doesNotExist();
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingIsWritten() throws Exception {
        create("taken").host("tcp://x:1").execute();
        assertThatThrownBy(create("taken").host("tcp://y:1")::execute)
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining("\"taken\"");
        assertThatThrownBy(create("new").docker("ca=x")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("host=");
        assertThatThrownBy(create("new").host("foo://x")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("foo://x");
        assertThatThrownBy(create("new").host("tcp://x:1").ca(directory.resolve("no.pem"))::execute)
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("no.pem")
                .hasMessageContaining("no such file");
        Path text = Files.writeString(directory.resolve("text.pem"), "x");
        assertThatThrownBy(create("new").host("tcp://x:1").ca(text)::execute)
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("no certificate in it");
        assertThatThrownBy(create("new").docker("host=tcp://x:1,cert=" + text)::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("belong together");
        assertThatThrownBy(create("new").docker("host=tcp://x:1,skip-tls-verify=maybe")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("maybe");
        assertThatThrownBy(create("new").from("none")::execute)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"none\"");
        assertThatThrownBy(create("new").docker("from=none")::execute)
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(create("new").from("taken").host("tcp://x:1")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--docker");
        assertThatThrownBy(create("new").docker("from=taken").host("tcp://x:1")::execute)
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> create("new").docker("host=tcp://x:1,foo=bar"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("foo=bar");
        assertThatThrownBy(() -> get("taken").update().from("other"))
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(get("default").update().description("x")::execute)
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(get("default")::remove).isInstanceOf(InvalidOptionException.class);
        assertThat(store().list()).extracting(Context::name).containsExactly("default", "taken");
    }

    private ContextSpec withTls(String name) {
        Path client = Authority.create(directory, "authority").client("client", 2);
        return create(name)
                .host("tcp://x:2376")
                .tls(
                        client.resolve("ca.pem"),
                        client.resolve("cert.pem"),
                        client.resolve("key.pem"));
    }

    @Test
    void tlsFilesAreCopiedForThisUserOnlyAndReplacedAsAWhole() throws Exception {
        Context made = withTls("safe").execute();
        assertThat(made.tlsFiles()).containsExactly("ca.pem", "cert.pem", "key.pem");
        Path tls = new ContextPaths(directory.resolve("config")).tls("safe");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(tls.resolve("docker/key.pem"))))
                .isEqualTo("rw-------");
        assertThat(endpoints().ofContext("safe").certificates())
                .isEqualTo(new Certificates(tls.resolve("docker"), true, false));

        made.update().description("only this").execute();
        assertThat(get("safe").tlsFiles()).hasSize(3);
        Context copy = create("copy").from("safe").execute();
        assertThat(copy.tlsFiles()).hasSize(3);
        assertThat(copy.description()).isEqualTo("only this");
        Context endpointOnly = create("endpoint").docker("from=safe").execute();
        assertThat(endpointOnly.tlsFiles()).hasSize(3);
        assertThat(endpointOnly.description()).isEmpty();

        made.update().docker("host=tcp://y:1,skip-tls-verify=1").execute();
        assertThat(get("safe").tlsFiles()).isEmpty();
        assertThat(get("safe").skipTlsVerify()).isTrue();
        assertThat(get("safe").description()).isEqualTo("only this");
        assertThat(tls).doesNotExist();
        try (Stream<Path> left = Files.walk(directory.resolve("config"))) {
            assertThat(left).noneMatch(path -> path.toString().contains(".new"));
        }
    }

    @Test
    void whatIsNotKnownInAContextStays() throws Exception {
        create("work").host("tcp://work:2375").execute();
        Path meta = new ContextPaths(directory.resolve("config")).meta("work").resolve("meta.json");
        Files.writeString(
                meta,
                "{\"Name\":\"work\",\"Metadata\":{\"Description\":\"d\",\"Team\":\"core\"},"
                        + "\"Endpoints\":{\"docker\":{\"Host\":\"tcp://a:1\"},\"kubernetes\":{\"Host\":\"k\"}},\"New\":1.0}");
        get("work").update().description("").host("tcp://b:1").execute();
        assertThat(Files.readString(meta))
                .isEqualTo(
                        "{\"Name\":\"work\",\"Metadata\":{\"Team\":\"core\"},\"Endpoints\":{"
                                + "\"docker\":{\"Host\":\"tcp://b:1\",\"SkipTLSVerify\":false},\"kubernetes\":{\"Host\":\"k\"}},\"New\":1.0}");
    }

    @Test
    void aBrokenContextIsToldByNameAndOthersStayUsable() throws Exception {
        create("work").host("tcp://work:2375").execute();
        Path meta = new ContextPaths(directory.resolve("config")).meta("work").resolve("meta.json");
        Files.writeString(meta, "{\"Name\":");
        assertThatThrownBy(() -> store().list())
                .isInstanceOf(DockerException.class)
                .hasMessageContaining(meta.toString())
                .hasMessageContaining("no JSON");
        create("home").host("tcp://home:2375").execute();
        assertThat(get("home").host()).isEqualTo("tcp://home:2375");
        assertThatThrownBy(() -> endpoints().ofContext("work"))
                .isInstanceOf(DockerUnavailableException.class);
        assertThat(new StoredContextOf(store()).removed("work")).isTrue();
    }

    /** Removes a context that cannot be read. */
    private record StoredContextOf(ContextBackend store) {
        boolean removed(String name) {
            return ((ContextStore) store).remove(name, true);
        }
    }

    @Test
    void anArchiveIsWrittenForThisUserOnlyAndReadBack() throws Exception {
        Context safe = withTls("safe").description("d").execute();
        Path file = directory.resolve("safe.dockercontext");
        safe.export(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] first = Files.readAllBytes(file);
        assertThatThrownBy(() -> safe.export(file))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("the file exists");
        assertThat(Files.readAllBytes(file)).isEqualTo(first);

        Context back = store().importFrom("back", file);
        assertThat(tree(back)).isEqualTo(tree(safe).replace("\"safe\"", "\"back\""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        back.export(out);
        Context again = store().importFrom("again", new ByteArrayInputStream(out.toByteArray()));
        assertThat(again.tlsFiles()).hasSize(3);
        assertThatThrownBy(() -> store().importFrom("again", file))
                .isInstanceOf(NameInUseException.class);
        assertThatThrownBy(() -> safe.export(directory.resolve("none/x")))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("none");
    }

    private static String tree(Context context) throws Exception {
        JsonNode json = JsonText.read(context.json());
        return json.path("Name")
                + " "
                + json.path("Metadata")
                + json.path("Endpoints")
                + json.path("TLSMaterial");
    }

    @Test
    void aZipIsReadToo() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("meta.json"));
            zip.write(META.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("tls/"));
            zip.putNextEntry(new ZipEntry("tls/docker/ca.pem"));
            zip.write(1);
        }
        Context read = store().importFrom("zipped", new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(read.host()).isEqualTo("tcp://x:1");
        assertThat(read.tlsFiles()).containsExactly("ca.pem");
    }

    private static final String META =
            "{\"Name\":\"x\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"tcp://x:1\"}}}";

    private static byte[] tar(Map<String, String> files) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anArchiveWithAnythingElseIsRefused() throws Exception {
        for (String odd :
                List.of(
                        "tls/../../x",
                        "../x",
                        "/etc/x",
                        "tls/docker/../x",
                        "tls/docker/deep/x",
                        "tls/docker",
                        "other")) {
            byte[] archive = tar(Map.of("meta.json", META, odd, "x"));
            assertThatThrownBy(() -> store().importFrom("odd", new ByteArrayInputStream(archive)))
                    .as(odd)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("no such file: ");
        }
        for (byte[] none :
                List.of(
                        new byte[0],
                        tar(Map.of("tls/docker/ca.pem", "x")),
                        tar(Map.of("meta.json", "{")),
                        "no archive at all".repeat(100).getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> store().importFrom("odd", new ByteArrayInputStream(none)))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("cannot be imported from the stream");
        }
        byte[] large = tar(Map.of("meta.json", META, "tls/docker/ca.pem", "x".repeat(11 << 20)));
        assertThatThrownBy(() -> store().importFrom("odd", new ByteArrayInputStream(large)))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("10 MiB");
        assertThat(store().list()).extracting(Context::name).containsExactly("default");
    }

    @Test
    void aSpecIsTheCommandLine() {
        ContextSpec spec = create("work").description("at work").host("tcp://x:1").skipTlsVerify();
        assertThat(spec)
                .hasToString(
                        "docker context create --description 'at work' --docker host=tcp://x:1,skip-tls-verify=true work")
                .isEqualTo(
                        create("work")
                                .description("at work")
                                .docker("host=tcp://x:1,skip-tls-verify=true"));
        assertThat(create("copy").from("work"))
                .hasToString("docker context create --from work copy");
    }
}
