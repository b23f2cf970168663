package io.dockerkit.compose.containers;

import io.dockerkit.OutputLimitException;
import io.dockerkit.Subscription;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.spi.DockerBackend;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The logs of the containers of a project as one stream. Immutable and thread-safe. */
public final class LogStream {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final ProjectResources resources;
    private final Request request;

    /**
     * Which lines are asked for. Times and numbers have the form of the CLI; "" stands for none.
     *
     * @param services the services; none for all
     * @param index the number of the container in its service; 0 for all
     * @param follow whether new lines are asked for
     * @param tail how many of the last lines of each container; {@code all} for all
     * @param since the time of the first line
     * @param until the time before which they were written
     * @param timestamps whether the lines have their times
     */
    public record Request(
            List<String> services,
            int index,
            boolean follow,
            String tail,
            String since,
            String until,
            boolean timestamps) {
        /** Copies the list. */
        public Request {
            services = List.copyOf(services);
            Objects.requireNonNull(tail, "tail");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(until, "until");
        }
    }

    /** Prepares the stream. */
    public LogStream(ProjectResources resources, Request request) {
        this.resources = resources;
        this.request = request;
    }

    /** Returns the lines; closing the stream frees the connections. */
    public Stream<ServiceLine> lines() {
        List<String> services = services();
        List<Member> containers = containers(services);
        return request.follow()
                ? FollowedLogs.lines(resources, services, containers, request)
                : MergedLogs.lines(containers, request);
    }

    /** Hands the lines to the consumer in a thread of its own. */
    public Subscription subscribe(Consumer<? super ServiceLine> consumer) {
        return resources
                .docker()
                .unwrap(DockerBackend.class)
                .subscribe(lines(), consumer, "the logs of project " + resources.name());
    }

    /** Services whose output the files have ignored are left out unless they are named. */
    private List<String> services() {
        if (!request.services().isEmpty()) {
            return request.services();
        }
        return resources
                .project()
                .map(files -> ModelOfFiles.enabled(files, List.of()))
                .map(
                        model ->
                                model.services().values().stream()
                                        .filter(KnownService::attached)
                                        .map(KnownService::name)
                                        .toList())
                .orElse(List.of());
    }

    private List<Member> containers(List<String> services) {
        List<Member> found =
                Lifecycle.byNumber(resources.containers(OneOff.EXCLUDED, true, services));
        if (request.index() == 0) {
            return found;
        }
        List<Member> one =
                found.stream().filter(member -> member.number() == request.index()).toList();
        if (one.isEmpty()) {
            throw resources.missing(
                    "service " + services.get(0) + " has no container " + request.index());
        }
        return one;
    }

    /** Returns the spec of the logs of one container; each line has its time. */
    static LogsSpec spec(Member container, Request request, String since, String tail) {
        LogsSpec spec = container.handle().logs().timestamps().flag("tail", tail);
        if (!since.isEmpty()) {
            spec = spec.flag("since", since);
        }
        if (!request.until().isEmpty()) {
            spec = spec.flag("until", request.until());
        }
        return request.follow() ? spec.follow() : spec;
    }

    /**
     * Returns how many bytes may still be kept after this text.
     *
     * @throws OutputLimitException if there are none left
     */
    public static long within(long left, String text) {
        long next = left - text.getBytes(StandardCharsets.UTF_8).length - 1;
        if (next < 0) {
            throw new OutputLimitException(
                    "the logs are longer than "
                            + (OutputLimitException.DEFAULT_LIMIT >> 20)
                            + " MiB; take less of them with tail(…) or since(…), or read them line by line with lines()",
                    OutputLimitException.DEFAULT_LIMIT);
        }
        return next;
    }

    /** Returns a time as the engine writes it before a line. */
    public static String time(Instant time) {
        return TIME.format(time);
    }
}
