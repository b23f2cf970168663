package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PortInUseException;
import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.CommitSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.InspectSpec;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.CopySpec;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.Port;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.Session;
import io.dockerkit.container.StopSpec;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.image.Image;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.Copies;
import io.dockerkit.impl.copy.WholeFile;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.OwnerLabels;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.wait.Waiting;
import io.dockerkit.spi.Removed;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A container by its id, or, by its only subclass, one that is removed when it is closed. Thread-safe. */
class EngineContainer implements Container {
    /** The seconds that a container has to end where neither it nor the call says otherwise. */
    private static final long USUAL_GRACE = 10;

    /** How long a failed wait may ask the engine why the container ended. */
    private static final Duration TO_EXPLAIN = Duration.ofSeconds(5);

    private final Rest rest;
    private final ImageApi images;
    private final UserSettings settings;
    private final PublishedAddresses addresses;
    private final String id;
    private final List<String> warnings;

    EngineContainer(
            Rest rest,
            ImageApi images,
            UserSettings settings,
            PublishedAddresses addresses,
            String id,
            List<String> warnings) {
        this.rest = rest;
        this.images = images;
        this.settings = settings;
        this.addresses = addresses;
        this.id = id;
        this.warnings = List.copyOf(warnings);
    }

    @Override
    public String id() {
        return id;
    }

    private Call post(String action, String doing) {
        return rest.post("containers", id, action)
                .to(doing + " container " + shortId())
                .as("docker " + action + " " + shortId());
    }

    @Override
    public boolean start() {
        return start(options -> options);
    }

    @Override
    public boolean start(UnaryOperator<StartSpec> options) {
        StartSpec spec = options.apply(StartSpec.defaults());
        Call call = post("start", "start").as("docker start" + spec + " " + shortId());
        if (!spec.equals(StartSpec.defaults())) {
            requireExperimental(spec);
            call.query("checkpoint", spec.checkpoint());
            if (!spec.checkpointDir().isEmpty()) {
                call.query("checkpoint-dir", spec.checkpointDir());
            }
        }
        try {
            return call.orUnchanged().status() != 304;
        } catch (PortInUseException taken) {
            throw ConflictHolders.ofPort(taken, rest);
        }
    }

    private void requireExperimental(StartSpec spec) {
        if (spec.checkpoint().isEmpty()) {
            throw new InvalidOptionException(
                    "--checkpoint-dir",
                    spec.checkpointDir(),
                    "it counts only together with a checkpoint: add checkpoint(name)");
        }
        JsonNode info = rest.get("info").to("ask for the engine's info").read();
        if (!info.path("ExperimentalBuild").asBoolean()) {
            throw new InvalidOptionException(
                    "--checkpoint",
                    spec.checkpoint(),
                    "the engine's experimental features are off; checkpoints need \"experimental\": true in its daemon.json");
        }
    }

    @Override
    public boolean stop() {
        return stop(options -> options);
    }

    /** A stop takes as long as the process does, up to the time when the engine kills it. */
    @Override
    public boolean stop(UnaryOperator<StopSpec> options) {
        return stopping("stop", options).orUnchanged().status() != 304;
    }

    private Call stopping(String action, UnaryOperator<StopSpec> options) {
        StopSpec spec = options.apply(StopSpec.defaults());
        long grace = spec.seconds().orElse(USUAL_GRACE);
        Call call = post(action, action).longerBy(grace < 0 ? null : Duration.ofSeconds(grace));
        spec.seconds().ifPresent(seconds -> call.query("t", String.valueOf(seconds)));
        spec.signal().ifPresent(signal -> call.query("signal", signal));
        // older engines take no notice of a signal, which would be worse than an error
        rest.require(spec.signal().isPresent() ? Map.of("--signal", "1.42") : Map.of());
        return call.as("docker " + action + spec + " " + shortId());
    }

    @Override
    public void restart() {
        restart(options -> options);
    }

    @Override
    public void restart(UnaryOperator<StopSpec> options) {
        stopping("restart", options).status();
    }

    @Override
    public void kill() {
        // often the last thing that a thread does which was told to stop
        Uninterrupted.run(() -> post("kill", "kill").status());
    }

    @Override
    public void kill(String signal) {
        post("kill", "send " + signal + " to").query("signal", signal).status();
    }

    @Override
    public void pause() {
        post("pause", "pause").status();
    }

    @Override
    public void unpause() {
        post("unpause", "unpause").status();
    }

    @Override
    public void rename(String name) {
        try {
            post("rename", "rename")
                    .query("name", name)
                    .as("docker rename " + shortId() + " " + name)
                    .status();
        } catch (NameInUseException taken) {
            throw ConflictHolders.ofName(taken, rest);
        }
    }

    @Override
    public Removal remove() {
        return remove(options -> options);
    }

