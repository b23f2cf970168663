package io.dockerkit.compose.project;

import static io.dockerkit.compose.project.Projects.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFilesTest {
    @TempDir Path directory;

    private LoadedProject load(String service, Map<String, String> environment, Option... options) {
        return Projects.load(
                "services:\n  web:\n    image: nginx\n    " + service.replace("|", "\n    "),
                environment,
                directory,
                List.of(),
                List.of(),
                options);
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(directory.resolve(name), text);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void ownVariablesCountBeforeThoseOfFilesAndLaterFilesBeforeEarlierOnes() throws Exception {
        write("a.env", "A=1\nB=1\nC=1\nD=${B}${OWN}${SHELL_ONLY}\n");
        write("b.env", "B=2\nE=$A$B\n");
        LoadedProject project =
                load(
                        "environment: {C: own, OWN: o}|env_file: [{path: "
                                + file("a.env")
                                + ", required: true}, {path: "
                                + file("b.env")
                                + ", required: true}]",
                        Map.of("SHELL_ONLY", "s"));
        assertThat(at(project, "services", "web", "environment"))
                .isEqualTo(
                        Map.of("A", "1", "B", "2", "C", "own", "D", "1os", "E", "12", "OWN", "o"));
        assertThat(at(project, "services", "web", "env_file")).isNull();
    }

    @Test
    void aVariableWithoutAValueStaysSoEvenIfAFileHasOne() throws Exception {
        write("a.env", "A=1\nB=1\n");
        LoadedProject project =
                load(
                        "environment: [A, B]|env_file: [{path: " + file("a.env") + "}]",
                        Map.of("B", "shell"));
        Map<String, Object> expected = new HashMap<>(Map.of("B", "shell"));
        expected.put("A", null);
        assertThat(at(project, "services", "web", "environment")).isEqualTo(expected);
    }

    @Test
    void aRawFileIsTakenAsItIs() throws Exception {
        write("a.env", "A='$B'\nC\nD\n");
        LoadedProject project =
                load(
                        "env_file: [{path: " + file("a.env") + ", format: raw}]",
                        Map.of("C", "shell"));
        assertThat(at(project, "services", "web", "environment"))
                .isEqualTo(Map.of("A", "'$B'", "C", "shell"));
    }

    @Test
    void aFileThatIsMissingIsRefusedUnlessItMayBe() {
        String service = "env_file: [{path: " + file("no.env") + ", required: %s}]";
        assertThat(at(load(service.formatted("false"), Map.of()), "services", "web", "environment"))
                .isNull();
        assertThatThrownBy(() -> load(service.formatted("true"), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(file("no.env"))
                .hasMessageContaining("services.web.env_file[0] in -, line 4")
                .hasMessageContaining("with required: false it may be missing");
    }

    @Test
    void anUnknownFormatIsRefused() throws Exception {
        write("a.env", "A=1\n");
        assertThatThrownBy(
                        () ->
                                load(
                                        "env_file: [{path: " + file("a.env") + ", format: json}]",
                                        Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value \"json\" for services.web.env_file[0].format");
    }

    @Test
    void theNamesOfFilesStayIfTheyAreNotRead() {
        LoadedProject project =
                load(
                        "environment: {A: a}|env_file: [{path: " + file("no.env") + "}]",
                        Map.of(),
                        Option.NO_ENV_RESOLUTION);
        assertThat(at(project, "services", "web", "env_file")).isEqualTo(List.of(file("no.env")));
        assertThat(at(project, "services", "web", "environment")).isEqualTo(Map.of("A", "a"));
    }

    @Test
    void theHashIsThatOfTheServiceBeforeItsFilesAreRead() throws Exception {
        write("a.env", "A=1\n");
        String service = "env_file: [{path: " + file("a.env") + ", required: true}]";
        String before = load(service, Map.of()).hashes().get("web");
        write("a.env", "A=2\n");
        assertThat(load(service, Map.of()).hashes().get("web")).isEqualTo(before);
    }

    @Test
    void ownLabelsCountBeforeThoseOfFiles() throws Exception {
        write("a.label", "a=1\nb=1\n");
        write("b.label", "c=${a}2\n");
        String service =
                "labels: {b: own}|label_file: [" + file("a.label") + ", " + file("b.label") + "]";
        LoadedProject project = load(service, Map.of());
        assertThat(at(project, "services", "web", "labels"))
                .isEqualTo(Map.of("a", "1", "b", "own", "c", "12"));
        assertThat(at(project, "services", "web", "label_file")).isNull();
        assertThat(
                        at(
                                load(service, Map.of(), Option.KEEP_LABEL_FILES),
                                "services",
                                "web",
                                "label_file"))
                .isEqualTo(List.of(file("a.label"), file("b.label")));
    }

    @Test
    void aLabelFileMustBeThere() {
        assertThatThrownBy(() -> load("label_file: [" + file("no.label") + "]", Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.label_file[0]")
                .hasMessageContaining("there is no such file");
    }
}
