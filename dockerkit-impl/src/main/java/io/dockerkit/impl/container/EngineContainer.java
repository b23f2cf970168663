package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
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
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.Copies;
import io.dockerkit.impl.copy.WholeFile;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.wait.Waiting;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A container by its id, or, by its only subclass, one that is removed when it is closed. Thread-safe. */
class EngineContainer implements Container {
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

    private Lifecycle lifecycle() {
        return new Lifecycle(rest, this);
    }

    private Commit committing() {
        return new Commit(rest, images, id);
    }

    @Override
    public boolean start() {
        return start(options -> options);
    }

    @Override
    public boolean start(UnaryOperator<StartSpec> options) {
        return lifecycle().start(options.apply(StartSpec.defaults()));
    }

    @Override
    public boolean stop() {
        return stop(options -> options);
    }

    @Override
    public boolean stop(UnaryOperator<StopSpec> options) {
        return lifecycle().stop(options.apply(StopSpec.defaults()));
    }

    @Override
    public void restart() {
        restart(options -> options);
    }

    @Override
    public void restart(UnaryOperator<StopSpec> options) {
        lifecycle().restart(options.apply(StopSpec.defaults()));
    }

    @Override
    public void kill() {
        lifecycle().kill();
    }

    @Override
    public void kill(String signal) {
        lifecycle().kill(signal);
    }

    @Override
    public void pause() {
        lifecycle().pause();
    }

    @Override
    public void unpause() {
        lifecycle().unpause();
    }

    @Override
    public void rename(String name) {
        lifecycle().rename(name);
    }

    @Override
    public Removal remove() {
        return remove(options -> options);
    }

    @Override
    public Removal remove(UnaryOperator<RemoveSpec> options) {
        return lifecycle().remove(options.apply(RemoveSpec.defaults()));
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
        return committing().to(reference);
    }

    @Override
    public CommitSpec commit() {
        return committing().unnamed();
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
        return new ContainerWait(rest, id).until(condition, deadline);
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
