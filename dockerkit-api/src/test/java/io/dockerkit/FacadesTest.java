package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.volume.VolumeCommands;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A static facade has the verbs of its noun on a connection, and says the same about them; only the examples are its own. */
class FacadesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern METHOD =
            Pattern.compile(
                    "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*public (?:static )?"
                            + "[^=;(){}]*?(\\w+)\\(([^)]*)\\)");

    static Stream<Arguments> facades() {
        return Stream.of(
                Arguments.of(Containers.class, ContainerCommands.class),
                Arguments.of(Images.class, ImageCommands.class),
                Arguments.of(Networks.class, NetworkCommands.class),
                Arguments.of(Volumes.class, VolumeCommands.class),
                Arguments.of(Engine.class, EngineCommands.class));
    }

    @ParameterizedTest
    @MethodSource("facades")
    void aFacadeHasTheVerbsOfItsNoun(Class<?> facade, Class<?> commands) {
        assertThat(signatures(facade)).hasSizeGreaterThan(5).isEqualTo(signatures(commands));
    }

    private static Set<String> signatures(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                // leads from the commands to what users do not see
                .filter(method -> !method.getName().equals("backend"))
                .map(
                        method ->
                                method.getGenericReturnType()
                                        + " "
                                        + method.getName()
                                        + Arrays.toString(method.getGenericParameterTypes()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("facades")
    void aFacadeSaysOfEachVerbWhatTheNounSays(Class<?> facade, Class<?> commands)
            throws IOException {
        Map<String, String> said = comments(facade);
        Map<String, String> wanted = comments(commands);
        wanted.keySet().retainAll(said.keySet());
        assertThat(said).hasSizeGreaterThan(5).containsExactlyEntriesOf(wanted);
    }

    /** By name and parameters: the comment on one line, without examples and the packages of types. */
    private static Map<String, String> comments(Class<?> type) throws IOException {
        String source =
                Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        Map<String, String> comments = new TreeMap<>();
        Matcher method = METHOD.matcher(source);
        while (method.find()) {
            String text =
                    method.group(1)
                            .replaceAll("(?s)<pre>.*?</pre>", "")
                            .replaceAll("\\n\\s*\\*", " ")
                            .replaceAll("io\\.dockerkit\\.(?:[a-z]+\\.)*(?=[A-Z])", "")
                            .replaceAll("\\s+", " ")
                            .strip();
            comments.put(method.group(2) + "(" + method.group(3) + ")", text);
        }
        return comments;
    }
}
