package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.image.RegistryRetries;
import io.dockerkit.impl.rest.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A user of the real engine with a docker configuration of his own in a directory, in which the credential helpers of his PATH
 * are, too; also as a user of the docker command. Closing lets go of the connection.
 */
public final class User implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> environment;
    private final Endpoints endpoints;
    private final Rest rest;

    /** Makes a user; the variables are added to those of this process. */
    public User(Path directory, Map<String, String> variables) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_CONFIG", directory.toString());
        environment.put("PATH", directory + ":" + System.getenv("PATH"));
        environment.putAll(variables);
        this.endpoints = new Endpoints(environment, directory);
        this.rest = new Rest(endpoints.find().connect(System.getenv()), endpoints.apiVersion());
    }

    /** Makes a user who is logged in nowhere. */
    public User(Path directory) throws IOException {
        this(directory, Map.of());
    }

    /** Returns config.json. */
    public Path config() {
        return directory.resolve("config.json");
    }

    /** Writes config.json. */
    public User config(String json) throws IOException {
        Files.writeString(config(), json);
        return this;
    }

    /** Writes a credential helper, {@code docker-credential-NAME}, as a shell script. */
    public User helper(String name, String script) throws IOException {
        Path file = directory.resolve("docker-credential-" + name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    /** Writes a helper that keeps logins in files, as the helpers of docker keep them in keychains. */
    public User keepingHelper(String name) throws IOException {
        return helper(
                name,
                """
                kept="$(dirname "$0")/kept"
                mkdir -p "$kept"
                file() { printf '%s/%s' "$kept" "$(printf '%s' "$1" | tr '/:' '__')"; }
                case $1 in
                store) text=$(cat)
                       printf '%s' "$text" >"$(file "$(printf '%s' "$text" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/')")" ;;
                get) read -r server || true
                     if [ -f "$(file "$server")" ]; then cat "$(file "$server")"
                     else echo 'credentials not found in native keychain'; exit 1; fi ;;
                erase) read -r server || true; rm "$(file "$server")" ;;
                list) printf '{'; comma=
                      for one in "$kept"/*; do
                          [ -f "$one" ] || continue
                          sed "s/.*\\"ServerURL\\":\\"\\([^\\"]*\\)\\".*\\"Username\\":\\"\\([^\\"]*\\)\\".*/$comma\\"\\1\\":\\"\\2\\"/" "$one"
                          comma=,
                      done
                      printf '}' ;;
                esac""");
    }

    /** Returns what a keeping helper keeps, one text a login. */
    public List<String> kept() throws IOException {
        Path kept = directory.resolve("kept");
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (var files = Files.list(kept)) {
            return files.map(User::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the images as this user has them. */
    public ImageCommands images() {
        return new ImageCommands(imageApi());
    }

    /** Returns the images as this user has them with other settings and retries. */
    public ImageCommands images(UserSettings settings, RegistryRetries retries) {
        return new ImageCommands(new ImageApi(rest, endpoints.credentials(), settings, retries));
    }

    /** Returns the containers as this user has them with other settings. */
    public ContainerCommands containers(UserSettings settings) {
        return new ContainerCommands(
                new ContainerApi(
                        rest, new ImageApi(rest, endpoints.credentials(), settings), Map::of));
    }

    private ImageApi imageApi() {
        return new ImageApi(rest, endpoints.credentials());
    }

    /** Returns the containers as this user has them. */
    public ContainerCommands containers() {
        return new ContainerCommands(new ContainerApi(rest, imageApi(), Map::of));
    }

    /** Returns the engine as this user has it. */
    public EngineCommands engine() {
        return new EngineCommands(new EngineApi(rest, endpoints.credentials()));
    }

    /** Runs the docker command as this user, and returns all that it printed; fails unless it succeeds. */
    public String docker(String input, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("docker"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(line + ": " + said);
        }
        return said;
    }

    @Override
    public void close() {
        rest.close();
    }
}
