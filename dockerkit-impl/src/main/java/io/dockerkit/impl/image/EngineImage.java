package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.image.ImageRemoval;
import io.dockerkit.image.PushSpec;
import io.dockerkit.image.SaveSpec;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An image by the reference that the caller knows it by. Thread-safe. */
final class EngineImage implements Image {
    private final Rest rest;
    private final ImageApi api;
    private final String id;
    private final String reference;

    EngineImage(Rest rest, ImageApi api, String id, String reference) {
        this.rest = rest;
        this.api = api;
        this.id = id;
        this.reference = reference;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String reference() {
        return reference;
    }

    @Override
    public ImageDetails inspect() {
        return inspect(options -> options);
    }

    @Override
    public ImageDetails inspect(UnaryOperator<InspectSpec> options) {
        InspectSpec spec = options.apply(InspectSpec.defaults());
        String doing = "inspect image " + reference;
        Call call =
                rest.get("images", id, "json")
                        .to(doing)
                        .as("docker image inspect" + spec + " " + reference);
        if (spec.isWithManifests()) {
            rest.require(Map.of("the list of manifests", "1.48"));
            call.query("manifests", true);
        }
        if (!spec.platform().isEmpty()) {
            rest.require(Map.of("docker image inspect --platform", "1.49"));
            call.query("platform", ImageNames.platform(spec.platform()));
        }
        JsonNode said = call.read();
        Fields.text(said, "Id", doing);
        return new JsonImageDetails(said);
    }

    @Override
    public List<Layer> history() {
        return history(options -> options);
    }

    @Override
    public List<Layer> history(UnaryOperator<HistorySpec> options) {
        HistorySpec spec = options.apply(HistorySpec.defaults());
        Call call =
                rest.get("images", id, "history")
                        .to("show the history of image " + reference)
                        .as("docker history" + spec + " " + reference);
        if (!spec.platform().isEmpty()) {
            rest.require(Map.of("docker history --platform", "1.48"));
            call.query("platform", ImageNames.platform(spec.platform()));
        }
        List<Layer> layers = new ArrayList<>();
        call.readList().forEach(said -> layers.add(new JsonLayer(said)));
        return List.copyOf(layers);
    }

    @Override
    public Image tag(String name) {
        ImageReference target = ImageReference.parseNewName("tag", name);
        rest.post("images", id, "tag")
                .query("repo", target.familiarName())
                .query("tag", target.tag().orElse("latest"))
                .to("tag image " + reference + " as " + target)
                .as("docker tag " + reference + " " + target)
                .status();
        return new EngineImage(rest, api, id, name);
    }

    @Override
    public PushSpec push() {
        return PushSpec.of(api::push, reference);
    }

    @Override
    public SaveSpec save() {
        return SaveSpec.of(api, List.of(reference));
    }

    @Override
    public ImageRemoval remove() {
        return remove(options -> options);
    }

    @Override
    public ImageRemoval remove(UnaryOperator<Image.RemoveSpec> options) {
        Image.RemoveSpec spec = options.apply(Image.RemoveSpec.defaults());
        if (!spec.platforms().isEmpty()) {
            rest.require(Map.of("docker rmi --platform", "1.50"));
        }
        List<String> untagged = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Call removal =
                rest.delete("images", reference)
                        .query("force", spec.isForce())
                        .query("noprune", spec.isNoPrune())
                        .queryAll(
                                "platforms",
                                spec.platforms().stream().map(ImageNames::platform).toList())
                        .to("remove image " + reference)
                        .as("docker rmi" + spec + " " + reference);
        for (JsonNode item : removed(removal)) {
            if (item.hasNonNull("Untagged")) {
                untagged.add(item.path("Untagged").asText());
            }
            if (item.hasNonNull("Deleted")) {
                deleted.add(item.path("Deleted").asText());
            }
        }
        return new ImageRemoval(untagged, deleted);
    }

    /** What no longer exists needs no removal; an image that exists, but not for the platform, is the caller's mistake. */
    private static JsonNode removed(Call removal) {
        try {
            return removal.readList();
        } catch (NotFoundException gone) {
            if (gone.engineMessage().contains(" was found but ")) {
                throw gone;
            }
            return MissingNode.getInstance();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineImage that
                && id.equals(that.id)
                && reference.equals(that.reference)
                && rest.address().equals(that.rest.address());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Returns the reference and the id. */
    @Override
    public String toString() {
        return "image " + reference + " (" + shortId() + ")";
    }
}
