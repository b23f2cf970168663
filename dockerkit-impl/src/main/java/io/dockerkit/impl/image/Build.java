package io.dockerkit.impl.image;

import io.dockerkit.BuildException;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.impl.build.Builders;
import io.dockerkit.impl.build.NoSessionException;
import io.dockerkit.impl.build.SessionBuilder;
import io.dockerkit.impl.build.SolveException;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.ApiVersion;
import io.dockerkit.impl.rest.Ping;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One build, by the builder that fits the engine and the options. If a registry fails for the moment while the builder asks it
 * for the base images, before any step, the build is tried again. Not thread-safe.
 */
final class Build {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");

    /** The first version of the Engine API whose BuildKit is no experiment. */
    private static final ApiVersion BUILDKIT = ApiVersion.parse("1.39");

    private static final String TRANSPORT =
            "a session with BuildKit, which docker-java's transports cannot carry: connect over a unix"
                    + " socket, tcp:// or ssh://";
    private static final String MODULE =
            "a session with BuildKit: add the dependency io.dockerkit:dockerkit-buildkit";

    private final ImageBackend images;
    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final BuildRequest request;
    private final SessionFallback fallback;
    private final RegistryRetries retries;

    /** Whether what the last try failed at is the question for a base image. */
    private BooleanSupplier failedAtImages = () -> false;

    /**
     * Makes a build.
     *
     * @param images pulls its base images
     * @param fallback is told of a build that goes without a session
     * @param retries says when a build whose base images cannot be looked up is tried again
     */
    Build(
            ImageBackend images,
            Rest rest,
            Logins logins,
            UserSettings settings,
            BuildRequest request,
            SessionFallback fallback,
            RegistryRetries retries) {
        this.fallback = fallback;
        this.retries = retries;
        this.images = images;
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
        this.request = request;
    }

    /** Builds, and returns the image's id; the empty text if the result is no image of the engine. */
    String run() {
        ResultFile idFile = new ResultFile("--iidfile", request.idFile());
        ResultFile metadataFile = new ResultFile("--metadata-file", request.metadataFile());
        idFile.prepare();
        metadataFile.prepare();
        try {
            Map<String, String> result =
                    builder() == BuildSpec.Builder.CLASSIC
                            ? patiently(this::requireFile, this::classic)
                            : patiently(this::requireSession, this::buildKit);
            String id = result.getOrDefault(SessionBuilder.IMAGE_ID, "");
            idFile.write(id);
            metadataFile.write(metadata(result));
            if (request.isQuiet() && !id.isEmpty()) {
                request.output().accept(id);
            }
            return id;
        } catch (DockerTimeoutException late) {
            throw Archives.late("build " + request.source().shown(), request.timeout(), late);
        } catch (IOException e) {
            throw LocalFiles.failed(
                    "read the context", HostFiles.path(request.source().shown()), e);
        }
    }

    /** Returns the result as buildx writes it. */
    private String metadata(Map<String, String> result) {
        Map<String, String> metadata = new LinkedHashMap<>(result);
        if (!request.tags().isEmpty()) {
            metadata.put(
                    "image.name",
                    request.tags().stream()
                            .map(ImageReference::parse)
                            .map(Build::whole)
                            .collect(Collectors.joining(",")));
        }
        return new String(JsonText.write(metadata), StandardCharsets.UTF_8);
    }

    private static String whole(ImageReference name) {
        ImageReference tagged = name.withDefaultTag();
        return tagged.registry()
                + "/"
                + tagged.repository()
                + tagged.tag().map(tag -> ":" + tag).orElse("")
                + tagged.digest().map(digest -> "@" + digest).orElse("");
    }

    /** Returns the builder that was asked for, or the best that the engine and the options allow. */
    private BuildSpec.Builder builder() {
        BuildSpec.Builder asked = request.builder().orElse(null);
        List<String> classic = request.onlyClassic();
        List<String> session = request.onlySession();
        if (!classic.isEmpty() && (asked == BuildSpec.Builder.BUILDKIT || !session.isEmpty())) {
            String options = String.join(", ", classic);
            throw asked == BuildSpec.Builder.BUILDKIT
                    ? new InvalidOptionException(
                            "builder",
                            "BUILDKIT",
                            "BuildKit does not have "
                                    + options
                                    + "; accepted form: CLASSIC, or no builder")
                    : new InvalidOptionException(
                            options,
                            String.join(", ", session),
                            "BuildKit does not have the first, and the engine's own builder does not have the second; leave"
                                    + " out one of them");
        }
        if (!session.isEmpty() && asked == BuildSpec.Builder.CLASSIC) {
            throw new InvalidOptionException(
                    "builder",
                    "CLASSIC",
                    "the engine's own builder does not have "
                            + String.join(", ", session)
                            + "; accepted form: BUILDKIT, or no builder");
        }
        if (asked == BuildSpec.Builder.CLASSIC || !classic.isEmpty()) {
            return BuildSpec.Builder.CLASSIC;
        }
        if (asked == null && settings.classicBuilder().getAsBoolean() && session.isEmpty()) {
            return BuildSpec.Builder.CLASSIC;
        }
        boolean there = hasBuildKit(rest.ping());
        if (!there && (asked == BuildSpec.Builder.BUILDKIT || !session.isEmpty())) {
            throw UnsupportedByEngineException.ofVersion(
                    "the engine at "
                            + rest.address()
                            + " has no BuildKit, which "
                            + (session.isEmpty()
                                    ? "builder(BUILDKIT) asks for"
                                    : String.join(", ", session) + " needs"),
                    BUILDKIT.toString(),
                    rest.version().toString());
        }
        return there ? BuildSpec.Builder.BUILDKIT : BuildSpec.Builder.CLASSIC;
    }

