package io.dockerkit.compose.containers;

import io.dockerkit.Docker;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.compose.project.Project;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.network.NetworkSummary;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.volume.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What exists of a project on an engine: the lists of containers, networks and volumes with its labels, and its model, from its
 * files if they are known, else from the labels. Thread-safe. Two are equal if they are of the same project and connection.
 */
public final class ProjectResources {
    private final Docker docker;
    private final Supplier<? extends @Nullable Project> source;
    private volatile @Nullable String name;
    private volatile @Nullable Project project;
    private volatile boolean read;

    private ProjectResources(
            Docker docker,
            @Nullable String name,
            @Nullable Project project,
            Supplier<? extends @Nullable Project> source) {
        this.docker = Objects.requireNonNull(docker, "docker");
        this.name = name;
        this.project = project;
        this.source = source;
    }

    /** Returns those of the project of this name; {@code project} is what its files say, or null if they are not known. */
    public static ProjectResources of(Docker docker, String name, @Nullable Project project) {
        return new ProjectResources(
                docker, Objects.requireNonNull(name, "name"), project, () -> project);
    }

    /**
     * Returns those of a project whose files are read when they are first needed; {@code name} is its name, or null if that is
     * in the files.
     */
    public static ProjectResources lazily(
            Docker docker, @Nullable String name, Supplier<Project> source) {
        return new ProjectResources(docker, name, null, Objects.requireNonNull(source, "source"));
    }

    /** Returns those of the same project on another engine. */
    public ProjectResources on(Docker other) {
        ProjectResources next = new ProjectResources(other, name, project, source);
        next.read = read;
        return next;
    }

    /** Returns the connection. */
    public Docker docker() {
        return docker;
    }

    /** Returns the calls about containers. */
    ContainerBackend engine() {
        return docker.unwrap(DockerBackend.class).containers();
    }

    /** Returns what the files say; empty if they are not known. */
    public Optional<Project> project() {
        if (!read) {
            synchronized (this) {
                if (!read) {
                    project = source.get();
                    read = true;
                }
            }
        }
        return Optional.ofNullable(project);
    }

    /** Returns the project's name. */
    public String name() {
        String known = name;
        if (known == null) {
            known = project().map(Project::name).orElse("");
            name = known;
        }
        return known;
    }

    /** Returns the project's name, or "" if its files are not yet read. */
    public String nameIfKnown() {
        String known = name;
        return known == null ? "" : known;
    }

    /**
     * Returns the names of services.
     *
     * @throws InvalidOptionException if one of them is none of the files' services
     */
    public List<String> known(List<String> services) {
        if (!services.isEmpty()) {
            project().ifPresent(files -> requireKnown(files, services));
        }
        return services;
    }

    private static void requireKnown(Project files, List<String> services) {
        ProjectModel model = ModelOfFiles.enabled(files, List.of());
        for (String service : services) {
            if (!model.services().containsKey(service) && !model.disabled().contains(service)) {
                throw new InvalidOptionException(
                        "service",
                        service,
                        "project "
                                + files.name()
                                + " has no such service; it has "
                                + String.join(", ", model.services().keySet()));
            }
        }
    }

    /** Returns the names of the services of the files, or of those that have containers, sorted. */
    public List<String> serviceNames() {
        return project()
                .map(files -> ModelOfFiles.enabled(files, List.of()).services().keySet())
                .map(List::copyOf)
                .orElseGet(
                        () -> {
                            TreeSet<String> names = new TreeSet<>();
                            containers(OneOff.EXCLUDED, true, List.of())
                                    .forEach(container -> names.add(container.service()));
                            return List.copyOf(names);
                        });
    }

    /**
     * Returns the containers that docker compose counts as the project's, newest first.
     *
     * @param all whether those that do not run count
     * @param services the services whose containers count; none for all
     */
    public List<Member> containers(OneOff oneOff, boolean all, Collection<String> services) {
        ContainerQuery query = query(all).label(ComposeLabels.CONFIG_HASH);
        if (services.size() == 1) {
            query = query.label(ComposeLabels.SERVICE, services.iterator().next());
        }
        if (oneOff == OneOff.EXCLUDED) {
            query = query.label(ComposeLabels.ONE_OFF, "False");
        }
        return members(query).stream()
                .filter(member -> services.size() < 2 || services.contains(member.service()))
                .toList();
    }

