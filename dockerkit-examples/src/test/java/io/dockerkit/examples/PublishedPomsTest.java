package io.dockerkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The POMs that are published: what Maven Central demands of them, and that they agree with each other. */
class PublishedPomsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String BOM = "dockerkit-bom";

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final Map<String, Document> POMS = new HashMap<>();

    private static Document pom(String module) throws Exception {
        Document known = POMS.get(module);
        if (known == null) {
            known =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
            POMS.put(module, known);
        }
        return known;
    }

    private static String text(Document pom, String path) throws XPathExpressionException {
        return XPATH.evaluate(path, pom).strip();
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent().strip())
                .toList();
    }

    static List<String> published() throws Exception {
        List<String> published = new ArrayList<>(List.of(""));
        for (String module : texts(pom(""), "/project/modules/module")) {
            if (!text(pom(module), "/project/properties/maven.deploy.skip").equals("true")) {
                published.add(module);
            }
        }
        return published;
    }

    @Test
    void theParentTheBomTheLibraryAndItsExtensionsArePublished() throws Exception {
        assertThat(published())
                .containsExactlyInAnyOrder(
                        "",
                        BOM,
                        "dockerkit-api",
                        "dockerkit-impl",
                        "dockerkit-buildkit",
                        "dockerkit-compose",
                        "dockerkit",
                        "dockerkit-junit-jupiter");
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachHasANameAndADescriptionOfItsOwn(String module) throws Exception {
        Document pom = pom(module);
        assertThat(text(pom, "/project/name")).isNotEmpty();
        assertThat(text(pom, "/project/description")).endsWith(".");
        if (!module.isEmpty()) {
            assertThat(text(pom, "/project/artifactId")).isEqualTo(module);
        }
    }

    /** The BOM has no parent, from which it would get all the versions that the build manages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/project/url",
                "/project/licenses/license/name",
                "/project/licenses/license/url",
                "/project/developers/developer/name",
                "/project/scm/connection",
                "/project/scm/developerConnection",
                "/project/scm/url",
                "/project/issueManagement/url"
            })
    void eachHasWhatMavenCentralDemandsFromTheParentAndTheBomHasTheSame(String path)
            throws Exception {
        String demanded = text(pom(""), path);
        assertThat(demanded).isNotEmpty();
        for (String module : published()) {
            Document pom = pom(module);
            if (module.equals(BOM)) {
                assertThat(text(pom, "/project/parent")).isEmpty();
                assertThat(text(pom, path)).isEqualTo(demanded);
            } else if (!module.isEmpty()) {
                assertThat(text(pom, "/project/parent/artifactId")).isEqualTo("dockerkit-parent");
                assertThat(text(pom, path)).as(module).isEmpty();
            }
        }
    }

    @Test
    void theAddressesThatModulesInheritGetNothingAppended() throws Exception {
        Document parent = pom("");
        assertThat(text(parent, "/project/@child.project.url.inherit.append.path"))
                .isEqualTo("false");
        for (String address : List.of("connection", "developerConnection", "url")) {
            assertThat(text(parent, "/project/scm/@child.scm." + address + ".inherit.append.path"))
                    .isEqualTo("false");
        }
    }

    @Test
    void theLicenseIsTheFileOfTheRepository() throws Exception {
        assertThat(text(pom(""), "/project/licenses/license/name")).isEqualTo("Apache-2.0");
        assertThat(Files.readString(ROOT.resolve("LICENSE")))
                .contains("Apache License", "Version 2.0, January 2004");
    }

    @Test
    void allPublishedHaveOneVersionAndOneGroup() throws Exception {
        Document parent = pom("");
        String version = text(parent, "/project/version");
        assertThat(version).isNotEmpty();
        for (String module : published()) {
            Document pom = pom(module);
            boolean own = module.isEmpty() || module.equals(BOM);
            String at = own ? "/project/" : "/project/parent/";
            assertThat(text(pom, at + "version")).as(module).isEqualTo(version);
            assertThat(text(pom, at + "groupId")).as(module).isEqualTo("io.dockerkit");
        }
    }

    @Test
    void theBomHasEachPublishedJarAndNothingElse() throws Exception {
        Document bom = pom(BOM);
        String managed = "/project/dependencyManagement/dependencies/dependency/";
        List<String> jars = new ArrayList<>(published());
        jars.removeAll(List.of("", BOM));
        assertThat(texts(bom, managed + "artifactId")).containsExactlyInAnyOrderElementsOf(jars);
        assertThat(texts(bom, managed + "groupId")).containsOnly("io.dockerkit");
        assertThat(texts(bom, managed + "version")).containsOnly("${project.version}");
        assertThat(text(bom, "/project/dependencies")).isEmpty();
    }

    @Test
    void noPublishedModuleDependsOnASnapshotOfAnother() throws Exception {
        for (String module : published()) {
            Document pom = pom(module);
            assertThat(texts(pom, "//dependency/version"))
                    .as(module)
                    .noneMatch(PublishedPomsTest::isSnapshot);
            assertThat(texts(pom, "/project/properties/*"))
                    .as(module)
                    .noneMatch(PublishedPomsTest::isSnapshot);
            assertThat(texts(pom, "//plugin/version"))
                    .as(module)
                    .noneMatch(PublishedPomsTest::isSnapshot);
        }
    }

    private static boolean isSnapshot(String version) {
        return version.endsWith("-SNAPSHOT");
    }

    /** The projects that the build runs name it, as a user's project does. */
    @Test
    void theDocumentsNameThisVersion() throws Exception {
        String version = text(pom(""), "/project/version");
        for (Path page : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs/testing.md"))) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .contains("<version>" + version + "</version>");
        }
    }
}
