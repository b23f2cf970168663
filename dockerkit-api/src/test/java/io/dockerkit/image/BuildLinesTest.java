package io.dockerkit.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Lines as they stand in guides and READMEs ask for what {@code build-lines.txt} says below them, or are refused with it. */
class BuildLinesTest {
    private static final Path FILE = Path.of("src/test/resources/build-lines.txt");
    private static final HostContext HOST =
            new HostContext(
                    Path.of("/work"),
                    Map.of("HOME", "/home/user", "FROM_HOST", "s", "HTTPS_PROXY", "http://proxy"));

    private static List<String> asked(String line) {
        AtomicReference<BuildRequest> sent = new AtomicReference<>();
        ImageBackend backend =
                (ImageBackend)
                        Proxy.newProxyInstance(
                                ImageBackend.class.getClassLoader(),
                                new Class<?>[] {ImageBackend.class},
                                (proxy, method, arguments) -> {
                                    sent.set((BuildRequest) arguments[0]);
                                    return null;
                                });
        BuildSpec spec;
        try {
            spec = new ImageCommands(backend).parse(line, HOST);
            Object none = spec.execute();
            assertThat(none).isNull();
        } catch (InvalidOptionException refused) {
            return List.of("refused: " + refused.getMessage());
        }
        assertThat(new ImageCommands(backend).parse(spec.toCommandLine(), HOST)).isEqualTo(spec);
        return lines(sent.get());
    }

    private static List<String> lines(BuildRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add("context: " + request.source().shown());
        add(lines, "dockerfile", request.dockerfile());
        request.builder().ifPresent(builder -> lines.add("builder: " + builder));
        request.tags().forEach(tag -> lines.add("tag: " + tag));
        request.query().forEach((name, value) -> lines.add("POST /build " + name + "=" + value));
        request.structured()
                .forEach((name, value) -> lines.add("POST /build " + name + "=" + value));
        BuildKitOptions kit = request.buildKit();
        kit.frontend().forEach((name, value) -> lines.add("frontend " + name + "=" + value));
        kit.secrets().forEach(secret -> lines.add("secret " + secret.id()));
        kit.ssh().forEach(ssh -> lines.add("ssh " + ssh.id() + " " + ssh.paths()));
        kit.contexts().forEach((name, place) -> lines.add("named context " + name + "=" + place));
        kit.cacheFrom()
                .forEach(cache -> lines.add("cache from " + cache.type() + cache.attributes()));
        kit.cacheTo().forEach(cache -> lines.add("cache to " + cache.type() + cache.attributes()));
        kit.outputs()
                .forEach(
                        output ->
                                lines.add(
                                        "output "
                                                + output.type()
                                                + " "
                                                + output.destination()
                                                + output.attributes()));
        kit.platforms().forEach(platform -> lines.add("platform: " + platform));
        kit.attestations()
                .forEach((type, fields) -> lines.add("attestation " + type + ": " + fields));
        kit.entitlements().forEach(entitlement -> lines.add("entitlement: " + entitlement));
        kit.exporterAttributes()
                .forEach((name, value) -> lines.add("exporter " + name + "=" + value));
        if (kit.isPushed()) {
            lines.add("pushed");
        }
        request.onlyClassic()
                .forEach(option -> lines.add("only the engine's own builder: " + option));
        request.onlySession().forEach(option -> lines.add("needs a session: " + option));
        add(lines, "id file", request.idFile());
        add(lines, "metadata file", request.metadataFile());
        if (request.isCompressed()) {
            lines.add("compressed");
        }
        if (request.isQuiet()) {
            lines.add("quiet");
        }
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(name + ": " + value);
        }
    }

    @Test
    void aLineAsksForWhatStandsBelowIt() throws IOException {
        List<String> kept = Files.readAllLines(FILE);
        List<String> whole = new ArrayList<>();
        int compared = 0;
        for (String line : kept) {
            if (!line.startsWith("  ")) {
                whole.add(line);
            }
            if (!line.startsWith("  ") && !line.startsWith("#")) {
                asked(line).forEach(each -> whole.add("  " + each));
                compared++;
            }
        }
        if (Boolean.getBoolean("dockerkit.write-reference")) {
            Files.write(FILE, whole);
        }
        assertThat(Files.readAllLines(FILE)).isEqualTo(whole);
        assertThat(compared).isGreaterThanOrEqualTo(60);
    }
}
