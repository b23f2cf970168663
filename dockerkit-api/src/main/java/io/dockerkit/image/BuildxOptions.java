package io.dockerkit.image;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The options that only BuildKit has. Those marked "needs {@code dockerkit-buildkit}" work when that module is on the class
 * path, since they need a session with BuildKit; without it the terminal operation refuses them.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class BuildxOptions<S extends BuildxOptions<S>> extends StepOptions<S> {
    /**
     * Gives the steps a secret from a file, for {@code RUN --mount=type=secret,id=…}: {@code --secret id=…,src=…}. Needs
     * {@code dockerkit-buildkit}.
     *
     * @param file the file, read when the build asks for it
     */
    public S secret(String id, Path file) {
        return flag("secret", secretFields(id, "src", Checks.file("--secret", "file", file)));
    }

    /**
     * Gives the steps a secret from an environment variable of this process: {@code --secret id=…,env=…}. Needs {@code
     * dockerkit-buildkit}.
     */
    public S secretEnv(String id, String variable) {
        return flag(
                "secret", secretFields(id, "env", Checks.key("--secret", "variable", variable)));
    }

    static String secretFields(String id, String source, String value) {
        return Words.toCsv(
                List.of("id=" + Checks.text("--secret", "id", id), source + "=" + value));
    }

    /** Gives the steps the SSH agent of this process: {@code --ssh default}. Needs {@code dockerkit-buildkit}. */
    public S ssh() {
        return flag("ssh", "default");
    }

    /**
     * Gives the steps an SSH agent or keys by an id: {@code --ssh id=path,path}. Needs {@code dockerkit-buildkit}.
     *
     * @param paths the socket of an agent, or the files of keys; none for the agent of {@code SSH_AUTH_SOCK}
     */
    public S ssh(String id, Path... paths) {
        List<String> names = new ArrayList<>();
        for (Path path : Checks.elements("paths", paths)) {
            names.add(Checks.file("--ssh", "paths", path));
        }
        String key = Checks.key("--ssh", "id", id);
        return flag("ssh", names.isEmpty() ? key : key + "=" + String.join(",", names));
    }

    /**
     * Adds a directory as a further context, for {@code COPY --from=name} and {@code FROM name}: {@code --build-context
     * name=directory}. Needs {@code dockerkit-buildkit}.
     */
    public S buildContext(String name, Path directory) {
        return flag(
                "build-context",
                Checks.pair(
                        "--build-context",
                        "name",
                        name,
                        Checks.file("--build-context", "directory", directory)));
    }

    /**
     * Adds a further context by its address: {@code docker-image://alpine:3.20}, {@code https://…}, a git repository, or an
     * image layout in a directory, {@code oci-layout://directory[:tag][@digest]}: {@code --build-context name=address}. Needs
     * {@code dockerkit-buildkit}.
     */
    public S buildContext(String name, String address) {
        return flag(
                "build-context",
                Checks.pair(
                        "--build-context",
                        "name",
                        name,
                        "address",
                        Checks.text("--build-context", "address", address)));
    }

    /** Adds an image as a further context: {@code --build-context name=docker-image://…}. Needs {@code dockerkit-buildkit}. */
    public S buildContext(String name, Image image) {
        return buildContext(
                name, "docker-image://" + Objects.requireNonNull(image, "image").reference());
    }

    /**
     * Reads a cache: {@code --cache-from}. May be repeated. Other types than {@code registry} need {@code
     * dockerkit-buildkit}.
     *
     * @param cache an image, or {@code type=local,src=directory[,tag=…]} and the like; a directory without a cache is ignored
     */
    public S cacheFrom(String cache) {
        return flag("cache-from", Checks.text("--cache-from", "cache", cache));
    }

    /**
     * Writes a cache: {@code --cache-to}. May be repeated. Other types than {@code inline} need {@code dockerkit-buildkit}.
     *
     * @param cache an image, {@code type=inline}, or {@code type=local,dest=directory[,tag=…][,mode=max]} and the like
     */
    public S cacheTo(String cache) {
        return flag("cache-to", Checks.text("--cache-to", "cache", cache));
    }

    /** Does not use the cache for this stage: {@code --no-cache-filter}. Needs {@code dockerkit-buildkit}. */
    public S noCacheFilter(String stage) {
        return flag("no-cache-filter", Checks.text("--no-cache-filter", "stage", stage));
    }

    /** Writes the files of the result to a directory: {@code --output directory}. Needs {@code dockerkit-buildkit}. */
    public S output(Path directory) {
        return flag(
                "output",
                Words.toCsv(
                        List.of(
                                "type=local",
                                "dest=" + Checks.file("--output", "directory", directory))));
    }

    /**
     * Sends the result to a place, {@code type=tar,dest=app.tar} for instance: {@code --output}. May be repeated. Needs
     * {@code dockerkit-buildkit}. {@code type=oci} and {@code type=docker} write an archive of the image, or, with {@code
     * tar=false}, a directory with the same files.
     */
    public S output(String place) {
        return flag("output", Checks.text("--output", "place", place));
    }

    /** Pushes the image to its registry, by each of its names, when it is built: {@code --push}. */
    public S push() {
        return flag("push", "true");
    }

    /** Keeps the image in the engine, which is the default: {@code --load}. */
    public S load() {
        return flag("load", "true");
    }

    /** Adds an attestation, {@code type=sbom} for instance: {@code --attest}. Needs {@code dockerkit-buildkit}. */
    public S attest(String attestation) {
        return flag("attest", Checks.text("--attest", "attestation", attestation));
    }

    /**
     * Says whether the image has a provenance, and which: {@code --provenance}. All but {@code false} needs {@code
     * dockerkit-buildkit}.
     *
     * @param provenance {@code true}, {@code false}, {@code mode=min} or {@code mode=max}
     */
    public S provenance(String provenance) {
        return flag("provenance", Checks.text("--provenance", "provenance", provenance));
    }

    /**
     * Says whether the image has a list of its software, and by which generator: {@code --sbom}. All but {@code false}
     * needs {@code dockerkit-buildkit}.
     *
     * @param sbom {@code true}, {@code false} or {@code generator=image}
     */
    public S sbom(String sbom) {
        return flag("sbom", Checks.text("--sbom", "sbom", sbom));
    }

    /** Adds an annotation to the image: {@code --annotation key=value}. Needs {@code dockerkit-buildkit}. */
    public S annotation(String key, String value) {
        return flag("annotation", Checks.pair("--annotation", "key", key, value));
    }

    /**
     * Allows the steps what they otherwise may not do: {@code --allow}. Needs {@code dockerkit-buildkit}.
     *
     * @param entitlement {@code network.host}, {@code security.insecure} or {@code device}
     */
    public S allow(String entitlement) {
        return flag("allow", Checks.text("--allow", "entitlement", entitlement));
    }

    /** Writes the result of the build to this file, as JSON: {@code --metadata-file}. */
    public S metadataFile(Path file) {
        return flag("metadata-file", Checks.file("--metadata-file", "file", file));
    }
}
