package io.dockerkit.impl.address;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.transport.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks ssh what its configuration makes of a host, which may be an alias: {@code ssh -G}. Stateless and thread-safe. */
final class SshHostName {
    private static final int LONGEST_SECONDS = 10;
    private static final String KEY = "hostname ";

    private SshHostName() {}

    /** Returns the name or address that ssh connects to; the one in the address where ssh cannot tell. */
    static String of(SshAddress address, Map<String, String> environment) {
        Optional<String> ssh = Programs.find("ssh", environment);
        if (ssh.isEmpty()) {
            return address.host();
        }
        List<String> words = new ArrayList<>(List.of(ssh.get(), "-G"));
        words.addAll(address.destination());
        words.addAll(List.of("--", address.host()));
        try {
            Path said = Files.createTempFile("dockerkit", ".ssh");
            try {
                return run(words, environment, said) ? named(said, address) : address.host();
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            return address.host();
        }
    }

    private static boolean run(List<String> words, Map<String, String> environment, Path said)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while ssh -G ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String named(Path said, SshAddress address) throws IOException {
        return Files.readAllLines(said).stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> line.substring(KEY.length()).strip())
                .findFirst()
                .orElse(address.host());
    }
}
