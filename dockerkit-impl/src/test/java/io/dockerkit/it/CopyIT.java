package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.Container;
import io.dockerkit.image.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Witness.class)
@Timeout(120)
class CopyIT {
    @TempDir Path here;

    private static Container running() {
        return Witness.run("ubuntu").command("sleep", "600").detached().start();
    }

    private static Container created() {
        return Witness.run("ubuntu").create();
    }

    @Tag("core")
    @Test
    void textIsWrittenAndRead() throws InterruptedException {
        Container container = running();
        container.writeString("/etc/app.conf", "näme=wert\n");
        assertThat(container.readString("/etc/app.conf")).isEqualTo("näme=wert\n");
        assertThat(Witness.exec(container.id(), "stat", "-c", "%a %u:%g", "/etc/app.conf").strip())
                .isEqualTo("644 0:0");
        container.writeString("/etc/app.conf", "");
        assertThat(container.readString("etc/app.conf")).isEmpty();
        container.exec("ln", "-s", "/etc/app.conf", "/link").execute().requireSuccess();
        container.writeString("/link", "through");
        assertThat(container.readString("/etc/app.conf")).isEqualTo("through");
        assertThat(container.readString("/link")).isEqualTo("through");
        assertThat(container.stat("/link").type()).isEqualTo(Container.FileStat.Type.SYMBOLIC_LINK);
        container.kill();
    }

    private static String shell(String script) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-ec", "PATH=$PATH:/usr/sbin:/sbin; " + script)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }

    /** Only root may set them. */
    @Test
    void capabilitiesOfFilesAreKeptOnTheWayInAndOut() throws Exception {
        Path program = Files.createDirectory(here.resolve("bin")).resolve("a program");
        Files.copy(Path.of("/bin/true"), program);
        Files.copy(Path.of("/bin/true"), here.resolve("bin/plain"));
        String capability = "cap_net_raw=ep";
        shell("setcap " + capability + " '" + program + "'");
        Container container = created();
        container.copyTo(here.resolve("bin"), "/opt");
        container.copyFrom("/opt/bin", here.resolve("back"));
        assertThat(shell("cd '" + here + "/back'; getcap -r ."))
                .isEqualTo("./a program " + capability + "\n");
        assertThat(here.resolve("back/a program")).hasSameBinaryContentAs(program).isExecutable();
        assertThat(Files.getLastModifiedTime(here.resolve("back/a program")).toMillis() / 1000)
                .isEqualTo(Files.getLastModifiedTime(program).toMillis() / 1000);
    }

    @Test
    void whatCannotBeReadOrWrittenIsTold() {
        Container container = created();
        assertThatThrownBy(() -> container.readString("/nowhere"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("/nowhere");
        assertThatThrownBy(() -> container.readString("/etc"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("/etc");
        assertThatThrownBy(() -> container.writeString("/nowhere/x", "x"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("/nowhere");
        assertThatThrownBy(() -> container.writeString("/etc", "x"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> container.writeString("/new/", "x"))
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> container.copyTo(here.resolve("none"), "/x"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> container.copyFrom("/etc", here.resolve("no/where")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("no/where");
        container.remove();
        assertThatThrownBy(() -> container.writeString("/x", "x"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(container.shortId());
        assertThatThrownBy(() -> container.stat("/x")).isInstanceOf(NotFoundException.class);
    }

    @Tag("core")
    @Test
    void aPathIsDescribed() {
        Container container = running();
        container
                .exec(
                        "sh",
                        "-c",
                        "mkdir -m 1777 /d; echo 12345 > /f; chmod 4750 /f; ln -s /f /l; mkfifo /p")
                .execute()
                .requireSuccess();
        Container.FileStat file = container.stat("/f");
        assertThat(file.name()).isEqualTo("f");
        assertThat(file.size()).isEqualTo(6);
        assertThat(file.isFile()).isTrue();
        assertThat(file.permissions()).isEqualTo(04750);
        assertThat(file.modified()).isBetween(Instant.now().minusSeconds(300), Instant.now());
        assertThat(container.stat("/d").isDirectory()).isTrue();
        assertThat(container.stat("/d").permissions()).isEqualTo(01777);
        assertThat(container.stat("/l").linkTarget()).contains("/f");
        assertThat(container.stat("/p").type()).isEqualTo(Container.FileStat.Type.OTHER);
        container.kill();
    }

    @Tag("core")
    @Test
    void aLargeFileGoesInAndOutWholeAndIsReported() throws IOException {
        Container container = created();
        byte[] noise = new byte[60_000_001];
        new Random(3).nextBytes(noise);
        Path file = Files.write(here.resolve("noise"), noise);
        List<Progress.Event> in = new ArrayList<>();
        container.copyTo(file, "/noise", options -> options.onProgress(in::add));
        assertThat(in.get(in.size() - 1).current()).isEqualTo(noise.length);
        assertThat(in).allMatch(event -> event.current() <= event.total());
        List<Progress.Event> out = new ArrayList<>();
        container.copyFrom("/noise", here.resolve("back"), options -> options.onProgress(out::add));
        assertThat(out.get(out.size() - 1).status()).isEqualTo("Copied");
        assertThat(out.get(out.size() - 1).current()).isEqualTo(noise.length);
        assertThat(Files.mismatch(file, here.resolve("back"))).isEqualTo(-1);
        assertThat(container.readBytes("/noise")).isEqualTo(noise);
    }

    @Test
    void anArchiveIsExtractedAndHadBack() throws IOException {
        Container container = created();
        container.writeString("/tmp/a", "content");
        byte[] archive;
        try (InputStream tar = container.copyFrom("/tmp/a")) {
            archive = tar.readAllBytes();
        }
        container.copyTo(new ByteArrayInputStream(archive), "/var");
        assertThat(container.readString("/var/a")).isEqualTo("content");
        try (TarArchiveInputStream tar = new TarArchiveInputStream(container.copyFrom("/var/a"))) {
            assertThat(tar.getNextEntry().getName()).isEqualTo("a");
            assertThat(new String(tar.readAllBytes(), UTF_8)).isEqualTo("content");
        }
        assertThatThrownBy(() -> container.copyTo(new ByteArrayInputStream(archive), "/nowhere"))
                .isInstanceOf(NotFoundException.class);
    }

    @Tag("core")
    @Test
    void namesInLatin1ComeOutAndGoIn() throws IOException {
        Container container = running();
        container
                .exec("sh", "-c", "mkdir /b && cd /b && touch $(printf 'f\\344.txt f\\366.txt')")
                .execute()
                .requireSuccess();
        container.copyFrom("/b", here);
        assertThat(here.resolve("b").toFile().list()).hasSize(2);
        container.copyTo(here.resolve("b"), "/c");
        assertThat(container.exec("diff", "-r", "/b", "/c").execute().exitCode()).isZero();
        container.kill();
    }

    @Test
    void aSourceThatEndsInTwoDotsGetsTheNameOfTheTarget() {
        Container container = running();
        container.exec("mkdir", "-p", "/q/dir").execute().requireSuccess();
        container.copyFrom("/q/dir/..", here.resolve("new"));
        assertThat(here.resolve("new/dir")).isDirectory();
        assertThat(here.resolve("q")).doesNotExist();
        container.kill();
    }
}
