package io.dockerkit.buildkit;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.buildkit.session.BuildOutput;
import io.dockerkit.buildkit.solve.Solve;
import io.dockerkit.impl.copy.WholeFile;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a request wants the results of its build. For one plan. */
final class RequestedOutputs {
    /** The exporter of the engine's own store. */
    private static final String ENGINE = "moby";

    private final BuildRequest request;
    private final List<Solve.Typed> exports = new ArrayList<>();
    private final List<BuildOutput> outputs = new ArrayList<>();
    private final List<String> needsContainerd = new ArrayList<>();

    /**
     * Looks at the outputs.
     *
     * @throws InvalidOptionException if one has a form, or a place, that cannot be
     */
    RequestedOutputs(BuildRequest request) {
        this.request = request;
        List<BuildKitOptions.Output> asked = request.buildKit().outputs();
        if (asked.isEmpty()) {
            image(Map.of());
        }
        asked.forEach(this::add);
    }

    private void add(BuildKitOptions.Output output) {
        switch (output.type()) {
            case "image" -> image(output.attributes());
            case "docker" -> {
                if (output.destination().isEmpty()) {
                    image(output.attributes());
                } else {
                    archive(output, true);
                }
            }
            case "oci" -> archive(output, true);
            case "tar" -> archive(output, false);
            case "local" -> directory(output);
            case "cacheonly" -> {
                // the cache keeps it
            }
            default ->
                    throw new InvalidOptionException(
                            "--output",
                            "type=" + output.type(),
                            "accepted form: type=local, tar, oci, docker, image, registry or cacheonly");
        }
    }

    private void image(Map<String, String> given) {
        Map<String, String> attributes = named(given);
        if (attributes.containsKey("push") && !attributes.get("push").equals("false")) {
            throw new InvalidOptionException(
                    "--output",
                    "type=image,push=" + attributes.get("push"),
                    "accepted form: push(), or --push, beside a tag");
        }
        attributes.remove("push");
        export(ENGINE, attributes, BuildOutput.NONE);
    }

    private Map<String, String> named(Map<String, String> given) {
        Map<String, String> attributes = new TreeMap<>(given);
        if (!request.tags().isEmpty()) {
            attributes.put("name", String.join(",", request.tags()));
        }
        attributes.putAll(request.buildKit().exporterAttributes());
        return attributes;
    }

    private void archive(BuildKitOptions.Output output, boolean isImage) {
        if (!output.attributes().getOrDefault("tar", "true").equals("true")) {
            throw new InvalidOptionException(
                    "--output",
                    "type=" + output.type() + ",tar=" + output.attributes().get("tar"),
                    "accepted form: an archive, dest=image.tar");
        }
        if (isImage) {
            needsContainerd.add("--output type=" + output.type());
        }
        Path file = destination(output, "a file, dest=result.tar");
        WholeFile.require(file);
        Map<String, String> attributes =
                isImage ? named(output.attributes()) : new TreeMap<>(output.attributes());
        export(output.type(), attributes, new BuildOutput.Archive(file));
    }

    private void directory(BuildKitOptions.Output output) {
        Path directory = destination(output, "a directory, dest=result");
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidOptionException(
                    "--output", output.destination(), "it is not a directory");
        }
        export("local", output.attributes(), new BuildOutput.Directory(directory));
    }

    private static Path destination(BuildKitOptions.Output output, String form) {
        if (output.destination().isEmpty() || output.destination().equals("-")) {
            throw new InvalidOptionException(
                    "--output",
                    "type=" + output.type() + ",dest=" + output.destination(),
                    "accepted form: " + form);
        }
        return Path.of(output.destination());
    }

    private void export(String type, Map<String, String> attributes, BuildOutput output) {
        exports.add(new Solve.Typed(type, attributes));
        outputs.add(output);
    }

    /** Returns the exporters. */
    List<Solve.Typed> exports() {
        return exports;
    }

    /** Returns the place on this machine of each exporter. */
    List<BuildOutput> outputs() {
        return outputs;
    }

    /** Returns the outputs that an engine with a store of its own cannot make. */
    List<String> needsContainerd() {
        return needsContainerd;
    }

    /** Returns whether a result is an image of the engine. */
    boolean isImage() {
        return exports.stream().anyMatch(export -> export.type().equals(ENGINE));
    }
}
