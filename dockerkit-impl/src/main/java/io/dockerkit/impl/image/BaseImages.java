package io.dockerkit.impl.image;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.PullRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The images that a Dockerfile begins its stages with. BuildKit asks a session for logins; a build without one has the images
 * that need a login only if the engine has them already, so they are pulled before. Immutable and thread-safe.
 */
final class BaseImages {
    private static final Pattern FROM =
            Pattern.compile("(?i)FROM(?: --platform=(\\S+))? ([^\\s$]+)(?: AS (\\S+))?");

    private final ImageBackend images;
    private final Logins logins;
    private final BuildRequest request;
    private final Deadline deadline;

    BaseImages(ImageBackend images, Logins logins, BuildRequest request, Deadline deadline) {
        this.deadline = deadline;
        this.images = images;
        this.logins = logins;
        this.request = request;
    }

    /** Returns the names, and for each the platform that its line names, or the empty text; what has a variable is left out. */
    static Map<ImageReference, String> of(String dockerfile) {
        Map<ImageReference, String> bases = new LinkedHashMap<>();
        Set<String> stages = new HashSet<>(List.of("scratch"));
        for (String instruction : DockerfileLines.instructionsOf(dockerfile)) {
            Matcher from = FROM.matcher(instruction);
            if (!from.matches()) {
                continue;
            }
            if (!stages.contains(from.group(2).toLowerCase(Locale.ROOT))) {
                try {
                    String platform = from.group(1) == null ? "" : from.group(1);
                    bases.put(ImageReference.parse(from.group(2)).withDefaultTag(), platform);
                } catch (InvalidOptionException noName) {
                    // the engine says so
                }
            }
            if (from.group(3) != null) {
                stages.add(from.group(3).toLowerCase(Locale.ROOT));
            }
        }
        return bases;
    }

    /**
     * Pulls the images of registries with a login, unless the engine has them; if the build is to pull newer ones, all that
     * the Dockerfile names.
     *
     * @return whether newer ones were pulled, so that the engine need not look for them
     */
    boolean prepare(String dockerfile) {
        Map<ImageReference, String> bases = of(dockerfile);
        // asking for a login may run a helper
        Set<ImageReference> withLogin =
                bases.keySet().stream().filter(this::hasLogin).collect(Collectors.toSet());
        if (withLogin.isEmpty()) {
            return false;
        }
        boolean newer = request.query().containsKey("pull");
        bases.forEach(
                (image, platform) -> {
                    if (newer) {
                        images.pull(pull(image, platform));
                    } else if (withLogin.contains(image)) {
                        images.ensure(pull(image, platform));
                    }
                });
        return newer;
    }

    private boolean hasLogin(ImageReference image) {
        try {
            return logins.of(image.registry(), null).header().isPresent();
        } catch (DockerException broken) {
            // the build warns of logins that cannot be read
            return false;
        }
    }

    private PullRequest pull(ImageReference image, String platform) {
        String ofBuild = request.query().get("platform");
        return new PullRequest(
                image,
                false,
                platform.isEmpty() || platform.contains("$") ? ofBuild : platform,
                null,
                request.progress(),
                deadline.left());
    }
}
