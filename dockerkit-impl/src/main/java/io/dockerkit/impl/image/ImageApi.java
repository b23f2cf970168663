package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.flags.Platform;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.image.PushSpec;
import io.dockerkit.image.SearchSpec;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.RegistryLogin;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.ImportRequest;
import io.dockerkit.spi.PullRequest;
import io.dockerkit.spi.PushRequest;
import io.dockerkit.spi.StdinSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about images. Thread-safe. */
public final class ImageApi implements ImageBackend {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.image");

    private final Rest rest;
    private final Logins logins;
    private final UserSettings settings;
    private final RegistryRetries retries;
    private final RunningPulls pulls = new RunningPulls(LOG);
    private final SessionFallback fallback = new SessionFallback(LOG);

    /** Makes the calls over one connection. */
    public ImageApi(Rest rest) {
        this(rest, Logins.none());
    }

    /** Makes the calls over one connection, for a user with logins at registries. */
    public ImageApi(Rest rest, Logins logins) {
        this(rest, logins, UserSettings.NONE);
    }

    /** Makes the calls over one connection, for a user with logins at registries and other settings. */
    public ImageApi(Rest rest, Logins logins, UserSettings settings) {
        this(rest, logins, settings, RegistryRetries.usual());
    }

    /** Makes the calls over one connection, with other retries of pulls, pushes and builds. */
    public ImageApi(Rest rest, Logins logins, UserSettings settings, RegistryRetries retries) {
        this.rest = rest;
        this.logins = logins;
        this.settings = settings;
        this.retries = retries;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Image pull(PullRequest asked) {
        PullRequest request = withPlatform(asked);
        Pull pull = pulled(request);
        String reference = nameOf(request, pull).toString();
        JsonNode said = inspect(reference);
        if (!pull.isWarned()) {
            warnOfOtherPlatform(request, said);
        }
        return handle(said, reference);
    }

    @Override
    public Image ensure(PullRequest asked) {
        PullRequest request = withPlatform(asked);
        ImageReference mirrored = settings.registryPrefix().get().applyTo(request.reference());
        // only an image that is named by its digest has no other name than the mirror's
        Set<String> names = new LinkedHashSet<>();
        names.add(request.reference().toString());
        if (request.reference().digest().isPresent()) {
            names.add(mirrored.toString());
        }
        for (String name : names) {
            try {
                JsonNode said = inspect(name);
                if (isFor(request.platform(), said)) {
                    return handle(said, name);
                }
            } catch (NotFoundException missing) {
                // it is pulled
            }
        }
        return pull(request);
    }

    private static boolean isFor(@Nullable String platform, JsonNode said) {
        if (platform == null) {
            return true;
        }
        Map<String, String> wanted = Platform.fields(platform);
        String variant = wanted.getOrDefault("variant", "");
        return said.path("Os").asText("").equals(wanted.get("os"))
                && said.path("Architecture").asText("").equals(wanted.get("architecture"))
                && (variant.isEmpty() || said.path("Variant").asText(variant).equals(variant));
    }

    @Override
    public List<Image> pullAll(PullRequest asked) {
        PullRequest request = withPlatform(asked);
        String repository = request.reference().familiarName();
        Set<String> tags = pulled(request).tags();
        // an engine that does not name what it pulls has it all by then
        Stream<String> names =
                tags.isEmpty()
                        ? list(Filters.none().with("reference", repository), false, false).stream()
                                .flatMap(image -> image.tags().stream())
                        : tags.stream().map(tag -> repository + ":" + tag);
        return names.map(this::get).toList();
    }

    private PullRequest withPlatform(PullRequest asked) {
        String platform = settings.defaultPlatform().get();
        return asked.platform() == null && !platform.isEmpty()
                ? asked.forPlatform(platform)
                : asked;
    }

    /** Some registries and mirrors give what they have, whatever was asked for; most engines say so in the pull. */
    private static void warnOfOtherPlatform(PullRequest request, JsonNode said) {
        String wanted = request.platform();
        String[] parts = wanted == null ? new String[0] : wanted.split("/", -1);
        String os = said.path("Os").asText("");
        String architecture = said.path("Architecture").asText("");
        boolean other =
                parts.length > 1
                        && !architecture.isEmpty()
                        && !(parts[0].equals(os) && parts[1].equals(architecture));
        if (other) {
            LOG.warn(
                    "image {} was pulled for {}/{}, although {} was asked for",
                    request.reference(),
                    EngineWords.printable(os),
                    EngineWords.printable(architecture),
                    wanted);
        }
    }

    /**
     * Pulls an image of which nothing needs to be known after that.
     *
     * @return the name under which the engine has the image: the one that was asked for, unless that has a digest and comes
     *     from a mirror
     */
    public ImageReference download(PullRequest request) {
        return nameOf(request, pulled(request));
    }

    /** A name with a digest is only given by a pull, so an image of a mirror keeps the mirror's. */
    private ImageReference nameOf(PullRequest request, Pull pull) {
        return request.reference().digest().isPresent() ? pull.source() : request.reference();
    }

    private Pull pulled(PullRequest request) {
        ImageReference source = settings.registryPrefix().get().applyTo(request.reference());
        Pull.Task task = new Pull.Task(request, source);
        return pulls.pull(task, shared -> pullAndTag(task, shared));
    }

    private Pull pullAndTag(Pull.Task task, RunningPull shared) {
        Pull pull = pullPatiently(task, shared);
        if (pull.isMirrored() && task.request().reference().digest().isEmpty()) {
            Set<String> tags =
                    task.request().allTags()
                            ? pull.tags()
                            : Set.of(task.source().tag().orElse("latest"));
            for (String tag : tags) {
                tag(
                        task.source().familiarName() + ":" + tag,
                        task.request().reference().familiarName(),
                        tag);
            }
        }
        return pull;
    }

    private void tag(String image, String repository, String tag) {
        String target = repository + ":" + tag;
        rest.post("images", image, "tag")
                .query("repo", repository)
                .query("tag", tag)
                .to("tag image " + image + " as " + target)
                .as("docker tag " + image + " " + target)
                .status();
    }

    /** Pulls, several times if the registry fails for the moment. */
    private Pull pullPatiently(Pull.Task task, RunningPull shared) {
        boolean begun = false;
        for (int failures = 1; ; failures++) {
            Pull pull = new Pull(rest, logins, task, shared::report);
            try {
                pull.run();
                return pull;
            } catch (EngineException failed) {
                begun |= pull.hasBegun();
                Optional<Duration> pause = retries.pause(failed, failures, begun);
                if (pause.isEmpty()) {
                    throw failed;
                }
                shared.pausing(failed, pause.get().toNanos());
                LOG.info("pulling again after {}: {}", pause.get(), failed.getMessage());
                Pause.of(pause.get().toMillis(), "waiting to " + task.doing());
                shared.pauseIsOver();
            }
        }
    }

    /** Returns the user's logins at registries. */
    public Logins logins() {
        return logins;
    }

    @Override
    public void save(List<String> references, Path file, ArchiveRequest request) {
        new Archives(rest).save(references, file, request);
    }

    @Override
    public InputStream save(List<String> references, ArchiveRequest request) {
        return new Archives(rest).save(references, request).getBody();
    }

    @Override
    public List<Image> load(StdinSource archive, ArchiveRequest request) {
        return new Archives(rest).load(archive, request).stream().map(this::get).toList();
    }

    @Override
    public List<Image> copy(List<String> references, ImageBackend to, ArchiveRequest request) {
        return new ImageCopy(new Archives(rest), references, to, request).run();
    }

    @Override
    public Image importFrom(ImportRequest request) {
        String id = new Import(rest, settings, request).run();
        return created(id, request.reference().isEmpty() ? id : request.reference());
    }

    @Override
    public List<SearchSpec.Result> search(
            String term, String limit, Filters filters, String commandLine) {
        Call call =
                rest.get("images", "search")
                        .query("term", term)
                        .filters(filters)
                        .to("search for images by \"" + term + "\"")
                        .as(commandLine);
        if (!limit.isEmpty()) {
            call.query("limit", limit);
        }
        logins.of(ImageNames.registry(term), null)
                .header()
                .ifPresent(login -> call.header("X-Registry-Auth", login));
        List<SearchSpec.Result> found = new ArrayList<>();
        call.readList().forEach(item -> found.add(new JsonSearchResult(item)));
        return List.copyOf(found);
    }

    @Override
    public Image build(BuildRequest request) {
        long start = System.nanoTime();
        String id = new Build(this, rest, logins, settings, request, fallback, retries).run();
        NoImage none = NoImage.of(request.buildKit().outputs());
        if (none != null) {
            return none;
        }
        if (request.buildKit().isPushed()) {
            request.tags().forEach(tag -> pushBuilt(created(id, tag), request, start));
        }
        return created(id, request.tags().isEmpty() ? id : request.tags().get(0));
    }

    @Override
    public Image ensureBuilt(BuildRequest request, Function<String, BuildRequest> named) {
        return new EnsuredBuild(this, settings, LOG, request).run(named);
    }

    /** What the build has left of its time is the push's. */
    private static void pushBuilt(Image image, BuildRequest request, long start) {
        PushSpec push = image.push().onProgress(request.progress());
        Duration timeout = request.timeout();
        if (timeout != null) {
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            push = push.timeout(left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofNanos(1));
        }
        push.execute();
    }

    /** Pushes, several times if the registry fails for the moment and the engine does not try again itself. */
    List<PushSpec.Result> push(PushRequest request) {
        rest.require(request.needs());
        RegistryLogin login = logins.of(request.reference().registry(), request.credentials());
        Deadline deadline = Deadline.in(request.timeout());
        boolean begun = false;
        for (int failures = 1; ; failures++) {
            Push push = new Push(rest, login, request, deadline);
            try {
                return push.run();
            } catch (EngineException failed) {
                begun |= push.hasBegun();
                Duration pause =
                        push.isRepeated()
                                ? null
                                : retries.pause(failed, failures, begun).orElse(null);
                if (pause == null || deadline.atMost(pause).compareTo(pause) < 0) {
                    throw failed;
                }
                LOG.info("pushing again after {}: {}", pause, failed.getMessage());
                Pause.of(pause.toMillis(), "waiting to push image " + request.reference());
            }
        }
    }

    @Override
    public List<ImageSummary> list(Filters filters, boolean all, boolean manifests) {
        String listing = "list the images";
        if (manifests) {
            rest.require(Map.of("the list of manifests (docker images --tree)", "1.47"));
        }
        List<ImageSummary> images = new ArrayList<>();
        rest.get("images", "json")
                .query("all", all)
                .query("manifests", manifests)
                .filters(filters)
                .to(listing)
                .readList()
                .forEach(
                        image -> {
                            Fields.text(image, "Id", listing);
                            images.add(new JsonImageSummary(image));
                        });
        return List.copyOf(images);
    }

    @Override
    public Image get(String reference) {
        ImageReference.check(reference);
        return handle(inspect(reference), reference);
    }

    /** Returns the handle of an image that was just made. */
    public Image created(String id, String reference) {
        return new EngineImage(rest, this, id, reference);
    }

    private Image handle(JsonNode said, String reference) {
        return new EngineImage(
                rest, this, Fields.text(said, "Id", "find image " + reference), reference);
    }

    JsonNode inspect(String reference) {
        return rest.get("images", reference, "json")
                .to("find image " + reference)
                .as("docker image inspect " + reference)
                .read();
    }

    @Override
    public PruneReport prune(Filters filters, boolean all) {
        JsonNode said =
                rest.post("images", "prune")
                        .filters(filters.with("dangling", String.valueOf(!all)))
                        .to("prune the images")
                        .as("docker image prune")
                        .read();
        List<String> removed = new ArrayList<>();
        for (JsonNode item : Fields.list(said, "ImagesDeleted", "prune the images")) {
            if (item.hasNonNull("Deleted")) {
                removed.add(item.path("Deleted").asText());
            }
        }
        return new PruneReport(removed, said.path("SpaceReclaimed").asLong());
    }

    /** The space is what the images take together at most: layers that they share with others stay. */
    @Override
    public PruneReport pruneDryRun(Filters filters, boolean all) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        Filters candidates = all ? prune.ofLists() : prune.ofLists().with("dangling", "true");
        Set<String> used = imagesOfContainers();
        List<String> ids = new ArrayList<>();
        long space = 0;
        for (ImageSummary image : list(candidates, false, false)) {
            if (prune.take(image.labels(), image.created()) && !used.contains(image.id())) {
                ids.add(image.id());
                space += image.size();
            }
        }
        return new PruneReport(ids, space);
    }

    private Set<String> imagesOfContainers() {
        Set<String> ids = new HashSet<>();
        rest.get("containers", "json")
                .query("all", true)
                .to("list the containers")
                .readList()
                .forEach(container -> ids.add(container.path("ImageID").asText()));
        return ids;
    }
}
