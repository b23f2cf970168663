package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerException;
import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first build of a JVM, in a JVM of its own. */
class FirstBuildTest {
    /** An engine gives a connection up that nobody speaks on; to load a few hundred classes takes a busy machine seconds. */
    @Test
    void theConnectionIsSpokenOnAtOnce() throws Exception {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+load:stdout:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FirstBuild.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String out = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(out).isZero();
        List<String> lines = out.lines().toList();
        int connected = lines.indexOf(FirstBuild.CONNECTED);
        int spoken = lines.indexOf(FirstBuild.SPOKEN);
        assertThat(lines).as("logged").noneMatch(line -> line.matches("(WARNING|SEVERE|INFO).*"));
        assertThat(connected).isPositive();
        assertThat(spoken).isGreaterThan(connected);
        assertThat(lines.subList(0, connected))
                .filteredOn(FirstBuildTest::isOfGrpc)
                .hasSizeGreaterThan(300);
        assertThat(lines.subList(connected, spoken))
                .filteredOn(FirstBuildTest::isOfGrpc)
                .hasSizeLessThan(10);
    }

    private static boolean isOfGrpc(String line) {
        return line.startsWith("io.grpc.") || line.startsWith("okio.");
    }

    /** Builds on an engine that hands over a connection, and ends it when it is spoken on. */
    static final class FirstBuild {
        static final String CONNECTED = "the engine has handed over a connection";
        static final String SPOKEN = "the engine is spoken to";

        public static void main(String[] args) {
            try {
                new RunningBuild(
                                Plans.of("FROM scratch").timeout(Duration.ofSeconds(30)).plan(),
                                new Engine(),
                                status -> {})
                        .run();
            } catch (DockerException ended) {
                return;
            }
            System.exit(1);
        }
    }

    private static final class Engine extends PlainEngine {
        @Override
        public Duplex upgrade(
                String path, Map<String, List<String>> headers, @Nullable Duration atMost) {
            System.out.println(FirstBuild.CONNECTED);
            return new Connection();
        }

        @Override
        public Duplex connect(@Nullable Duration atMost) {
            return new Connection();
        }
    }

    /** Ends when something is written. */
    private static final class Connection implements Duplex {
        private boolean ended;

        @Override
        public InputStream input() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    awaitEnd();
                    return -1;
                }
            };
        }

        @Override
        public OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    System.out.println(FirstBuild.SPOKEN);
                    end();
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    write(0);
                }
            };
        }

        private synchronized void awaitEnd() throws IOException {
            try {
                while (!ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        @Override
        public void closeOutput() {
            end();
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public void deadline(@Nullable Duration fromNow) {
            // none
        }

        @Override
        public void close() {
            end();
        }
    }
}
