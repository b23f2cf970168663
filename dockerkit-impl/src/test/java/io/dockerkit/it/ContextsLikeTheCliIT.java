package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Authority;
import io.dockerkit.spi.ContextBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** DockerKit and the docker CLI of this machine read and write the contexts of one docker configuration. No engine is asked. */
@Timeout(60)
class ContextsLikeTheCliIT {
    @TempDir Path directory;

    private ContextBackend contexts(Path configuration) {
        return new Endpoints(Map.of("DOCKER_CONFIG", configuration.toString()), directory)
                .contexts();
    }

    private ContextSpec create(Path configuration, String name) {
        return ContextSpec.create(() -> contexts(configuration), name);
    }

    private static String cli(Path configuration, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("docker", "context"));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().put("DOCKER_CONFIG", configuration.toString());
        builder.redirectError(configuration.resolveSibling("stderr").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(line + Files.readString(configuration.resolveSibling("stderr")))
                .isZero();
        return out;
    }

    /** Returns all that is below a directory: mode and text of each file, mode of each directory. */
    private static Map<String, String> files(Path root) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(one));
                files.put(
                        root.relativize(one).toString(),
                        mode
                                + (Files.isRegularFile(one)
                                        ? " " + shown(Files.readString(one))
                                        : ""));
            }
        }
        return files;
    }

    private static String shown(String text) {
        return text.startsWith("{") ? text : "PEM " + text.hashCode();
    }

    @Test
    void theSameCommandsLeaveTheSameFiles() throws Exception {
        Path ours = Files.createDirectory(directory.resolve("ours"));
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Path client = Authority.create(directory, "authority").client("client", 2);
        Path ca = client.resolve("ca.pem");
        Path cert = client.resolve("cert.pem");
        Path key = client.resolve("key.pem");

        create(ours, "work").description("d \"é\"").host("tcp://work:2375").execute();
        create(ours, "tls").host("tcp://x:2376").tls(ca, cert, key).execute();
        create(ours, "skip").docker("host=ssh://me@x,skip-tls-verify=true").execute();
        create(ours, "copy").from("tls").description("a copy").execute();
        // of a context with TLS files the CLI copies the address only, DockerKit the files, too
        create(ours, "endpoint").docker("from=work").execute();
        create(ours, "current").execute();
        create(ours, "gone").from("work").execute().remove();
        Context changed = create(ours, "changed").host("tcp://x:2376").ca(ca).execute();
        changed.update().description("changed").execute();
        changed.update().host("tcp://y:1").execute();
        contexts(ours).find("work").orElseThrow().use();

        cli(
                theirs,
                "create",
                "work",
                "--description",
                "d \"é\"",
                "--docker",
                "host=tcp://work:2375");
        String files = "host=tcp://x:2376,ca=" + ca + ",cert=" + cert + ",key=" + key;
        cli(theirs, "create", "tls", "--docker", files);
        cli(theirs, "create", "skip", "--docker", "host=ssh://me@x,skip-tls-verify=true");
        cli(theirs, "create", "copy", "--from", "tls", "--description", "a copy");
        cli(theirs, "create", "endpoint", "--docker", "from=work");
        cli(theirs, "create", "current");
        cli(theirs, "create", "gone", "--from", "work");
        cli(theirs, "rm", "gone");
        cli(theirs, "create", "changed", "--docker", "host=tcp://x:2376,ca=" + ca);
        cli(theirs, "update", "changed", "--description", "changed");
        cli(theirs, "update", "changed", "--docker", "host=tcp://y:1");
        cli(theirs, "use", "work");

        assertThat(withoutEmptyTls(files(ours.resolve("contexts"))))
                .containsExactlyEntriesOf(withoutEmptyTls(files(theirs.resolve("contexts"))));
        assertThat(
                        JsonText.read(Files.readString(ours.resolve("config.json")))
                                .path("currentContext"))
                .isEqualTo(
                        JsonText.read(Files.readString(theirs.resolve("config.json")))
                                .path("currentContext"));
    }

    /** The CLI leaves an empty directory where the TLS files of a context went. */
    private static Map<String, String> withoutEmptyTls(Map<String, String> files) {
        Map<String, String> kept = new TreeMap<>(files);
        kept.keySet()
                .removeIf(
                        path ->
                                path.matches("tls/[0-9a-f]{64}")
                                        && files.keySet().stream()
                                                .noneMatch(other -> other.startsWith(path + "/")));
        return kept;
    }

    @Test
    void theCliReadsWhatDockerKitWritesAndTheOtherWayAround() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Files.writeString(one.resolve("config.json"), "{\"detachKeys\": \"ctrl-x\"}");
        Path client = Authority.create(directory, "authority").client("client", 2);
        create(one, "ours")
                .description("by DockerKit")
                .host("tcp://ours:2376")
                .ca(client.resolve("ca.pem"))
                .execute()
                .use();
        cli(one, "create", "theirs", "--from", "ours", "--description", "by the CLI");

        for (Context context : contexts(one).list()) {
            JsonNode inspected = JsonText.read(cli(one, "inspect", context.name())).get(0);
            assertThat(JsonText.read(context.json())).isEqualTo(inspected);
        }
        List<String> listed = new ArrayList<>();
        for (String line : cli(one, "ls", "--format", "json").lines().toList()) {
            JsonNode row = JsonText.read(line);
            listed.add(
                    row.path("Name").asText()
                            + "|"
                            + row.path("Description").asText()
                            + "|"
                            + row.path("DockerEndpoint").asText()
                            + "|"
                            + row.path("Current").asBoolean());
        }
        assertThat(contexts(one).list())
                .extracting(
                        context ->
                                context.name()
                                        + "|"
                                        + context.description()
                                        + "|"
                                        + context.host()
                                        + "|"
                                        + context.isCurrent())
                .containsExactlyElementsOf(listed)
                .hasSize(3);
        assertThat(cli(one, "show").strip()).isEqualTo(contexts(one).current()).isEqualTo("ours");
        cli(one, "use", "default");
        assertThat(contexts(one).current()).isEqualTo("default");
        assertThat(Files.readString(one.resolve("config.json"))).contains("ctrl-x");
        contexts(one).find("theirs").orElseThrow().use();
        assertThat(cli(one, "show").strip()).isEqualTo("theirs");
        contexts(one).find("theirs").orElseThrow().remove(options -> options.force());
        assertThat(cli(one, "ls", "--quiet").lines()).containsExactly("default", "ours");
    }

    @Test
    void eachImportsWhatTheOtherExports() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path client = Authority.create(directory, "authority").client("client", 2);
        Context ours =
                create(one, "ours")
                        .description("d")
                        .host("tcp://ours:2376")
                        .tls(
                                client.resolve("ca.pem"),
                                client.resolve("cert.pem"),
                                client.resolve("key.pem"))
                        .execute();
        ours.export(directory.resolve("ours.tar"));
        cli(one, "import", "theirs", directory.resolve("ours.tar").toString());
        cli(one, "export", "theirs", directory.resolve("theirs.tar").toString());
        contexts(one).importFrom("back", directory.resolve("theirs.tar"));
        Context defaults = contexts(one).find("default").orElseThrow();
        defaults.export(directory.resolve("default.tar"));
        cli(one, "import", "usual", directory.resolve("default.tar").toString());

        for (String name : List.of("theirs", "back")) {
            Context context = contexts(one).find(name).orElseThrow();
            assertThat(context.description()).isEqualTo("d");
            assertThat(context.host()).isEqualTo("tcp://ours:2376");
            assertThat(context.tlsFiles()).containsExactly("ca.pem", "cert.pem", "key.pem");
        }
        assertThat(contexts(one).find("usual").orElseThrow().host()).isEqualTo(defaults.host());
    }
}