    /** Returns all containers with the project's label, newest first: also those that older programs created. */
    public List<Member> labelled(boolean all) {
        return members(query(all));
    }

    private ContainerQuery query(boolean all) {
        ContainerQuery query = docker.containers().query().label(ComposeLabels.PROJECT, name());
        return all ? query.all() : query;
    }

    private static List<Member> members(ContainerQuery query) {
        List<Member> members = new ArrayList<>();
        for (ContainerSummary summary : query.list()) {
            members.add(new Member(summary));
        }
        return members;
    }

    /** Returns the project's networks that exist, external ones left out. */
    public List<KnownResource> networks() {
        return docker.networks().query().label(ComposeLabels.PROJECT, name()).list().stream()
                .map(ProjectResources::network)
                .toList();
    }

    private static KnownResource network(NetworkSummary network) {
        String key = network.labels().getOrDefault(ComposeLabels.NETWORK, "");
        return new KnownResource(key, network.name(), false);
    }

    /** Returns the project's volumes that exist, external ones left out. */
    public List<Volume> volumes() {
        return docker.volumes().query().label(ComposeLabels.PROJECT, name()).list();
    }

    /** Returns the query of the project's running containers, those of {@code run} left out. */
    public ContainerQuery running() {
        return query(false).label(ComposeLabels.CONFIG_HASH).label(ComposeLabels.ONE_OFF, "False");
    }

    /**
     * Returns the model of the project: by its files with these services and those that they depend on, or by the labels of
     * these containers, without networks and volumes.
     */
    ProjectModel model(List<Member> containers, Collection<String> services) {
        return project()
                .map(files -> ModelOfFiles.selected(files, services))
                .orElseGet(() -> ModelOfLabels.of(name(), ofServices(containers)));
    }

    /** Returns the model with all services, by its files also with these. */
    ProjectModel wholeModel(List<Member> containers, Collection<String> services) {
        return project()
                .map(files -> ModelOfFiles.enabled(files, services))
                .orElseGet(() -> ModelOfLabels.of(name(), ofServices(containers)).lenient());
    }

    /**
     * Returns the model as {@link #model} does, by labels also with the networks and, if they are asked for, the volumes that
     * exist; dependencies that do not exist do not count then.
     */
    ProjectModel modelWithResources(
            List<Member> containers, Collection<String> services, boolean withVolumes) {
        if (project().isPresent()) {
            return model(containers, services);
        }
        List<KnownResource> volumes =
                withVolumes ? volumes().stream().map(ProjectResources::volume).toList() : List.of();
        return ModelOfLabels.of(name(), ofServices(containers), networks(), volumes).lenient();
    }

    private static List<Member> ofServices(List<Member> containers) {
        return containers.stream().filter(container -> !container.oneOff()).toList();
    }

    private static KnownResource volume(Volume volume) {
        String key = volume.labels().getOrDefault(ComposeLabels.VOLUME, "");
        return new KnownResource(key, volume.name(), false);
    }

    /** Returns the name of the first container of a service, unless it was renamed. */
    String usualName(String service) {
        return project()
                .flatMap(files -> ModelOfFiles.containerName(files, service))
                .orElseGet(() -> name() + "-" + service + "-1");
    }

    /** Returns the exception for containers that do not exist. */
    NotFoundException missing(String what) {
        List<String> names =
                labelled(true).stream()
                        .map(one -> one.name() + " (" + one.summary().state() + ")")
                        .sorted()
                        .toList();
        return new NotFoundException(
                what
                        + (names.isEmpty()
                                ? "; project " + name() + " has no containers"
                                : "; project " + name() + " has " + String.join(", ", names)),
                0,
                what,
                "docker compose --project-name " + name() + " ps --all");
    }

    private boolean isNamed() {
        return name != null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectResources that
                && docker == that.docker
                && ((isNamed() && that.isNamed())
                        ? name().equals(that.name())
                        : source.equals(that.source));
    }

    @Override
    public int hashCode() {
        return docker.hashCode();
    }

    /** Returns the name, or where it comes from. */
    @Override
    public String toString() {
        String known = nameIfKnown();
        return known.isEmpty() ? "of files" : known;
    }
}
