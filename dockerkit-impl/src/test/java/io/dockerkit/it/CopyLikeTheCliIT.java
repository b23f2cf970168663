package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.DockerException;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.CopySpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every pair of source and target is copied by {@code docker cp} and by DockerKit; what comes of it is the same. */
@ExtendWith(Witness.class)
@Timeout(300)
class CopyLikeTheCliIT {
    private static final List<String> SOURCES =
            List.of(
                    "file",
                    "dir",
                    "dir/.",
                    "link-to-dir",
                    "link-to-file",
                    "link-to-dir/.",
                    "pipe",
                    "missing");
    private static final List<String> TARGETS =
            List.of(
                    "there",
                    "there/",
                    "old",
                    "new",
                    "new/",
                    "nowhere/new",
                    "to-there",
                    "to-old",
                    "dangling");

    private static final int AREAS = Endurance.count(150, 40);

    private static String image = "";

    @TempDir static Path temporary;

    private static RunSpec area() {
        return Witness.run(image);
    }

    private static final String MAKE =
            "mkdir -p %1$s/there %1$s/dir/sub %1$s/dir/empty; cd %1$s; echo old > old; echo kept > there/kept;"
                    + " echo file > file; chmod 640 file; mkfifo -m 620 pipe dir/pipe; mknod -m 604 dir/null c 1 3; echo one > dir/one; echo two > dir/sub/two;"
                    + " chmod 755 dir/one; ln -s one dir/link; ln -s dir link-to-dir; ln -s file link-to-file;"
                    + " ln -s there to-there; ln -s old to-old; ln -s gone dangling;"
                    + " touch -h -d 2001-02-03T04:05:06Z file dir/one dir/sub/two dir/link dir/sub dir/empty dir";

    /** An area for each test, so that one container is enough for many. */
    private static final String COPY =
            "; for i in $(seq " + AREAS + "); do cp -a /area /area$i || exit; done";

    @BeforeEach
    void make() throws Exception {
        image = Witness.unique("copies") + ":latest";
        Container maker =
                Witness.run("ubuntu")
                        .command("sh", "-c", MAKE.formatted("/area") + COPY)
                        .detached()
                        .start();
        assertThat(maker.awaitExit()).isZero();
        maker.commit(image).change("CMD [\"true\"]").execute();
        maker.remove();
    }

    @AfterEach
    void remove() {
        Containers.query().all().label(KEY, SESSION).removeAll(options -> options.force());
        Images.get(image).remove();
    }

    private static Path local(String name) throws Exception {
        Path directory = temporary.resolve(name);
        shell(MAKE.formatted(directory));
        return directory;
    }

    private static void shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    /** Returns whether the CLI did it. */
    private static boolean docker(List<String> flags, String from, String to) throws Exception {
        List<String> words = new ArrayList<>(List.of("docker", "cp"));
        words.addAll(flags);
        words.add(from);
        words.add(to);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        return process.exitValue() == 0;
    }

    private static boolean done(Runnable copy) {
        try {
            copy.run();
            return true;
        } catch (DockerException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
    }

    private static UnaryOperator<CopySpec> how(List<String> flags) {
        return spec -> {
            CopySpec wanted = flags.contains("-L") ? spec.followLink() : spec;
            return flags.contains("-a") ? wanted.archive() : wanted;
        };
    }

    /** Without endurance, each source meets every fifth target, and each target every fifth source. */
    private static boolean isTried(String source, String target) {
        return Endurance.isFull() || (SOURCES.indexOf(source) + TARGETS.indexOf(target)) % 5 == 0;
    }

    @TestFactory
    Stream<DynamicTest> intoAContainer() throws Exception {
        Path here = local("in");
        Container byCli = area().create();
        Container byUs = area().create();
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> flags : List.of(List.<String>of(), List.of("-L"), List.of("-a"))) {
            for (String source : flags.contains("-a") ? List.of("file", "dir") : SOURCES) {
                for (String target : flags.contains("-a") ? List.of("new", "there") : TARGETS) {
                    if (!isTried(source, target)) {
                        continue;
                    }
                    Into into = new Into(byCli, byUs, "/area" + (tests.size() + 1));
                    tests.add(
                            DynamicTest.dynamicTest(
                                    "docker cp " + flags + " " + source + " c:/area/" + target,
                                    () -> into.compare(here, flags, source, target)));
                }
            }
        }
        assertThat(tests).hasSizeBetween(Endurance.count(148, 28), AREAS);
        return tests.stream();
    }

