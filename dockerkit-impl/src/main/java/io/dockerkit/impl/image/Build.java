package io.dockerkit.impl.image;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.impl.build.Builders;
import io.dockerkit.impl.build.SessionBuilder;
import io.dockerkit.impl.build.SolveException;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.ApiVersion;
import io.dockerkit.impl.rest.EngineWords;
import io.dockerkit.impl.rest.Ping;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One build, by the builder that fits the engine and the options. Not thread-safe. */
final class Build {
    /** The first version of the Engine API whose BuildKit is no experiment. */
    private static final ApiVersion BUILDKIT = ApiVersion.parse("1.39");

    private static final String TRANSPORT =
            "this needs a session with BuildKit, which docker-java's transports cannot carry: connect over a unix"
                    + " socket, tcp:// or ssh://";
    private static final String MODULE =
            "this needs a session with BuildKit: add the dependency io.dockerkit:dockerkit-buildkit";

    private final ImageBackend images;
    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final BuildRequest request;

    /** Makes a build whose base images {@code images} pulls. */
    Build(
            ImageBackend images,
            Rest rest,
            Logins logins,
            UserSettings settings,
            BuildRequest request) {
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
                    builder() == BuildSpec.Builder.CLASSIC ? classic() : buildKit();
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
            throw LocalFiles.failed("read the context", Path.of(request.source().shown()), e);
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
            throw new InvalidOptionException(
                    String.join(", ", classic),
                    "",
                    "BuildKit does not have this"
                            + (asked == BuildSpec.Builder.BUILDKIT
                                    ? "; leave out builder(BUILDKIT)"
                                    : ", and the engine's own builder does not have "
                                            + String.join(", ", session)));
        }
        if (!session.isEmpty() && asked == BuildSpec.Builder.CLASSIC) {
            throw new InvalidOptionException(
                    String.join(", ", session), "", "the engine's own builder does not have this");
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

    private Map<String, String> classic() throws IOException {
        requireFile();
        BuildContext context = BuildContext.of(request, false);
        return result(new ClassicBuild(call(), request).run(context));
    }

    /** The engine's store without containerd names an image by the digest of its configuration. */
    private static Map<String, String> result(String id) {
        Map<String, String> result = new LinkedHashMap<>();
        result.put(SessionBuilder.IMAGE_ID, id);
        result.put("containerimage.config.digest", id);
        return result;
    }

    private Map<String, String> buildKit() throws IOException {
        Optional<SessionBuilder> session = Builders.ofSessions();
        boolean possible = rest.wire().handsOver(SessionBuilder.PROTOCOL);
        if (session.isPresent() && possible) {
            return bySession(session.get());
        }
        if (!request.onlySession().isEmpty()) {
            throw new InvalidOptionException(
                    String.join(", ", request.onlySession()), "", possible ? MODULE : TRANSPORT);
        }
        requireFile();
        BuildContext context = BuildContext.of(request, true);
        boolean newest = new BaseImages(images, logins, request).prepare(context.text());
        BuildReport report = new BuildReport(request, context.text());
        return result(new BuildKitBuild(call(), request, report, newest).run(context));
    }

    /** Only a session has a Dockerfile of its own beside a context that the engine fetches. */
    private void requireFile() {
        if (request.dockerfileContent() != null
                && request.source() instanceof BuildRequest.Remote) {
            throw new InvalidOptionException("--file", "-", MODULE);
        }
    }

    private Map<String, String> bySession(SessionBuilder session) throws IOException {
        BuildReport report =
                new BuildReport(
                        request,
                        request.source() instanceof BuildRequest.Directory
                                        && request.dockerfileContent() == null
                                ? BuildContext.text(request)
                                : "");
        try {
            return session.build(request, new EngineForBuilds(rest, logins, settings), report::add);
        } catch (SolveException failed) {
            throw report.failure(
                    EngineWords.printable(String.valueOf(failed.getMessage())), 0, failed.line());
        }
    }

    private BuildCall call() {
        return new BuildCall(rest, logins, settings, request);
    }
}
