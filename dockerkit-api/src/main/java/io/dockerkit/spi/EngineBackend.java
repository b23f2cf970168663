package io.dockerkit.spi;

import io.dockerkit.Credentials;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.Login;
import io.dockerkit.engine.SystemPruneSpec;
import java.util.Set;

/** What an implementation of DockerKit does for the engine itself. Applications do not meet it. Thread-safe. */
public interface EngineBackend extends EventsBackend {
    /** Checks that the engine answers. */
    EngineCommands.Ping ping();

    /** Asks for its versions. */
    EngineVersion version();

    /** Has the registry's answer to a login, and keeps it where the CLI does. */
    Login login(String server, Credentials credentials);

    /** As {@link #login(String, Credentials)}, with the login that is kept. */
    Login login(String server);

    /** Returns the client's half of the versions; nobody is asked. */
    EngineVersion.Client client();

    /** Removes a login, and returns whether there was one. */
    boolean logout(String server);

    /** Asks what it says of itself. */
    EngineInfo info();

    /** Asks how much disk space is used, for these kinds. */
    DiskUsage diskUsage(Set<DiskUsage.Kind> kinds);

    /** Removes what nothing uses, in the order of {@code docker system prune}. */
    SystemPruneSpec.Report prune(Filters filters, boolean all, boolean volumes);

    /** Returns what {@link #prune} would remove. */
    SystemPruneSpec.Report pruneDryRun(Filters filters, boolean all, boolean volumes);

    /**
     * Removes build cache that nothing uses.
     *
     * @param keepStorage how many bytes of it stay; 0: none
     */
    PruneReport pruneBuildCache(Filters filters, boolean all, long keepStorage);

    /** Returns what {@link #pruneBuildCache} would remove. */
    PruneReport pruneBuildCacheDryRun(Filters filters, boolean all);
}
