package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The main calls, each with the exchanges it consists of and what is its right answer. */
enum FaultedCall {
    PING("GET /_ping"),
    VERSION("GET \\S+/version"),
    LIST("GET \\S+/containers/json"),
    INSPECT("GET \\S+/containers/[^/]+/json"),
    START_AGAIN("POST \\S+/containers/[^/]+/start"),
    LOGS("GET \\S+/containers/[^/]+/logs"),
    READ_FILE("GET \\S+/containers/[^/]+/archive"),
    WRITE_FILE("PUT \\S+/containers/[^/]+/archive"),
    PULL("POST \\S+/images/create"),
    VOLUME_CREATE("POST \\S+/volumes/create"),
    NETWORK_CREATE("POST \\S+/networks/create"),
    CREATE("POST \\S+/containers/create"),
    EXEC(
            "POST \\S+/containers/[^/]+/exec",
            "POST \\S+/exec/[^/]+/start",
            "GET \\S+/exec/[^/]+/json"),
    RUN(
            "POST \\S+/containers/create",
            "POST \\S+/containers/[^/]+/attach",
            "POST \\S+/containers/[^/]+/wait",
            "POST \\S+/containers/[^/]+/start");

    /** What the container that is asked has logged. */
    static final int LINES = 8;

    private final List<String> exchanges;

    FaultedCall(String... exchanges) {
        this.exchanges = List.of(exchanges);
    }

    /** The beginnings of its requests, in their order. */
    List<String> exchanges() {
        return exchanges;
    }

    /** The container that the calls ask. */
    static Container subject(Docker direct) {
        Container subject =
                Witness.run(direct.containers(), "busybox")
                        .detached()
                        .command(
                                "sh",
                                "-c",
                                "echo content > /file; seq " + LINES + "; exec sleep 3600")
                        .start();
        try (Stream<LogLine> lines = subject.logs().follow().lines()) {
            assertThat(lines.limit(LINES)).hasSize(LINES);
        }
        return subject;
    }

    /**
     * Makes the call; it returns with the right answer or throws what the call throws.
     *
     * @param name of what it creates
     * @param deadline for what has none by itself
     */
    void make(Docker docker, Container subject, String name, Duration deadline) {
        switch (this) {
            case PING -> assertThat(docker.engine().ping().apiVersion()).matches("1\\.\\d+");
            case VERSION -> assertThat(docker.engine().version().version()).matches("\\d+\\..*");
            case LIST ->
                    assertThat(docker.containers().query().label(KEY, SESSION).list())
                            .extracting(summary -> summary.id())
                            .contains(subject.id());
            case INSPECT -> {
                assertThat(subject.inspect().id()).isEqualTo(subject.id());
                assertThat(subject.inspect().at("/Config/Cmd/1").text()).isEqualTo("-c");
            }
            case START_AGAIN -> assertThat(subject.start()).isFalse();
            case LOGS ->
                    assertThat(subject.logs().execute().stdout().lines())
                            .hasSize(LINES)
                            .allMatch(line -> line.matches("\\d"));
            case READ_FILE -> assertThat(subject.readString("/file")).isEqualTo("content\n");
            case WRITE_FILE -> subject.writeString("/" + name, "text of " + name);
            default -> makeNew(docker, subject, name, deadline);
        }
    }

    private void makeNew(Docker docker, Container subject, String name, Duration deadline) {
        switch (this) {
            case PULL ->
                    assertThat(docker.images().pull("busybox").timeout(deadline).execute().id())
                            .startsWith("sha256:");
            case VOLUME_CREATE ->
                    assertThat(docker.volumes().create(name).label(KEY, SESSION).execute().name())
                            .isEqualTo(name);
            case NETWORK_CREATE ->
                    assertThat(
                                    docker.networks()
                                            .create(name)
                                            .label(KEY, SESSION)
                                            .internal()
                                            .execute()
                                            .name())
                            .isEqualTo(name);
            case CREATE ->
                    assertThat(Witness.run(docker.containers(), "busybox").name(name).create().id())
                            .hasSize(64);
            case EXEC -> {
                ExecResult result =
                        subject.exec("sh", "-c", "echo out; echo err >&2; exit 3")
                                .timeout(deadline)
                                .execute();
                requireWhole(result.stdout(), result.stderr(), result.exitCode());
            }
            case RUN -> {
                RunResult result =
                        Witness.run(docker.containers(), "busybox")
                                .name(name)
                                .rm()
                                .timeout(deadline)
                                .command("sh", "-c", "echo out; echo err >&2; exit 3")
                                .execute();
                requireWhole(result.stdout(), result.stderr(), result.exitCode());
            }
            default -> throw new AssertionError(this);
        }
    }

    /** Two streams of output have no order between them, so that either may be missing at a clean cut. */
    private static void requireWhole(String out, String err, int code) {
        assertThat(code).isEqualTo(3);
        boolean cut =
                (out + err).length() < 8 && "out\n".startsWith(out) && "err\n".startsWith(err);
        if (cut) {
            throw new CleanCut(out + err);
        }
        assertThat(out).isEqualTo("out\n");
        assertThat(err).isEqualTo("err\n");
    }

    /**
     * The output of a process ended at the boundary of two frames: the protocol has no mark for its end, so that this cannot
     * be told from a process that has written no more.
     */
    static final class CleanCut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CleanCut(String read) {
            super(read);
        }
    }
}
