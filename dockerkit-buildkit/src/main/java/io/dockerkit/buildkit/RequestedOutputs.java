package io.dockerkit.buildkit;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.layout.LayoutResult;
import io.dockerkit.buildkit.session.BuildOutput;
import io.dockerkit.buildkit.solve.Solve;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.copy.WholeFile;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Where a request wants the results of its build. For one plan. */
final class RequestedOutputs {
    /** The exporter of the engine's own store. */
    private static final String ENGINE = "moby";

    /** The id that BuildKit has for the one image layout that a build writes. */
    private static final String LAYOUT = "export";

    private final BuildRequest request;
    private final List<Solve.Typed> exports = new ArrayList<>();
    private final List<BuildOutput> outputs = new ArrayList<>();
    private final List<String> needsContainerd = new ArrayList<>();
    private final Map<String, ImageLayout> layouts = new HashMap<>();
    private final List<LayoutResult> layoutResults = new ArrayList<>();

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
        // what is reported of the last one is what the build returns
        asked.stream().filter(output -> !isImage(output)).forEach(this::add);
        asked.stream().filter(RequestedOutputs::isImage).forEach(this::add);
        if (!layouts.isEmpty()
                && exports.stream().filter(RequestedOutputs::isOfImage).count() > 1) {
            throw new InvalidOptionException(
                    "--output",
                    "tar=false",
                    "an image layout cannot be written beside other images; accepted form: a build"
                            + " for each, the cache makes it quick");
        }
    }

    private static boolean isImage(BuildKitOptions.Output output) {
        return output.type().equals("image")
                || (output.type().equals("docker") && output.destination().isEmpty());
    }

    private static boolean isOfImage(Solve.Typed export) {
        return Set.of(ENGINE, "oci", "docker").contains(export.type());
    }

    private void add(BuildKitOptions.Output output) {
        switch (output.type()) {
            case "image" -> image(output.attributes());
            case "docker" -> {
                if (output.destination().isEmpty()) {
                    image(output.attributes());
                } else {
                    images(output);
                }
            }
            case "oci" -> images(output);
            case "tar" -> archive(output, new TreeMap<>(output.attributes()));
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
        // the engine pushes what it has built, in the same way as any other image
        attributes.remove("push");
        if (attributes.containsKey("push-by-digest")) {
            throw new InvalidOptionException(
                    "--output",
                    "type=image,push-by-digest=" + attributes.get("push-by-digest"),
                    "engines cannot do this; accepted form: push(), or --push, beside a tag");
        }
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

    /** An archive with the image, or a directory with the same files. */
    private void images(BuildKitOptions.Output output) {
        needsContainerd.add("--output type=" + output.type());
        if (output.type().equals("docker") && hasSeveralManifests()) {
            throw new InvalidOptionException(
                    "--output",
                    "type=docker,dest=" + output.destination(),
                    "an archive of this type has one manifest only, and several platforms and"
                            + " attestations need more; accepted form: type=oci,dest=…");
        }
        String tar = output.attributes().getOrDefault("tar", "true");
        switch (tar) {
            case "true" -> archive(output, named(output.attributes()));
            case "false" -> layout(output);
            default ->
                    throw new InvalidOptionException(
                            "--output",
                            "type=" + output.type() + ",tar=" + tar,
                            "accepted form: tar=true for an archive, tar=false for a directory");
        }
    }

    private boolean hasSeveralManifests() {
        BuildKitOptions options = request.buildKit();
        return options.platforms().size() > 1
                || options.attestations().values().stream().anyMatch(Objects::nonNull);
    }

    private void layout(BuildKitOptions.Output output) {
        Path directory = destination(output, "a directory, dest=image");
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidOptionException(
                    "--output", output.destination(), "it is not a directory");
        }
        ImageLayout layout = new ImageLayout(directory);
        if (layouts.put(LAYOUT, layout) != null) {
            throw new InvalidOptionException(
                    "--output",
                    output.destination(),
                    "a build writes one image layout; accepted form: a build for each");
        }
        layoutResults.add(LayoutResult.image(layout));
        export(output.type(), named(output.attributes()), BuildOutput.NONE);
    }

    private void archive(BuildKitOptions.Output output, Map<String, String> attributes) {
        Path file = destination(output, "a file, dest=result.tar");
        WholeFile.require(file);
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
        return HostFiles.path(output.destination());
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

    /** Returns the image layout that is written, by the id that the build has for it. */
    Map<String, ImageLayout> layouts() {
        return layouts;
    }

    /** Returns what gets a name in an image layout. */
    List<LayoutResult> layoutResults() {
        return layoutResults;
    }
}
