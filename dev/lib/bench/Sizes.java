package io.dockerkit.bench;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The jars that a program gets with a library: the library's own and those of all that its POMs require. */
final class Sizes {
    private static final Set<String> AT_RUN_TIME = Set.of("", "compile", "runtime");

    private final Map<String, Path> classPath = new LinkedHashMap<>();

    private Sizes() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            classPath.put(artifact(path), path);
        }
    }

    static void run(Table table) throws Exception {
        Sizes sizes = new Sizes();
        double own = sizes.megabytes("dockerkit-impl");
        table.sizes(
                "jars with all that they need",
                own,
                sizes.megabytes("docker-java-core", "docker-java-transport-zerodep"),
                "docker-java",
                1.0);
        table.sizes(
                "jars with all that they need, tests",
                sizes.megabytes("dockerkit-junit-jupiter"),
                sizes.megabytes("testcontainers-junit-jupiter"),
                "Testcontainers",
                1.0);
    }

    /** A jar is called by its artifact and version; a module of this build lies in its directory. */
    private static String artifact(Path entry) {
        return Files.isDirectory(entry)
                ? entry.toAbsolutePath().getParent().getParent().getFileName().toString()
                : entry.getParent().getParent().getFileName().toString();
    }

    private double megabytes(String... artifacts) throws Exception {
        Set<String> all = new LinkedHashSet<>();
        for (String artifact : artifacts) {
            collect(artifact, Set.of(), all);
        }
        long bytes = 0;
        for (String artifact : all) {
            bytes += size(classPath.get(artifact));
        }
        return bytes / 1e6;
    }

    /** JUnit is the program's own, whatever it tests with. */
    private void collect(String artifact, Set<String> excluded, Set<String> into) throws Exception {
        Path entry = classPath.get(artifact);
        if (entry == null
                || artifact.startsWith("junit-")
                || excluded.contains(artifact)
                || excluded.contains("*")
                || !into.add(artifact)) {
            return;
        }
        Optional<Path> pom = pom(entry);
        if (pom.isEmpty()) {
            return;
        }
        for (Element dependency : dependencies(pom.get())) {
            if (AT_RUN_TIME.contains(text(dependency, "scope"))
                    && !text(dependency, "optional").equals("true")) {
                Set<String> more = new HashSet<>(excluded);
                for (Element exclusions : children(dependency, "exclusions")) {
                    children(exclusions, "exclusion")
                            .forEach(one -> more.add(text(one, "artifactId")));
                }
                collect(text(dependency, "artifactId"), more, into);
            }
        }
    }

    private static Optional<Path> pom(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return Optional.of(entry.toAbsolutePath().getParent().resolveSibling("pom.xml"));
        }
        try (Stream<Path> beside = Files.list(entry.getParent())) {
            return beside.filter(file -> file.toString().endsWith(".pom")).findFirst();
        }
    }

    private static List<Element> dependencies(Path pom) throws Exception {
        Element project =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(pom.toFile())
                        .getDocumentElement();
        List<Element> all = new ArrayList<>();
        for (Element dependencies : children(project, "dependencies")) {
            all.addAll(children(dependencies, "dependency"));
        }
        return all;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(Element::getTextContent)
                .map(String::strip)
                .findFirst()
                .orElse("");
    }

    /** Before the jars are made, their classes are in directories: those count as they do in a jar, compressed. */
    private static long size(Path entry) throws IOException {
        if (Files.isRegularFile(entry)) {
            return Files.size(entry);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (Stream<Path> all = Files.walk(entry);
                ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(entry.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar.size();
    }
}
