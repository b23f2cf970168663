package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code mvn -DskipTests install} needs no engine: it skips all that runs tests or builds projects that have tests. */
class SkippedTestsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The parameters that each such plugin needs; failsafe has {@code skipTests} and {@code skipITs} by itself. */
    private static final Map<String, Set<String>> SKIPPED_BY =
            Map.of(
                    "maven-surefire-plugin", Set.of("skipTests"),
                    "maven-failsafe-plugin", Set.of(),
                    "maven-invoker-plugin", Set.of("skipInvocation", "skipInstallation"));

    private static final Set<String> ALL_PARAMETERS =
            Set.of(
                    "skip",
                    "skipTests",
                    "skipITs",
                    "skipExec",
                    "skipInvocation",
                    "skipInstallation");

    /** The plugins of the build that run no tests and start no program that could want an engine. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "maven-clean-plugin",
                    "maven-compiler-plugin",
                    "maven-dependency-plugin",
                    "maven-deploy-plugin",
                    "maven-enforcer-plugin",
                    "maven-install-plugin",
                    "maven-jar-plugin",
                    "maven-javadoc-plugin",
                    "maven-resources-plugin",
                    "maven-source-plugin",
                    "spotless-maven-plugin");

    private record Plugin(Path pom, Element element) {
        String name() {
            return texts(element, "artifactId").get(0);
        }
    }

    private static List<Path> poms() throws Exception {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> poms =
                    new ArrayList<>(
                            modules.map(module -> module.resolve("pom.xml"))
                                    .filter(Files::isRegularFile)
                                    .toList());
            poms.add(ROOT.resolve("pom.xml"));
            return poms;
        }
    }

    private static Document read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    /** Returns the texts of all elements of a name in another one. */
    private static List<String> texts(Element in, String name) {
        List<String> texts = new ArrayList<>();
        NodeList found = in.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }

    /** Returns the plugins of the POMs, but for those of profiles. */
    private static List<Plugin> plugins() throws Exception {
        List<Plugin> plugins = new ArrayList<>();
        for (Path pom : poms()) {
            NodeList found = read(pom).getElementsByTagName("plugin");
            for (int i = 0; i < found.getLength(); i++) {
                Element plugin = (Element) found.item(i);
                boolean ofAProfile = false;
                for (var above = plugin.getParentNode();
                        above != null;
                        above = above.getParentNode()) {
                    ofAProfile |= above.getNodeName().equals("profile");
                }
                if (!ofAProfile) {
                    plugins.add(new Plugin(pom, plugin));
                }
            }
        }
        return plugins;
    }

    /** Returns what a value of a POM is where {@code -DskipTests} is given. */
    private static String resolved(String value) throws Exception {
        if (value.equals("${skipTests}")) {
            return "true";
        }
        if (!value.startsWith("${")) {
            return value;
        }
        Element project = read(ROOT.resolve("pom.xml")).getDocumentElement();
        return resolved(texts(project, value.substring(2, value.length() - 1)).get(0));
    }

    @Test
    void skipTestsSkipsAllThatRunsTestsOrProjects() throws Exception {
        for (Map.Entry<String, Set<String>> entry : SKIPPED_BY.entrySet()) {
            Set<String> skipping = new TreeSet<>();
            for (Plugin plugin : plugins()) {
                if (!plugin.name().equals(entry.getKey())) {
                    continue;
                }
                for (String parameter : ALL_PARAMETERS) {
                    for (String value : texts(plugin.element(), parameter)) {
                        skipping.add(parameter);
                        assertThat(resolved(value))
                                .as("%s of %s in %s", parameter, entry.getKey(), plugin.pom())
                                .isEqualTo("true");
                    }
                }
            }
            assertThat(skipping).as(entry.getKey()).containsAll(entry.getValue());
        }
    }

    @Test
    void eachPluginIsKnownToRunNoTestsOrIsSkipped() throws Exception {
        Set<String> unknown = new TreeSet<>();
        for (Plugin plugin : plugins()) {
            unknown.add(plugin.name());
        }
        unknown.removeAll(HARMLESS);
        unknown.removeAll(SKIPPED_BY.keySet());
        assertThat(unknown).isEmpty();
    }
}