    /**
     * Returns whether the engine has BuildKit. Engines name their usual builder in the ping: 2 is BuildKit, 1 is what is left
     * where the engine's configuration or Windows rules it out. Engines before 23.0 name none unless they are configured to,
     * though they have BuildKit on Linux. podman has a builder of its own.
     */
    private boolean hasBuildKit(Ping ping) {
        if (ping.isPodman()) {
            return false;
        }
        if (!ping.builderVersion().isEmpty()) {
            return ping.builderVersion().equals("2");
        }
        return !ping.osType().equalsIgnoreCase("windows")
                && rest.version().compareTo(BUILDKIT) >= 0;
    }

    /** One way to build. */
    @FunctionalInterface
    private interface Way {
        Map<String, String> build(RepeatableRequest repeatable) throws IOException;
    }

    private Map<String, String> patiently(Runnable check, Way way) throws IOException {
        check.run();
        try (RepeatableRequest repeatable = RepeatableRequest.of(request)) {
            for (int failures = 1; ; failures++) {
                try {
                    return way.build(repeatable);
                } catch (BuildException failed) {
                    pause(repeatable, failed, failures);
                }
            }
        }
    }

    /** Waits until the build may be tried again, or throws the error if it is not. */
    private void pause(RepeatableRequest repeatable, BuildException failed, int failures) {
        Duration pause =
                failedAtImages.getAsBoolean()
                        ? retries.pause(failed.engineMessage(), failures).orElse(null)
                        : null;
        if (pause == null || !repeatable.isRepeatableAfter(pause)) {
            throw failed;
        }
        String doing = "build " + request.source().shown();
        LOG.info("trying to {} again after {}: {}", doing, pause, failed.engineMessage());
        Pause.of(pause.toMillis(), "waiting to " + doing);
    }

    private Map<String, String> classic(RepeatableRequest repeatable) throws IOException {
        BuildRequest own = repeatable.next();
        BuildContext context = BuildContext.of(own, false);
        ClassicBuild build = new ClassicBuild(new BuildCall(rest, logins, settings, own), own);
        failedAtImages = build::isAtImages;
        return result(build.run(context));
    }

    /** The engine's store without containerd names an image by the digest of its configuration. */
    private static Map<String, String> result(String id) {
        Map<String, String> result = new LinkedHashMap<>();
        result.put(SessionBuilder.IMAGE_ID, id);
        result.put("containerimage.config.digest", id);
        return result;
    }

    private void requireSession() {
        boolean possible = rest.wire().handsOver(SessionBuilder.PROTOCOL);
        if (!request.onlySession().isEmpty() && !(possible && Builders.ofSessions().isPresent())) {
            throw needsSession(possible ? MODULE : TRANSPORT);
        }
    }

    private Map<String, String> buildKit(RepeatableRequest repeatable) throws IOException {
        Optional<SessionBuilder> session = Builders.ofSessions();
        if (session.isPresent() && rest.wire().handsOver(SessionBuilder.PROTOCOL)) {
            try {
                return bySession(session.get(), repeatable);
            } catch (NoSessionException refused) {
                if (!request.onlySession().isEmpty()) {
                    throw refused(refused);
                }
                fallback.log(rest.address(), refused);
            }
        }
        return byArchive(repeatable);
    }

    /** An option that is not there without a session; the engine, and its BuildKit, are. */
    private UnsupportedByEngineException needsSession(String why) {
        return UnsupportedByEngineException.ofFeature(
                String.join(", ", request.onlySession()), needs(why));
    }

    private String needs(String what) {
        List<String> options = request.onlySession();
        return String.join(", ", options) + (options.size() == 1 ? " needs " : " need ") + what;
    }

    private DockerException refused(NoSessionException refused) {
        String why =
                "a session with BuildKit, and "
                        + refused.getMessage()
                        + ". If a proxy is in front of the engine at "
                        + rest.address()
                        + ", let it pass "
                        + refused.request()
                        + " with the header Upgrade: h2c";
        if (refused.getCause() instanceof DockerUnavailableException lost
                && !(lost instanceof DockerUnavailableException.MalformedAnswer)) {
            return new DockerUnavailableException(needs(why), refused);
        }
        return UnsupportedByEngineException.ofFeature(
                String.join(", ", request.onlySession()), needs(why), refused);
    }

    private Map<String, String> byArchive(RepeatableRequest repeatable) throws IOException {
        requireFile();
        BuildRequest own = repeatable.next();
        BuildContext context = BuildContext.of(own, true);
        boolean newest =
                new BaseImages(images, logins, own, repeatable.deadline()).prepare(context.text());
        BuildRequest timed = own.within(repeatable.deadline().left());
        BuildReport report = new BuildReport(timed, context.text());
        failedAtImages = report::failedAtImages;
        BuildCall call = new BuildCall(rest, logins, settings, timed);
        return result(new BuildKitBuild(call, timed, report, newest).run(context));
    }

    /** Only a session has a Dockerfile of its own beside a context that the engine fetches. */
    private void requireFile() {
        if (request.dockerfileContent() != null
                && request.source() instanceof BuildRequest.Remote) {
            throw UnsupportedByEngineException.ofFeature(
                    "--file", "--file - with a context that the engine fetches needs " + MODULE);
        }
    }

    private Map<String, String> bySession(SessionBuilder session, RepeatableRequest repeatable)
            throws IOException {
        BuildRequest own = repeatable.next();
        BuildReport report = new BuildReport(own, repeatable.dockerfile());
        failedAtImages = report::failedAtImages;
        try {
            return session.build(own, new EngineForBuilds(rest, logins, settings), report::add);
        } catch (SolveException failed) {
            throw report.failure(
                    EngineWords.printable(String.valueOf(failed.getMessage())), 0, failed.line());
        }
    }
}
