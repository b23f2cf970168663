package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Credentials;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program that keeps logins, {@code docker-credential-NAME}, with its four verbs: {@code get}, {@code store}, {@code erase}
 * and {@code list}. It reads an address, or a login as JSON, and prints a login, or all users, as JSON.
 *
 * <p>What it prints while it succeeds is never shown; of one that fails, what it says is shown without any secret that is
 * known. Thread-safe; the program is run at each call.
 */
final class CredentialProgram {
    private static final long LONGEST_SECONDS = 60;
    private static final int LONGEST_WORDS = 500;
    private static final int MOST_OUTPUT = 1024 * 1024;
    private static final String UNKNOWN = "credentials not found";

    private final String program;
    private final Map<String, String> environment;

    CredentialProgram(String name, Map<String, String> environment) {
        this.program = "docker-credential-" + name;
        this.environment = environment;
    }

    /** Returns the name of the helper that a configuration has for a registry, or "". */
    static String nameFor(JsonNode config, String key) {
        JsonNode helpers = config.path("credHelpers");
        String ofStore = config.path("credsStore").asText("");
        return helpers.path(key).asText(helpers.path(RegistryKey.host(key)).asText(ofStore));
    }

    private record Ended(int code, String out, String err) {}

    /** Returns the login for an address, or empty if the helper has none. */
    Optional<Credentials> get(String address) {
        Ended ended = run("get", address);
        if (ended.code() != 0) {
            if (ended.out().toLowerCase(Locale.ROOT).contains(UNKNOWN)) {
                return Optional.empty();
            }
            throw failed("get", ended, "");
        }
        JsonNode said = json("get", ended.out());
        String user = said.path("Username").asText("");
        String secret = said.path("Secret").asText("");
        return user.isBlank() || secret.isBlank()
                ? Optional.empty()
                : Optional.of(new Credentials(user, secret));
    }

    /** Gives it a login to keep. */
    void store(String address, Credentials credentials) {
        ObjectNode login =
                JsonText.object()
                        .put("ServerURL", address)
                        .put("Username", credentials.username())
                        .put("Secret", credentials.secret());
        Ended ended = run("store", JsonText.text(login));
        if (ended.code() != 0) {
            throw failed("store", ended, credentials.secret());
        }
    }

    /** Has it forget the login for an address. */
    void erase(String address) {
        Ended ended = run("erase", address);
        if (ended.code() != 0) {
            throw failed("erase", ended, "");
        }
    }

    /** Returns the addresses for which it has logins. */
    List<String> list() {
        Ended ended = run("list", "");
        if (ended.code() != 0) {
            throw failed("list", ended, "");
        }
        return JsonText.fields(json("list", ended.out())).stream().map(Map.Entry::getKey).toList();
    }

    private JsonNode json(String verb, String text) {
        try {
            return JsonText.read(text);
        } catch (IOException e) {
            // neither the text nor the parser's message, which quotes it: it may be a secret
            throw failed(verb, "it printed no JSON", null);
        }
    }

    private Ended run(String verb, String input) {
        ProcessBuilder builder = new ProcessBuilder(List.of(find(), verb));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return talk(verb, builder.start(), input);
        } catch (IOException e) {
            throw failed(verb, "it cannot be run", e);
        }
    }

    private Ended talk(String verb, Process process, String input) {
        CompletableFuture<String> out = reading(process, process.getInputStream());
        CompletableFuture<String> err = reading(process, process.getErrorStream());
        try {
            Threads.start("dockerkit-credentials", () -> write(process, input));
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw failed(verb, "it gave no answer for " + LONGEST_SECONDS + " s", null);
            }
            return new Ended(
                    process.exitValue(),
                    out.get(LONGEST_SECONDS, TimeUnit.SECONDS),
                    err.get(LONGEST_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while " + program + " ran", e);
        } catch (ExecutionException e) {
            throw failed(
                    verb,
                    e.getCause() instanceof EndlessOutput
                            ? "it printed more than "
                                    + MOST_OUTPUT / 1024
                                    + " KiB, which is no login, and was killed"
                            : "its output could not be read",
                    null);
        } catch (TimeoutException e) {
            throw failed(verb, "its output did not end", null);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // it may know its answer without having read
        }
    }

    /** It prints more than any helper has to say. */
    private static final class EndlessOutput extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static CompletableFuture<String> reading(Process process, InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Threads.start(
                "dockerkit-credentials",
                () -> {
                    try (stream) {
                        byte[] bytes = stream.readNBytes(MOST_OUTPUT + 1);
                        if (bytes.length > MOST_OUTPUT) {
                            text.completeExceptionally(new EndlessOutput());
                            process.destroyForcibly();
                        } else {
                            text.complete(new String(bytes, StandardCharsets.UTF_8));
                        }
                    } catch (Throwable e) {
                        text.completeExceptionally(e);
                        process.destroyForcibly();
                    }
                });
        return text;
    }

    /** Returns its path, by the PATH of the environment given, which need not be this process's. */
    String find() {
        return Programs.find(program, environment)
                .orElseThrow(() -> failed("get", "there is no such program in the PATH", null));
    }

    /** Helpers say what is wrong on either stream; a login that is printed all the same is kept back. */
    private DockerException failed(String verb, Ended ended, String secret) {
        String out = ended.out().contains("\"Secret\"") ? "" : ended.out().strip();
        String words = (ended.err().strip() + " " + out).strip();
        if (!secret.isEmpty()) {
            words = words.replace(secret, "***");
        }
        return failed(
                verb,
                "it ended with code "
                        + ended.code()
                        + (words.isEmpty()
                                ? " and without a word"
                                : ": "
                                        + words.substring(
                                                0, Math.min(LONGEST_WORDS, words.length()))),
                null);
    }

    private DockerException failed(String verb, String why, @Nullable Exception e) {
        return new DockerException(
                "the credential helper "
                        + program
                        + ", which the docker configuration names, failed to "
                        + verb
                        + ": "
                        + why
                        + "; install or mend it, or take it out of credsStore or credHelpers in config.json",
                e);
    }

    /** Returns the program's name. */
    @Override
    public String toString() {
        return "the credential helper " + program;
    }
}