    @Override
    public Removal remove(UnaryOperator<RemoveSpec> options) {
        RemoveSpec spec = options.apply(RemoveSpec.defaults());
        String link = spec.link().orElse("");
        // links are known by the container's name, not by its id
        Call call =
                spec.link().isPresent()
                        ? rest.delete("containers", inspect().name(), link)
                                .to("remove link " + link + " of container " + shortId())
                        : rest.delete("containers", id).to("remove container " + shortId());
        call.query("force", spec.isForce())
                .query("v", spec.isVolumes())
                .query("link", spec.link().isPresent())
                .as(spec.toCommandLine(shortId()));
        String removed = spec.link().map(alias -> "link " + alias).orElse(id);
        return Removed.of(ContainerRemoval.of(rest, id, call), removed);
    }

    @Override
    public ContainerDetails inspect() {
        return inspect(options -> options);
    }

    @Override
    public ContainerDetails inspect(UnaryOperator<InspectSpec> options) {
        InspectSpec spec = options.apply(InspectSpec.defaults());
        String doing = "inspect container " + shortId();
        JsonNode said =
                rest.get("containers", id, "json")
                        .query("size", spec.isSize())
                        .to(doing)
                        .as("docker inspect" + spec + " " + shortId())
                        .read();
        Fields.text(said, "Id", doing);
        return new JsonContainerDetails(said);
    }

    @Override
    public ExecSpec exec(List<String> command) {
        return ExecSpec.of(execs(), shortId(), command);
    }

    ContainerExecs execs() {
        return new ContainerExecs(rest, settings, id);
    }

    @Override
    public LogsSpec logs() {
        return LogsSpec.of(new EngineLogs(rest, this), shortId());
    }

    @Override
    public CommitSpec commit(String reference) {
        ImageReference target = ImageReference.parseNewName("image", reference);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("container", id);
        query.put("repo", target.registry() + "/" + target.repository());
        query.put("tag", target.tag().orElse("latest"));
        return CommitSpec.of(
                (parameters, changes, timeout) ->
                        commit(parameters, changes, timeout, target.toString()),
                query);
    }

    @Override
    public CommitSpec commit() {
        return CommitSpec.of(
                (parameters, changes, timeout) -> commit(parameters, changes, timeout, ""),
                Map.of("container", id));
    }

    /**
     * Returns changes that blank the labels by which DockerKit knows this very container: no container of the image is it.
     * A label cannot be taken away from an image.
     */
    private List<String> blankLabels(@Nullable Duration timeout) {
        List<String> own = new ArrayList<>();
        try {
            JsonText.fields(
                            rest.get("containers", id, "json")
                                    .to("inspect container " + shortId())
                                    .as("docker inspect " + shortId())
                                    .atMost(timeout)
                                    .read()
                                    .path("Config")
                                    .path("Labels"))
                    .stream()
                    .filter(label -> !label.getValue().asText().isEmpty())
                    .forEach(label -> own.add(label.getKey()));
        } catch (NotFoundException gone) {
            // the commit says so
        }
        return own.stream()
                .filter(label -> OwnerLabels.isOne(label) || label.equals(NamedContainer.LABEL))
                .map(label -> "LABEL " + label + "=")
                .toList();
    }

    private Image commit(
            Map<String, String> query,
            List<String> changes,
            @Nullable Duration timeout,
            String target) {
        String shown = target.isEmpty() ? "" : " " + target;
        Call call =
                rest.post("commit")
                        .query(query)
                        .to("make image" + shown + " of container " + shortId())
                        .as("docker commit " + shortId() + shown);
        long start = System.nanoTime();
        List<String> all = new ArrayList<>(blankLabels(timeout));
        if (timeout != null) {
            call.within(timeout).atMost(timeout.minusNanos(System.nanoTime() - start));
        }
        all.addAll(changes);
        call.queryAll("changes", all);
        if (rest.isPodman()) {
            // it wants a configuration, be it empty; docker's engines refuse an empty one
            call.json(Map.of());
        }
        String made = call.readText("Id");
        return images.created(made, target.isEmpty() ? made : target);
    }

    @Override
    public UpdateSpec update() {
        return UpdateSpec.of(this::update, shortId());
    }

    List<String> update(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        JsonNode said =
                rest.post("containers", id, "update")
                        .json(body)
                        .to("update container " + shortId())
                        .as(commandLine)
                        .read();
        List<String> warnings = new ArrayList<>();
        said.path("Warnings").forEach(warning -> warnings.add(warning.asText()));
        return List.copyOf(warnings);
    }

    @Override
    public Session attach(UnaryOperator<AttachSpec> options) {
        AttachSpec spec = options.apply(AttachSpec.defaults());
        return new Attachment(rest, settings, this, spec, "docker attach").running();
    }

