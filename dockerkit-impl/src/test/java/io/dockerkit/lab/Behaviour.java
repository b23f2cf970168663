package io.dockerkit.lab;

import java.io.IOException;

/**
 * What the {@link ScriptedEngine} does to a connection or to a call. {@link Connections} and {@link Calls} have the common
 * ones.
 */
@FunctionalInterface
public interface Behaviour {
    /** Does it. The connection ends if it throws. */
    void serve(Peer peer) throws IOException, InterruptedException;
}
