package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is fed to a process and what it writes, in bulk. */
@ExtendWith(Witness.class)
@Timeout(300)
class StreamsIT {
    private static final long MUCH = Endurance.isFull() ? 1L << 30 : 128L << 20;

    private static RunSpec ubuntu(String... command) {
        return Witness.run("ubuntu").rm().command(command);
    }

    /** Bytes that nobody keeps, and how much is kept all the same while they flow. */
    private static final class Noise extends InputStream {
        private static final long LOOK = MUCH / 8;
        private final byte[] block = new byte[1 << 16];
        private final long before = heapInUse();
        private long most;
        private int looks;
        private long left;

        Noise(long length) {
            new Random(42).nextBytes(block);
            left = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, Math.min(length, block.length));
            System.arraycopy(block, 0, into, offset, count);
            if (left / LOOK != (left - count) / LOOK) {
                most = Math.max(most, heapInUse() - before);
                looks++;
            }
            left -= count;
            return count;
        }

        void assertNothingWasKept() {
            assertThat(left).isZero();
            assertThat(looks).isEqualTo(8);
            assertThat(most).isLessThan(64L << 20);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void muchInputThroughCatComesBackWholeAndIsNotKept() {
        Noise noise = new Noise(MUCH);
        DigestInputStream in = new DigestInputStream(noise, sha256());
        DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
        RunResult result =
                ubuntu("cat").logDriver("none").stdin(in).stdoutTo(out).execute().requireSuccess();
        noise.assertNothingWasKept();
        assertThat(hex(out.getMessageDigest())).isEqualTo(hex(in.getMessageDigest()));
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void muchInputIsReadToItsEndByARunAndIsNotKept() {
        Noise noise = new Noise(MUCH);
        DigestInputStream in = new DigestInputStream(noise, sha256());
        String sum = ubuntu("sha256sum").stdin(in).execute().requireSuccess().stdout();
        noise.assertNothingWasKept();
        assertThat(sum).startsWith(hex(in.getMessageDigest()));
    }

    @Test
    void muchInputIsReadToItsEndByAnExecAndIsNotKept() {
        Container container = ubuntu("sleep", "600").detached().start();
        Noise noise = new Noise(MUCH);
        DigestInputStream in = new DigestInputStream(noise, sha256());
        String sum = container.exec("sha256sum").stdin(in).execute().requireSuccess().stdout();
        noise.assertNothingWasKept();
        assertThat(sum).startsWith(hex(in.getMessageDigest()));
        container.kill();
    }

    @Test
    void textAndBytesAreFedAsTheyAre() {
        Container container = ubuntu("sleep", "600").detached().start();
        byte[] bytes = new byte[100_003];
        new Random(5).nextBytes(bytes);
        assertThat(ubuntu("cat").stdin("näme\n").execute().stdout()).isEqualTo("näme\n");
        assertThat(ubuntu("cat").stdin(bytes).execute().stdoutBytes()).isEqualTo(bytes);
        assertThat(container.exec("cat").stdin("näme\n").execute().stdout()).isEqualTo("näme\n");
        assertThat(container.exec("cat").stdin(bytes).execute().stdoutBytes()).isEqualTo(bytes);
        container.kill();
    }

    @Test
    void aFileIsFed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("in.txt"), "b\na\n");
        RunSpec sort = ubuntu("sort").stdin(file);
        assertThat(sort.execute().stdout()).isEqualTo("a\nb\n");
        assertThat(sort.execute().stdout()).isEqualTo("a\nb\n");
    }

    @Test
    void aFileThatIsMissingIsAnErrorBeforeAnythingIsMade(@TempDir Path directory) {
        RunSpec sort = ubuntu("sort").stdin(directory.resolve("nowhere"));
        assertThatThrownBy(sort::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("stdin")
                .hasMessageContaining("nowhere");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aStreamCanBeFedOnce() {
        RunSpec cat = ubuntu("cat").stdin(new ByteArrayInputStream(new byte[] {'x'}));
        assertThat(cat.execute().stdout()).isEqualTo("x");
        assertThatThrownBy(cat::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("can be read once");
    }

    @Test
    void aSourceThatFailsIsNotTakenForItsEnd() {
        InputStream torn =
                new InputStream() {
                    private int left = 100_000;

                    @Override
                    public int read() throws IOException {
                        if (--left < 0) {
                            throw new IOException("the disk is on fire");
                        }
                        return 'x';
                    }
                };
        assertThatThrownBy(() -> ubuntu("wc", "-c").stdin(torn).execute())
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("the disk is on fire");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aSinkThatFailsEndsTheRun() {
        OutputStream full =
                new FilterOutputStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void write(byte[] from, int offset, int length) throws IOException {
                        throw new IOException("no space left");
                    }
                };
        assertThatThrownBy(() -> ubuntu("yes").stdoutTo(full).execute())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no space left")
                .hasMessageContaining("was killed");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void anErrorOfASinkIsPassedOnAsItIs() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("mine");
                    }
                };
        assertThatThrownBy(() -> ubuntu("yes").stdoutTo(broken).execute())
                .isInstanceOf(AssertionError.class)
                .hasMessage("mine");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void theStreamsGoWhereTheyAreSent() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        RunResult result = ubuntu("sh", "-c", "echo out; echo err >&2").stderrTo(err).execute();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEmpty();
        assertThat(err).hasToString("err\n");
    }

    @Test
    void aProcessThatDoesNotReadItsInputEnds() {
        assertThat(ubuntu("true").stdin(new Noise(MUCH)).execute().exitCode()).isZero();
        assertThat(ubuntu("head", "-c", "3").stdin("abcdef").execute().stdout()).isEqualTo("abc");
    }
}