    /** Two containers, and the directory in both that a test has for itself. */
    private record Into(Container byCli, Container byUs, String area) {
        void compare(Path here, List<String> flags, String source, String target) throws Exception {
            String from = here + "/" + source;
            String to = area + "/" + target;
            boolean theirs = docker(flags, from, byCli.id() + ":" + to);
            boolean ours = done(() -> byUs.copyTo(Path.of(from), to, how(flags)));
            assertThat(ours).isEqualTo(theirs);
            assertThat(inside(byUs, area)).isEqualTo(inside(byCli, area));
        }
    }

    private static SortedMap<String, String> inside(Container container, String area)
            throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (InputStream archive = container.copyFrom(area);
                TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                String rest =
                        e.isFile()
                                ? e.getLastModifiedTime().toInstant().getEpochSecond()
                                        + " "
                                        + new String(tar.readAllBytes(), UTF_8)
                                : e.getLinkName();
                String owner = e.getLongUserId() + ":" + e.getLongGroupId();
                String node =
                        (char) e.getLinkFlag() + " " + e.getDevMajor() + ":" + e.getDevMinor();
                found.put(
                        e.getName(),
                        Integer.toOctalString(e.getMode()) + " " + owner + " " + node + " " + rest);
            }
        }
        return found;
    }

    @TestFactory
    Stream<DynamicTest> outOfAContainer() throws Exception {
        Path template = local("template");
        Container container = area().create();
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> flags : List.of(List.<String>of(), List.of("-L"))) {
            for (String source : SOURCES) {
                for (String target : TARGETS) {
                    if (!target.endsWith("/") && isTried(source, target)) {
                        String name = "out" + tests.size();
                        tests.add(
                                DynamicTest.dynamicTest(
                                        "docker cp " + flags + " c:/area/" + source + " " + target,
                                        () ->
                                                outOf(
                                                        container, template, name, flags, source,
                                                        target)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(Endurance.count(112, 20));
        return tests.stream();
    }

    private static void outOf(
            Container container,
            Path template,
            String name,
            List<String> flags,
            String source,
            String target)
            throws Exception {
        Path byCli = temporary.resolve(name + "cli");
        Path byUs = temporary.resolve(name + "us");
        shell("cp -a %1$s %2$s && cp -a %1$s %3$s".formatted(template, byCli, byUs));
        boolean theirs = docker(flags, container.id() + ":/area/" + source, byCli + "/" + target);
        boolean ours =
                done(() -> container.copyFrom("/area/" + source, byUs.resolve(target), how(flags)));
        assertThat(ours).isEqualTo(theirs);
        assertThat(below(byUs)).isEqualTo(below(byCli));
    }

    private static SortedMap<String, String> below(Path directory) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String mode =
                        Integer.toOctalString(
                                (int)
                                        Files.getAttribute(
                                                path, "unix:mode", LinkOption.NOFOLLOW_LINKS));
                mode += " " + Files.getAttribute(path, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
                String rest = "";
                if (Files.isSymbolicLink(path)) {
                    rest = Files.readSymbolicLink(path).toString();
                } else if (Files.isRegularFile(path)) {
                    FileTime time = Files.getLastModifiedTime(path);
                    boolean copied =
                            time.toInstant().isBefore(Instant.parse("2010-01-01T00:00:00Z"));
                    rest = copied + " " + Files.readString(path);
                }
                found.put(directory.relativize(path).toString(), mode + " " + rest);
            }
        }
        return found;
    }
}
