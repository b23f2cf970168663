package io.dockerkit.it;

import static io.dockerkit.it.Witness.SESSION;

import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Every call that can wait, and how each is made to wait: for a process, for an event, or for an engine that is silent. */
enum BlockingCall {
    RUN("POST \\S+/containers/[^/]+/start"),
    RUN_REMOVED("POST \\S+/containers/[^/]+/start"),
    RUN_FED("POST \\S+/containers/[^/]+/start"),
    EXEC("POST \\S+/exec/[^/]+/start"),
    EXEC_FED("POST \\S+/exec/[^/]+/start"),
    AWAIT_EXIT("POST \\S+/containers/[^/]+/wait"),
    AWAIT_REMOVAL("POST \\S+/containers/[^/]+/wait"),
    WAIT_FOR_LOG("GET \\S+/containers/[^/]+/logs"),
    STOP("POST \\S+/containers/[^/]+/stop"),
    LOGS_NEXT("GET \\S+/containers/[^/]+/logs"),
    LOGS_WHOLE("GET \\S+/containers/[^/]+/logs"),
    LOGS_BYTES("GET \\S+/containers/[^/]+/logs"),
    LOGS_SUBSCRIPTION("GET \\S+/containers/[^/]+/logs"),
    EVENTS_NEXT("GET \\S+/events"),
    STATS_NEXT("GET \\S+/containers/[^/]+/stats", Fault.Kind.HOLD_ANSWER),
    SESSION_AWAIT("POST \\S+/exec/[^/]+/start"),
    SESSION_READ("POST \\S+/exec/[^/]+/start"),
    SESSION_WRITE("POST \\S+/exec/[^/]+/start"),
    ATTACHED_READ("POST \\S+/containers/[^/]+/attach"),
    PING("GET /_ping", Fault.Kind.HOLD_ANSWER),
    LIST("GET \\S+/containers/json", Fault.Kind.HOLD_REQUEST),
    CREATE("POST \\S+/containers/create", Fault.Kind.HOLD_REQUEST),
    PULL("POST \\S+/images/create", Fault.Kind.HOLD_ANSWER),
    SAVE("GET \\S+/images/get", Fault.Kind.HOLD_ANSWER),
    LOAD("POST \\S+/images/load", Fault.Kind.HOLD_REQUEST),
    BUILD("POST \\S+/build", Fault.Kind.HOLD_REQUEST),
    COPY_FROM("GET \\S+/containers/[^/]+/archive", Fault.Kind.HOLD_ANSWER),
    COPY_TO("PUT \\S+/containers/[^/]+/archive", Fault.Kind.HOLD_REQUEST),
    EXPORT("GET \\S+/containers/[^/]+/export", Fault.Kind.HOLD_ANSWER);

    private final String request;
    private final Optional<Fault> fault;

    BlockingCall(String request) {
        this.request = request;
        this.fault = Optional.empty();
    }

    BlockingCall(String request, Fault.Kind kind) {
        this.request = request;
        this.fault = Optional.of(Fault.of(kind, 20));
    }

    /** The beginning of the request after which it waits. */
    String request() {
        return request;
    }

    /** What silences the engine, where it would answer. */
    Optional<Fault> fault() {
        return fault;
    }

    /** Makes the call and waits. */
    void make(Docker docker, Container sleeping, Path directory) throws IOException {
        RunSpec sleep = Witness.run(docker.containers(), "busybox");
        switch (this) {
            case RUN -> sleep.command("sleep", "600").execute();
            case RUN_REMOVED -> sleep.rm().command("sleep", "600").execute();
            case RUN_FED -> sleep.stdin(endless()).command("sleep", "600").execute();
            case EXEC -> sleeping.exec("sleep", "600").execute();
            case EXEC_FED -> sleeping.exec("sleep", "600").stdin(endless()).execute();
            case AWAIT_EXIT -> sleeping.awaitExit();
            case AWAIT_REMOVAL -> sleeping.awaitRemoval();
            case WAIT_FOR_LOG -> sleeping.waitFor(Wait.log("never"));
            case STOP -> sleeping.stop(options -> options.waitForever());
            case LOGS_NEXT -> first(sleeping.logs().follow().lines());
            case LOGS_WHOLE -> sleeping.logs().follow().execute();
            case LOGS_BYTES -> read(sleeping.logs().follow().open());
            case LOGS_SUBSCRIPTION -> sleeping.logs().follow().subscribe(line -> {}).await();
            case EVENTS_NEXT ->
                    first(docker.engine().events().filter("label", "no=" + SESSION).stream());
            case STATS_NEXT -> first(sleeping.stats().stream());
            case SESSION_AWAIT, SESSION_READ, SESSION_WRITE -> session(sleeping);
            case ATTACHED_READ -> read(sleeping.attach(options -> options).stdout());
            default -> silenced(docker, sleeping, directory, sleep);
        }
    }

    private void silenced(Docker docker, Container sleeping, Path directory, RunSpec sleep)
            throws IOException {
        switch (this) {
            case PING -> docker.engine().ping();
            case LIST -> docker.containers().list();
            case CREATE -> sleep.create();
            case PULL -> docker.images().pull("busybox").execute();
            case SAVE -> docker.images().save("busybox").to(directory.resolve("saved.tar"));
            case LOAD -> docker.images().load(new ByteArrayInputStream(new byte[1024])).execute();
            case BUILD -> docker.images().build(directory).execute();
            case COPY_FROM -> sleeping.readString("/etc/passwd");
            case COPY_TO -> sleeping.writeString("/file", "text");
            case EXPORT -> sleeping.export(directory.resolve("exported.tar"));
            default -> throw new AssertionError(this);
        }
    }

    private void session(Container sleeping) throws IOException {
        try (Session session = sleeping.exec("sleep", "600").interactive().attach()) {
            if (this == SESSION_AWAIT) {
                session.await();
            } else if (this == SESSION_READ) {
                read(session.stdout());
            } else {
                OutputStream stdin = session.stdin();
                while (true) {
                    stdin.write(new byte[64 * 1024]);
                }
            }
        }
    }

    private static void first(Stream<?> items) {
        try (items) {
            items.limit(1).forEach(item -> {});
        }
    }

    private static void read(InputStream in) throws IOException {
        try (in) {
            in.read();
        }
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }
}
