package io.dockerkit.spi;

import io.dockerkit.Credentials;
import io.dockerkit.Subscription;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.Login;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an implementation of DockerKit does for the engine itself. Applications do not meet it. Thread-safe. */
public interface EngineBackend {
    /** Checks that the engine answers. */
    EngineCommands.Ping ping();

    /** Asks for its versions. */
    EngineVersion version();

    /** Has the registry's answer to a login, and keeps it where the CLI does. */
    Login login(String server, Credentials credentials);

    /** Removes a login, and returns whether there was one. */
    boolean logout(String server);

    /** Returns what happens; the times are Unix seconds or empty, and the caller closes the stream. */
    Stream<EngineEvent> events(Filters filters, String since, String until);

    /** Hands what happens to the consumer. */
    Subscription subscribe(
            Filters filters, String since, String until, Consumer<? super EngineEvent> consumer);

    /** Asks what it says of itself. */
    EngineInfo info();
}
