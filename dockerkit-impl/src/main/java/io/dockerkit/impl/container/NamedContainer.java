package io.dockerkit.impl.container;

import io.dockerkit.ConflictException;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.Json;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.CreationMark;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.Started;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts a container of a spec, or takes the one that has its name.
 *
 * <p>Others may do the same at the same time. The engine sees to it that only one container has a name, so whoever comes
 * second to a creation or a removal looks again. Used by one thread.
 */
final class NamedContainer {
    /** The label that says of what a container was made. */
    static final String LABEL = "io.dockerkit.fingerprint";

    /** Stands between the fingerprint and the proof that the label is this container's own. */
    private static final String PROOF = ".";

    /** Others may take a step in between each time. */
    private static final int FEWEST_ROUNDS = 20;

    /**
     * An engine gives the name away before it makes the container, and shows it only afterwards: by then it may have copied
     * what the image has at its volumes.
     */
    private static final Duration LONGEST_CREATION = Duration.ofSeconds(60);

    private static final long LONGEST_PAUSE_MILLIS = 100;

    private static final int NAME_DIGITS = 12;
    private static final Set<String> GOING = Set.of("removing", "dead");

    private final Rest rest;
    private final ImageApi images;
    private final ContainerApi containers;
    private final IfExists policy;
    private final String fingerprint;
    private final String name;
    private final CreateRequest request;

    NamedContainer(
            Rest rest,
            ImageApi images,
            ContainerApi containers,
            CreateRequest request,
            IfExists policy) {
        this.rest = rest;
        this.containers = containers;
        this.images = images;
        this.policy = policy;
        this.fingerprint = fingerprint(request);
        this.name =
                NameOrId.withoutSlash(
                        request.query()
                                .getOrDefault(
                                        "name",
                                        "dockerkit-" + fingerprint.substring(0, NAME_DIGITS)));
        Map<String, Object> marked = CreationMark.mark(request.body());
        this.request =
                request.withBody(marked)
                        .with(name, LABEL, fingerprint + PROOF + CreationMark.ofContainer(marked));
    }

    /** All that the request says, in an order that does not change. */
    private static String fingerprint(CreateRequest request) {
        Map<String, Object> said = new TreeMap<>(request.body());
        request.query().forEach((key, value) -> said.put("?" + key, value));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JsonText.write(said));
            return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Started start() {
        if (request.pull().equals("always")) {
            new Creation(rest, images, containers).pull(request, Deadline.in(request.timeout()));
        }
        long began = System.nanoTime();
        for (int round = 1; ; round++) {
            try {
                Started started = attempt();
                if (started != null) {
                    return started;
                }
            } catch (NameInUseException overtaken) {
                if (overtaken.status() == 0 || isHopeless(round, began)) {
                    throw overtaken;
                }
                Pause.of(
                        Math.min(round, LONGEST_PAUSE_MILLIS),
                        "waiting for the container " + name + " that somebody else creates");
            }
        }
    }

    private static boolean isHopeless(int round, long began) {
        return round >= FEWEST_ROUNDS && System.nanoTime() - began > LONGEST_CREATION.toNanos();
    }

    /** Returns null where somebody else removed what was found. */
    private @Nullable Started attempt() {
        ContainerDetails found = find();
        if (found == null) {
            return new Started(containers.start(request), true);
        }
        Container container = containers.handle(found.id());
        if (policy == IfExists.REUSE && fits(found)) {
            return goesOn(container, found.state()) ? new Started(container, false) : null;
        }
        container.remove(options -> options.force().volumes());
        return null;
    }

    private @Nullable ContainerDetails find() {
        try {
            ContainerDetails found = containers.handle(name).inspect();
            // the engine takes what is no name for the beginning of an id
            return found.name().equals(name) ? found : null;
        } catch (NotFoundException none) {
            return null;
        }
    }

    private boolean fits(ContainerDetails found) {
        String label = found.labels().getOrDefault(LABEL, "");
        int end = label.indexOf(PROOF);
        if (end < 0 || !label.substring(end + PROOF.length()).equals(proof(found))) {
            throw madeOtherwise(found, request.commandLine());
        }
        return label.substring(0, end).equals(fingerprint)
                && !GOING.contains(found.state().status())
                && isOfTodaysImage(found);
    }

    /** Without the mark of the creation the label was inherited from an image, or copied. */
    private static String proof(ContainerDetails found) {
        Json idFile = found.at("/HostConfig/ContainerIDFile");
        String proof = CreationMark.ofContainer(idFile.exists() ? idFile.text() : "");
        return proof.isEmpty() ? "none" : proof;
    }

    /** The tag may stand for another image by now; an image that is gone is no reason to replace the container. */
    private boolean isOfTodaysImage(ContainerDetails found) {
        String image = ImageReference.parse(request.image()).withDefaultTag().toString();
        try {
            return rest.get("images", image, "json")
                    .to("find image " + image)
                    .read()
                    .path("Id")
                    .asText()
                    .equals(found.imageId());
        } catch (NotFoundException gone) {
            return true;
        }
    }

    /** Returns false where it is gone by now. */
    private static boolean goesOn(Container container, ContainerDetails.State state) {
        try {
            if (state.paused()) {
                container.unpause();
            } else {
                container.start();
            }
            return true;
        } catch (NotFoundException gone) {
            return false;
        } catch (ConflictException going) {
            if (going.engineMessage().contains("marked for removal")) {
                container.remove();
                return false;
            }
            throw going;
        }
    }

    /** What has the name is not what this may replace. Its status is 0: the engine was not asked. */
    private static NameInUseException madeOtherwise(ContainerDetails found, String commandLine) {
        return new NameInUseException(
                "cannot reuse container "
                        + found.name()
                        + " ("
                        + ShortId.of(found.id())
                        + "): it was not made by ensure() or ifExists(IfExists.REUSE), and is left alone; remove it,"
                        + " choose another name, or replace it by ifExists(IfExists.REPLACE)",
                0,
                "",
                commandLine,
                List.of(new Holder("container", found.id(), found.name())));
    }
}
