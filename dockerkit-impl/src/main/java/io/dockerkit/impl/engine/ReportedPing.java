package io.dockerkit.impl.engine;

import io.dockerkit.engine.EngineCommands;

/** An engine's answer to a ping. Immutable and thread-safe. */
record ReportedPing(String apiVersion, String osType, String negotiatedVersion)
        implements EngineCommands.Ping {}
