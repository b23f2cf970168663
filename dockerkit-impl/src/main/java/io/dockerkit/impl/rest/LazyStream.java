package io.dockerkit.impl.rest;

import io.dockerkit.DockerException;
import java.io.IOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes a stream of items that are read from a connection when they are asked for. Stateless and thread-safe. */
public final class LazyStream {
    /** Where the items come from. */
    @FunctionalInterface
    public interface Source<T> {
        /** Returns the next item, or null at the end. */
        @Nullable T next() throws IOException;
    }

    private LazyStream() {}

    /**
     * Returns the stream.
     *
     * @param what what is read, for errors
     * @param close frees the connection; called when the stream is closed, and when it fails
     */
    public static <T> Stream<T> stream(Source<T> source, String what, Runnable close) {
        Items<T> items = new Items<>(source, what, close);
        return StreamSupport.stream(items, false).onClose(close);
    }

    private static final class Items<T> extends Spliterators.AbstractSpliterator<T> {
        private final Source<T> source;
        private final String what;
        private final Runnable close;

        Items(Source<T> source, String what, Runnable close) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.source = source;
            this.what = what;
            this.close = close;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            T item;
            try {
                item = source.next();
            } catch (IOException e) {
                close.run();
                throw new DockerException(what + " was closed", e);
            } catch (RuntimeException e) {
                close.run();
                throw e;
            }
            if (item == null) {
                return false;
            }
            action.accept(item);
            return true;
        }
    }
}