    @Override
    public Session startAttached(UnaryOperator<AttachSpec> options) {
        AttachSpec spec = options.apply(AttachSpec.defaults());
        return new Attachment(rest, settings, this, spec, "docker start --attach --interactive")
                .starting();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public EventsSpec events() {
        return new EngineCommands(new EngineApi(rest)).events().container(id);
    }

    @Override
    public ContainerStats.StatsSpec<ContainerStats> stats() {
        Reports reports = new Reports(rest, this);
        return ContainerStats.StatsSpec.of(
                this, "docker stats " + shortId(), reports::stats, reports::statsStream);
    }

    @Override
    public Container.ProcessTable top(String... psOptions) {
        return new Reports(rest, this).top(psOptions);
    }

    @Override
    public List<FileChange> diff() {
        return new Reports(rest, this).diff();
    }

    @Override
    public void copyTo(Path source, String target, UnaryOperator<CopySpec> options) {
        new Copies(rest, id).to(source, target, options.apply(CopySpec.defaults()));
    }

    @Override
    public void copyFrom(String source, Path target, UnaryOperator<CopySpec> options) {
        new Copies(rest, id).from(source, target, options.apply(CopySpec.defaults()));
    }

    @Override
    public void copyTo(InputStream tar, String directory) {
        copyTo(tar, directory, options -> options);
    }

    @Override
    public void copyTo(InputStream tar, String directory, UnaryOperator<CopySpec> options) {
        new Copies(rest, id).to(tar, directory, options.apply(CopySpec.defaults()));
    }

    @Override
    public InputStream copyFrom(String source) {
        return copyFrom(source, options -> options);
    }

    @Override
    public InputStream copyFrom(String source, UnaryOperator<CopySpec> options) {
        return new Copies(rest, id).from(source, options.apply(CopySpec.defaults()));
    }

    @Override
    public byte[] readBytes(String path, long maxBytes) {
        return new Copies(rest, id).read(path, maxBytes);
    }

    @Override
    public void writeBytes(String path, byte[] bytes) {
        new Copies(rest, id).write(path, bytes);
    }

    @Override
    public Container.FileStat stat(String path) {
        return new Copies(rest, id).stat(path);
    }

    @Override
    public void export(Path file) {
        WholeFile.require(file);
        try (Answer answer = openExport()) {
            WholeFile.writeArchive(file, answer.getBody());
        }
    }

    @Override
    public InputStream export() {
        return openExport().getBody();
    }

    private Answer openExport() {
        return rest.get("containers", id, "export")
                .to("export the files of container " + shortId())
                .as("docker export " + shortId())
                .openFlowing();
    }

    @Override
    public int awaitExit() {
        return await(WaitCondition.NOT_RUNNING, Deadline.in(null));
    }

    @Override
    public int awaitExit(Duration timeout) {
        return await(WaitCondition.NOT_RUNNING, within(timeout));
    }

    @Override
    public int awaitNextExit() {
        return await(WaitCondition.NEXT_EXIT, Deadline.in(null));
    }

    @Override
    public int awaitNextExit(Duration timeout) {
        return await(WaitCondition.NEXT_EXIT, within(timeout));
    }

    @Override
    public int awaitRemoval() {
        return await(WaitCondition.REMOVED, Deadline.in(null));
    }

    @Override
    public int awaitRemoval(Duration timeout) {
        return await(WaitCondition.REMOVED, within(timeout));
    }

    private static Deadline within(Duration timeout) {
        return Deadline.in(
                Checks.notNegative("timeout", Objects.requireNonNull(timeout, "timeout")));
    }

    private int await(WaitCondition condition, Deadline deadline) {
        Call call = condition.addTo(post("wait", "wait for").atMost(deadline.left()));
        try (Answer answer = call.open()) {
            answer.deadline(deadline.left());
            JsonNode said = Call.readBody(answer, "wait for container " + shortId());
            return Run.exitCode(said);
        } catch (DockerTimeoutException late) {
            Duration limit = deadline.limit();
            if (limit == null) {
                throw late;
            }
            throw new DockerTimeoutException(
                    "container " + shortId() + condition.unmet() + " after " + Checks.human(limit),
                    late);
        }
    }

    @Override
    public Container waitFor(Wait wait) {
        Waiting.until(
                this,
                wait.request(),
                state -> OutOfMemory.killed(rest, id, state, Deadline.in(TO_EXPLAIN)));
        return this;
    }

    @Override
    public Container withTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidOptionException(
                    "timeout", limit.toString(), "the time must be positive");
        }
        return new EngineContainer(
                rest.withTimeout(limit),
                images,
                settings,
                addresses.withTimeout(limit),
                id,
                warnings);
    }

    @Override
    public int hostPort(Port containerPort) {
        return Ports.published(inspect(), containerPort).hostPort();
    }

    @Override
    public InetSocketAddress address(Port containerPort) {
        ContainerDetails details = inspect();
        return addresses.address(Ports.published(details, containerPort), details);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineContainer that
                && id.equals(that.id)
                && rest.address().equals(that.rest.address());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Returns the short id. */
    @Override
    public String toString() {
        return "container " + shortId();
    }
}
