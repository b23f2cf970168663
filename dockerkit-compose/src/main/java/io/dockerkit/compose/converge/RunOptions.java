package io.dockerkit.compose.converge;

import io.dockerkit.spi.ProcessStreams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container of {@code docker compose run} differs from those of its service. Immutable and thread-safe.
 *
 * @param service the service
 * @param command the command, or empty for the service's own
 * @param entrypoint the entrypoint, or null for the service's own
 * @param name the container's name, or empty for one of its own
 * @param user the user, or empty for the service's own
 * @param workingDirectory the working directory, or empty for the service's own
 * @param environment further variables; one that is null has the value of the project's variable
 * @param labels further labels
 * @param capAdd further capabilities
 * @param capDrop capabilities that are taken away
 * @param volumes further volumes in the short form
 * @param publish published ports in the short form
 * @param hasServicePorts whether the service's own ports are published
 * @param hasAliases whether it is found by the names of the service
 * @param isInteractive whether its standard input is attached
 * @param hasTty whether it has a terminal
 * @param isRemovedAtItsEnd whether the engine removes it when it ends
 * @param removesOrphans whether containers of services that the project does not have are removed
 * @param isPullQuiet whether the progress of pulls is not told
 * @param streams what is fed to it, and where its output goes
 * @param timeout how long it may run, or null for no limit
 * @param commandLine the command line for errors
 */
public record RunOptions(
        String service,
        List<String> command,
        @Nullable List<String> entrypoint,
        String name,
        String user,
        String workingDirectory,
        Map<String, @Nullable String> environment,
        Map<String, String> labels,
        List<String> capAdd,
        List<String> capDrop,
        List<String> volumes,
        List<String> publish,
        boolean hasServicePorts,
        boolean hasAliases,
        boolean isInteractive,
        boolean hasTty,
        boolean isRemovedAtItsEnd,
        boolean removesOrphans,
        boolean isPullQuiet,
        ProcessStreams streams,
        @Nullable Duration timeout,
        String commandLine) {}
