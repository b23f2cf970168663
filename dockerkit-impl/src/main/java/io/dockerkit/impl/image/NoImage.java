package io.dockerkit.impl.image;

import io.dockerkit.image.Image;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.image.ImageRemoval;
import io.dockerkit.image.PushSpec;
import io.dockerkit.image.SaveSpec;
import io.dockerkit.spi.BuildKitOptions;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a build returns whose result is a directory, a file or the cache: there is no image to do anything with. Thread-safe. */
final class NoImage implements Image {
    private final String outputs;

    private NoImage(List<BuildKitOptions.Output> outputs) {
        this.outputs = outputs.stream().map(NoImage::shown).collect(Collectors.joining(", "));
    }

    /** Returns it for a build whose outputs leave no image in the engine, or null for one that makes an image. */
    static @Nullable NoImage of(List<BuildKitOptions.Output> outputs) {
        return outputs.isEmpty() || outputs.stream().anyMatch(NoImage::isImage)
                ? null
                : new NoImage(outputs);
    }

    private static boolean isImage(BuildKitOptions.Output output) {
        return switch (output.type()) {
            case "local", "tar", "oci", "cacheonly" -> false;
            case "docker" -> output.destination().isEmpty();
            default -> true;
        };
    }

    private static String shown(BuildKitOptions.Output output) {
        return output.destination().isEmpty()
                ? "type=" + output.type()
                : "type=" + output.type() + ",dest=" + output.destination();
    }

    private IllegalStateException none() {
        return new IllegalStateException(
                "this build made no image in the engine: its output is "
                        + outputs
                        + "; leave out output(…) for an image, or add output(\"type=docker\")");
    }

    @Override
    public String id() {
        throw none();
    }

    @Override
    public String reference() {
        throw none();
    }

    @Override
    public ImageDetails inspect() {
        throw none();
    }

    @Override
    public ImageDetails inspect(UnaryOperator<InspectSpec> options) {
        throw none();
    }

    @Override
    public List<Layer> history() {
        throw none();
    }

    @Override
    public List<Layer> history(UnaryOperator<HistorySpec> options) {
        throw none();
    }

    @Override
    public Image tag(String reference) {
        throw none();
    }

    @Override
    public PushSpec push() {
        throw none();
    }

    @Override
    public SaveSpec save() {
        throw none();
    }

    @Override
    public ImageRemoval remove() {
        throw none();
    }

    @Override
    public ImageRemoval remove(UnaryOperator<RemoveSpec> options) {
        throw none();
    }

    @Override
    public String toString() {
        return "no image (the output of the build is " + outputs + ")";
    }
}
