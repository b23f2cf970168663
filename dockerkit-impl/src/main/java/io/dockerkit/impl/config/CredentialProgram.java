package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that keeps logins, {@code docker-credential-NAME}: it is given a registry's address and prints the login as
 * JSON. Thread-safe; the program is run at each call.
 */
final class CredentialProgram {
    private static final long LONGEST_SECONDS = 60;
    private static final String UNKNOWN = "credentials not found";

    private final String program;
    private final Map<String, String> environment;

    CredentialProgram(String name, Map<String, String> environment) {
        this.program = "docker-credential-" + name;
        this.environment = environment;
    }

    /** Returns the login for an address, or empty if the helper has none. */
    Optional<ObjectNode> get(String address) {
        try {
            Path said = Files.createTempFile("dockerkit", ".helper");
            try {
                int code = run(address, said);
                String text = Files.readString(said);
                if (code != 0) {
                    if (text.toLowerCase(Locale.ROOT).contains(UNKNOWN)) {
                        return Optional.empty();
                    }
                    throw failed("it ended with code " + code + ": " + text.strip(), null);
                }
                return Optional.of(login(JsonText.read(text), address));
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw failed("it cannot be run", e);
        }
    }

    /** What it prints may be a password: it goes to a file that only this user can read, and no further. */
    private int run(String address, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(find(), "get"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(address.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // it may know its answer without having read
        }
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw failed("it gave no answer for " + LONGEST_SECONDS + " s", null);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while " + program + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String find() {
        return Programs.find(program, environment)
                .orElseThrow(() -> failed("there is no such program in the PATH", null));
    }

    private ObjectNode login(JsonNode said, String address) {
        String user = said.path("Username").asText("");
        String secret = said.path("Secret").asText("");
        ObjectNode login = JsonText.object();
        if (user.equals("<token>")) {
            login.put("identitytoken", secret);
        } else {
            login.put("username", user).put("password", secret);
        }
        return login.put("serveraddress", address);
    }

    private DockerException failed(String why, @Nullable Exception e) {
        return new DockerException(
                "the credential helper "
                        + program
                        + ", which the docker configuration names, failed: "
                        + why
                        + "; install it, or take it out of credsStore or credHelpers in config.json",
                e);
    }
}
