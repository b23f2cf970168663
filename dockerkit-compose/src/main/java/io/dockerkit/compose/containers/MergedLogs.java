package io.dockerkit.compose.containers;

import io.dockerkit.EngineException;
import io.dockerkit.container.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What containers have written, merged by the times of the lines. Not thread-safe but for closing. */
final class MergedLogs extends Spliterators.AbstractSpliterator<ServiceLine> {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.compose");

    /** The engine's answer for a log driver that cannot be read. */
    private static final int NOT_IMPLEMENTED = 501;

    private final PriorityQueue<Source> sources =
            new PriorityQueue<>(
                    Comparator.comparing(Source::time).thenComparingInt(Source::position));
    private final boolean timestamps;

    private MergedLogs(boolean timestamps) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.timestamps = timestamps;
    }

    /** One container's lines, of which the next one is known. */
    private static final class Source {
        private final Member container;
        private final Iterator<LogLine> lines;
        private final int position;
        private LogLine next;

        Source(Member container, Iterator<LogLine> lines, int position) {
            this.container = container;
            this.lines = lines;
            this.position = position;
            this.next = lines.next();
        }

        Instant time() {
            return next.time().orElse(Instant.EPOCH);
        }

        int position() {
            return position;
        }
    }

    static Stream<ServiceLine> lines(List<Member> containers, LogStream.Request request) {
        List<Stream<LogLine>> opened = new ArrayList<>();
        Runnable close = () -> opened.forEach(Stream::close);
        try {
            MergedLogs merged = new MergedLogs(request.timestamps());
            for (Member container : containers) {
                merged.open(container, request, opened);
            }
            return StreamSupport.stream(merged, false).onClose(close);
        } catch (RuntimeException failed) {
            close.run();
            throw failed;
        }
    }

    private void open(Member container, LogStream.Request request, List<Stream<LogLine>> opened) {
        try {
            Stream<LogLine> lines =
                    LogStream.spec(container, request, request.since(), request.tail()).lines();
            opened.add(lines);
            Iterator<LogLine> iterator = lines.iterator();
            if (iterator.hasNext()) {
                sources.add(new Source(container, iterator, opened.size()));
            }
        } catch (EngineException failed) {
            requireUnreadable(container, failed);
        }
    }

    /** Throws the exception again unless it says that the container's log driver cannot be read. */
    static void requireUnreadable(Member container, EngineException failed) {
        if (failed.status() != NOT_IMPLEMENTED) {
            throw failed;
        }
        LOG.warn("the logs of {} cannot be read: {}", container.name(), failed.engineMessage());
    }

    @Override
    public boolean tryAdvance(Consumer<? super ServiceLine> action) {
        Source first = sources.poll();
        if (first == null) {
            return false;
        }
        ServiceLine line = ServiceLine.of(first.container, first.next);
        if (first.lines.hasNext()) {
            first.next = first.lines.next();
            sources.add(first);
        }
        action.accept(timestamps ? line : line.withoutTime());
        return true;
    }
}
