package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The builder is chosen by what the engine says of itself in a ping. */
class ChosenBuilderTest {
    @TempDir Path directory;

    private ScriptedEngine engine(
            @Nullable String system, @Nullable String builder, @Nullable String podman)
            throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        List<String> headers = new ArrayList<>();
        headers.add("Api-Version: " + ScriptedEngine.API_VERSION);
        if (system != null) {
            headers.add("Ostype: " + system);
        }
        if (builder != null) {
            headers.add("Builder-Version: " + builder);
        }
        if (podman != null) {
            headers.add("Libpod-Api-Version: " + podman);
        }
        return new ScriptedEngine(directory)
                .on("GET /_ping", Calls.answers("200 OK", "OK", headers.toArray(new String[0])))
                .on("POST /build", Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:5\"}}"));
    }

    @ParameterizedTest
    @CsvSource({
        // system, builder, podman, version of the builder that is asked for
        "linux, 2, , 2",
        "linux, 1, , 1",
        "linux, , , 2",
        "windows, 1, , 1",
        "windows, , , 1",
        "windows, 2, , 2",
        "linux, , 4.3.1, 1",
        "linux, 2, 5.8.6, 1",
        ", , , 2"
    })
    void theEngineSaysWhichBuilderItHas(
            @Nullable String system,
            @Nullable String builder,
            @Nullable String podman,
            String version)
            throws Exception {
        try (ScriptedEngine engine = engine(system, builder, podman)) {
            engine.images().build(directory.resolve("context")).execute();
            assertThat(engine.calls())
                    .filteredOn(call -> call.startsWith("POST /build"))
                    .singleElement()
                    .asString()
                    .containsPattern("[?&]version=" + version + "(&|$)");
        }
    }

    @ParameterizedTest
    @CsvSource({"windows, 1, ", "windows, , ", "linux, , 5.8.6", "linux, 1, "})
    void anEngineWithoutBuildkitIsNotAskedForIt(
            @Nullable String system, @Nullable String builder, @Nullable String podman)
            throws Exception {
        try (ScriptedEngine engine = engine(system, builder, podman)) {
            BuildSpec spec =
                    engine.images()
                            .build(directory.resolve("context"))
                            .builder(BuildSpec.Builder.BUILDKIT);
            assertThatThrownBy(spec::execute)
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("has no BuildKit, which builder(BUILDKIT) asks for");
            assertThat(engine.calls()).noneMatch(call -> call.startsWith("POST /build"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5.8.6, extrahosts=%5B%22db%3A10.0.0.2%22%2C%22cache%3A10.0.0.3%22%5D",
        ", extrahosts=db%3A10.0.0.2&extrahosts=cache%3A10.0.0.3"
    })
    void podmanReadsHostsAsJson(@Nullable String podman, String sent) throws Exception {
        try (ScriptedEngine engine = engine("linux", null, podman)) {
            engine.images()
                    .build(directory.resolve("context"))
                    .addHost("db", "10.0.0.2")
                    .addHost("cache", "10.0.0.3")
                    .execute();
            assertThat(engine.calls())
                    .filteredOn(call -> call.startsWith("POST /build"))
                    .singleElement()
                    .asString()
                    .contains(sent);
        }
    }
}
