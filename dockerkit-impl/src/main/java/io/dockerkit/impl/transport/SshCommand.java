package io.dockerkit.impl.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How ssh is called for one engine. Immutable and thread-safe.
 *
 * @param address the address as {@code DOCKER_HOST} names it
 * @param destination ssh's arguments that say who and where: {@code -l}, {@code -p}
 * @param host the host as ssh is told it, which may be an alias of its configuration
 * @param remote what the other side's shell is to run
 * @param environment the variables that ssh sees; its {@code PATH} is where it is looked for
 */
public record SshCommand(
        String address,
        List<String> destination,
        String host,
        String remote,
        Map<String, String> environment) {
    /** Copies what it is given. */
    public SshCommand {
        destination = List.copyOf(destination);
        environment = Map.copyOf(environment);
    }

    /** Returns ssh's arguments, those that the docker CLI gives. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(destination);
        arguments.addAll(List.of("-o", "ConnectTimeout=30", "-T", "--", host, remote));
        return arguments;
    }

    /** Returns a line with which a person can try the way to the other side. */
    String line(String remoteCommand) {
        List<String> words = new ArrayList<>(List.of("ssh"));
        words.addAll(destination);
        words.addAll(List.of(host, remoteCommand));
        return String.join(" ", words);
    }

    /** Shows no variables. */
    @Override
    public String toString() {
        return line(remote);
    }
}
