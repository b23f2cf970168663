package io.dockerkit.container;

/** x. */
public interface Session extends AutoCloseable {
    @Override
    void close();
}
