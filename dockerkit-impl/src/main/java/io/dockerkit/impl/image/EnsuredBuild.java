package io.dockerkit.impl.image;

import io.dockerkit.EngineException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A build that is done once for each content. The image is found by its name, {@code dockerkit-build:} and the hash of the
 * content: unlike a label, a name is not handed down to images that are built from it. Each use sets the name again, so that
 * the engine knows when it was used last.
 *
 * <p>For one build.
 */
final class EnsuredBuild {
    static final String REPOSITORY = "dockerkit-build";
    static final String LABEL = "io.dockerkit.build";

    /** How long an image is kept that nobody asks for. */
    static final Duration KEPT = Duration.ofDays(7);

    private final ImageApi images;
    private final UserSettings settings;
    private final Logger log;
    private final BuildRequest request;

    EnsuredBuild(ImageApi images, UserSettings settings, Logger log, BuildRequest request) {
        this.images = images;
        this.settings = settings;
        this.log = log;
        this.request = request;
    }

    /** Returns the image of this content; {@code named} is the build that gives it its name and label. */
    Image run(Function<String, BuildRequest> named) {
        requireImage();
        requireRepeatable("context", content(request.source()));
        requireRepeatable("--file", request.dockerfileContent());
        if (request.source() instanceof BuildRequest.Remote) {
            return images.build(request);
        }
        BuildContent content = content();
        String hash = hash(content);
        Supplier<Image> build = () -> build(named.apply(hash), hash, content);
        return BuildLock.of(hash, images.host())
                .hold(
                        request.source().shown(),
                        request.timeout(),
                        () -> find(hash).orElseGet(build));
    }

    private void requireImage() {
        List<String> refused = new ArrayList<>();
        for (BuildKitOptions.Output output : request.buildKit().outputs()) {
            if (!Set.of("image", "docker").contains(output.type())
                    || !output.destination().isEmpty()) {
                refused.add("--output");
            }
        }
        if (request.buildKit().isPushed()) {
            refused.add("--push");
        }
        if (!request.idFile().isEmpty()) {
            refused.add("--iidfile");
        }
        if (!request.metadataFile().isEmpty()) {
            refused.add("--metadata-file");
        }
        if (!refused.isEmpty()) {
            throw new InvalidOptionException(
                    refused.get(0),
                    "set",
                    "ensure() builds only if the engine does not have the image; accepted form: execute() with this"
                            + " option, or ensure() without it");
        }
    }

    private static StdinSource content(BuildRequest.Source source) {
        return source instanceof BuildRequest.Archive archive
                ? archive.content()
                : StdinSource.of("");
    }

    private static void requireRepeatable(String argument, @Nullable StdinSource source) {
        if (source != null && !source.isRepeatable()) {
            throw new InvalidOptionException(
                    argument,
                    source.toString(),
                    "ensure() reads the content before it builds, and a stream can be read once; accepted form: a"
                            + " directory, a Dockerfile.inline(…), or execute()");
        }
    }

    private BuildContent content() {
        try {
            return BuildContent.of(request, settings.defaultPlatform().get());
        } catch (IOException e) {
            throw LocalFiles.failed(
                    "read the context", HostFiles.path(request.source().shown()), e);
        }
    }

    private String hash(BuildContent content) {
        return content.hash(name -> images.get(name).id());
    }

    private Optional<Image> find(String hash) {
        try {
            String name = REPOSITORY + ":" + hash;
            Image found = images.get(name);
            if (!isOurs(found)) {
                return Optional.empty();
            }
            Image used = found.tag(name);
            for (String tag : request.tags()) {
                Image tagged = found.tag(tag);
                used = used.reference().equals(name) ? tagged : used;
            }
            return Optional.of(used);
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(Image image) {
        return image.inspect().labels().containsKey(LABEL);
    }

    private Image build(BuildRequest named, String hash, BuildContent content) {
        Image built = images.build(named);
        Set<String> fresh = new HashSet<>(Set.of(REPOSITORY + ":" + hash));
        // the build may have pulled a base image that was not there
        String again = REPOSITORY + ":" + hash(content);
        if (fresh.add(again)) {
            Image too = built.tag(again);
            log.debug("{} is {}, too", built, too);
        }
        removeUnused(fresh);
        return built;
    }

    /** Removes the names that nobody has asked for of late; the engine keeps the images of containers. */
    private void removeUnused(Set<String> fresh) {
        Filters ours = Filters.none().with("reference", REPOSITORY);
        for (ImageSummary image : images.list(ours, false, false)) {
            for (String name : image.tags()) {
                if (name.startsWith(REPOSITORY + ":") && !fresh.contains(name)) {
                    removeUnused(name);
                }
            }
        }
    }

    private void removeUnused(String name) {
        try {
            Image image = images.get(name);
            if (isOurs(image) && isOld(image)) {
                log.info("removing {}: not asked for in {} days", name, KEPT.toDays());
                image.remove();
            }
        } catch (EngineException inUse) {
            // a container uses it, or somebody else has removed it
            log.debug("{} is not removed", name, inUse);
        }
    }

    private static boolean isOld(Image image) {
        try {
            Instant used = Instant.parse(image.inspect().at("/Metadata/LastTagTime").text());
            // an engine that does not know writes the year 1
            return used.isAfter(Instant.EPOCH) && used.isBefore(Instant.now().minus(KEPT));
        } catch (DateTimeParseException | NoSuchElementException unknown) {
            return false;
        }
    }
}
