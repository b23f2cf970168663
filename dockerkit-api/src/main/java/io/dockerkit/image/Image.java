package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ListFlags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An image on an engine: the handle that {@code Images.get} and a pull give. Two handles are equal when they stand for the
 * same image, by the same reference, on the same engine.
 *
 * <p>Thread-safe.
 */
public interface Image {
    /** Returns the full id, {@code sha256:…}. */
    String id();

    /** Returns the first 12 digits of the id, as the CLI shows it. */
    default String shortId() {
        String digits = id().startsWith("sha256:") ? id().substring(7) : id();
        return digits.substring(0, Math.min(12, digits.length()));
    }

    /** Returns the reference by which it was named: {@code ubuntu}, {@code team/app:1.2} or an id. */
    String reference();

    /** Returns its details: {@code docker image inspect}. */
    ImageDetails inspect();

    /**
     * Returns its details with options: {@code image.inspect(options -> options.platform("linux/arm64"))}.
     *
     * @throws io.dockerkit.UnsupportedByEngineException if the engine is older than an option; nothing is sent
     * @throws io.dockerkit.ImageNotFoundException if it is not there for the platform
     */
    ImageDetails inspect(UnaryOperator<InspectSpec> options);

    /** Returns its layers, the newest first, those without files included: {@code docker history --no-trunc}. */
    List<Layer> history();

    /**
     * Returns its layers with options: {@code image.history(options -> options.platform("linux/arm64"))}.
     *
     * @throws io.dockerkit.UnsupportedByEngineException if the engine is older than an option; nothing is sent
     * @throws io.dockerkit.ImageNotFoundException if it is not there for the platform
     */
    List<Layer> history(UnaryOperator<HistorySpec> options);

    /**
     * Gives it a further name: {@code docker tag}.
     *
     * @param reference {@code repository[:tag]}; the default tag is {@code latest}
     * @return the handle of the same image by the new name
     * @throws io.dockerkit.InvalidOptionException if the reference is malformed
     */
    Image tag(String reference);

    /**
     * Returns the spec of a push under the name by which this handle knows it: {@code docker push}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is known by its id or a digest
     */
    @CheckReturnValue
    PushSpec push();

    /** Returns the spec of an archive of it: {@code docker save}. */
    @CheckReturnValue
    SaveSpec save();

    /**
     * Removes the name by which this handle knows it, and the image with its last name: {@code docker rmi}.
     *
     * @throws io.dockerkit.InUseException if a container uses it, or if it is known by id and has several names
     */
    ImageRemoval remove();

    /**
     * Removes it with options: {@code image.remove(options -> options.force())}.
     *
     * @throws io.dockerkit.UnsupportedByEngineException if the engine is older than an option; nothing is sent
     */
    ImageRemoval remove(UnaryOperator<RemoveSpec> options);

    /**
     * How to remove an image: the flags of {@code docker rmi}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class RemoveSpec extends CallOptions<RemoveSpec> implements FlagOptions<RemoveSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker rmi",
                        List.of(
                                Flag.toggle("force", "Remove it in any case").shorthand('f'),
                                Flag.toggle("no-prune", "Leave its untagged parents"),
                                ImageFlags.platforms("1.50")));
        private static final RemoveSpec DEFAULTS = new RemoveSpec(FlagValues.none(TABLE));

        private RemoveSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected RemoveSpec with(FlagValues next) {
            return new RemoveSpec(next);
        }

        /** Returns a plain {@code docker rmi}. */
        public static RemoveSpec defaults() {
            return DEFAULTS;
        }

        /** Removes it although it has several names or a container that does not run uses it: {@code --force}. */
        public RemoveSpec force() {
            return flag("force", "true");
        }

        /** Leaves its untagged parents: {@code --no-prune}. */
        public RemoveSpec noPrune() {
            return flag("no-prune", "true");
        }

        /**
         * Removes only this platform of an image of several, {@code os[/arch[/variant]]}; may be repeated: {@code
         * --platform}. Needs Engine API 1.50.
         */
        public RemoveSpec platform(String platform) {
            return flag("platform", Checks.text("--platform", "platform", platform));
        }

        /** Returns whether it goes although it has several names or a container that does not run uses it. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns whether its untagged parents stay. */
        public boolean isNoPrune() {
            return flags().isSet("no-prune");
        }

        /** Returns the platforms to remove; empty for all. */
        public List<String> platforms() {
            return flags().all("platform");
        }

        /** Returns the command line that removes an image in this way. */
        public String toCommandLine(String image) {
            return line(Checks.text("image", "image", image));
        }
    }

    /**
     * How to inspect an image: the flags of {@code docker image inspect}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class InspectSpec extends CallOptions<InspectSpec> implements FlagOptions<InspectSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker image inspect",
                        List.of(ListFlags.FORMAT.shorthand('f'), ImageFlags.platform("1.49")));
        private static final InspectSpec DEFAULTS = new InspectSpec(FlagValues.none(TABLE), false);

        private final boolean withManifests;

        private InspectSpec(FlagValues flags, boolean withManifests) {
            super(flags);
            this.withManifests = withManifests;
        }

        @Override
        protected InspectSpec with(FlagValues next) {
            return new InspectSpec(next, withManifests);
        }

        @Override
        protected Object besides() {
            return withManifests;
        }

        /** Returns a plain {@code docker image inspect}. */
        public static InspectSpec defaults() {
            return DEFAULTS;
        }

        /**
         * Returns the details of this platform of an image of several, {@code os[/arch[/variant]]}: {@code --platform}.
         * Needs Engine API 1.49.
         */
        public InspectSpec platform(String platform) {
            return flag("platform", Checks.text("--platform", "platform", platform));
        }

        /**
         * Returns the manifests, too, {@link ImageDetails#manifests()}: not a flag of the CLI. Needs Engine API 1.48; only
         * engines that store images with containerd have them. They list all platforms: engines refuse it together with
         * {@link #platform(String)}.
         */
        public InspectSpec manifests() {
            return new InspectSpec(flags(), true);
        }

        /** Returns the platform; empty for the one that the engine chooses. */
        public String platform() {
            return flags().value("platform").orElse("");
        }

        /** Returns whether the manifests are asked for. */
        public boolean isWithManifests() {
            return withManifests;
        }

        /** Returns the command line that inspects an image in this way; {@link #manifests()} cannot be said there. */
        public String toCommandLine(String image) {
            return line(Checks.text("image", "image", image));
        }
    }

    /**
     * How to show the history of an image: the flags of {@code docker history}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class HistorySpec extends CallOptions<HistorySpec> implements FlagOptions<HistorySpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker history",
                        List.of(
                                ListFlags.FORMAT,
                                ListFlags.NO_TRUNC,
                                ImageFlags.platform("1.48"),
                                ListFlags.QUIET));
        private static final HistorySpec DEFAULTS = new HistorySpec(FlagValues.none(TABLE));

        private HistorySpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected HistorySpec with(FlagValues next) {
            return new HistorySpec(next);
        }

        /** Returns a plain {@code docker history}. */
        public static HistorySpec defaults() {
            return DEFAULTS;
        }

        /**
         * Returns the layers of this platform of an image of several, {@code os[/arch[/variant]]}: {@code --platform}. Needs
         * Engine API 1.48.
         */
        public HistorySpec platform(String platform) {
            return flag("platform", Checks.text("--platform", "platform", platform));
        }

        /** Returns the platform; empty for the one that the engine chooses. */
        public String platform() {
            return flags().value("platform").orElse("");
        }

        /** Returns the command line that shows the history of an image in this way. */
        public String toCommandLine(String image) {
            return line(Checks.text("image", "image", image));
        }
    }

    /**
     * One layer of an image's history: a row of {@code docker history --no-trunc}.
     *
     * <p>Immutable and thread-safe.
     */
    interface Layer {
        /** Returns the id of the image that the step made; empty for one that was built elsewhere, {@code <missing>}. */
        Optional<String> id();

        /** Returns when it was created; the beginning of the epoch where that was not kept. */
        Instant created();

        /** Returns the instruction that created it, whole. */
        String createdBy();

        /** Returns its size in bytes; 0 for an instruction that changes no file. */
        long size();

        /** Returns the comment, that of a commit or an import for instance; empty without one. */
        String comment();

        /** Returns the names that the image has as it was after this step. */
        List<String> tags();

        /** Returns the part of the engine's answer at a JSON pointer. */
        Json at(String pointer);
    }

    /**
     * What an image, or a part of it, is in a registry: its digest, size and kind.
     *
     * <p>Immutable and thread-safe.
     */
    interface Descriptor {
        /** Returns the media type, {@code application/vnd.oci.image.index.v1+json} for instance. */
        String mediaType();

        /** Returns the digest, {@code sha256:…}. */
        String digest();

        /** Returns the size of what it describes, the manifest for instance, in bytes. */
        long size();

        /** Returns the platform, {@code os/arch[/variant]}; empty if it names none. */
        Optional<String> platform();

        /** Returns the annotations. */
        Map<String, String> annotations();

        /** Returns the part of the engine's answer at a JSON pointer. */
        Json at(String pointer);
    }

    /**
     * One manifest of an image of several: a platform of it, or an attestation about one. A row of {@code docker images
     * --tree}.
     *
     * <p>Immutable and thread-safe.
     */
    interface Manifest {
        /** Returns the digest, {@code sha256:…}. */
        String id();

        /** Returns what it is: {@code image}, {@code attestation} or {@code unknown}. */
        String kind();

        /** Returns its descriptor. */
        Descriptor descriptor();

        /** Returns whether the engine has all of its content. */
        boolean isAvailable();

        /** Returns the size in bytes of its content that the engine has, compressed as in the registry. */
        long contentSize();

        /** Returns the size in bytes of all that it takes on the engine, unpacked layers included. */
        long totalSize();

        /** Returns the platform of an image, {@code os/arch[/variant]}; empty for other kinds. */
        Optional<String> platform();

        /** Returns the digest of the manifest that an attestation is about; empty for other kinds. */
        Optional<String> subject();

        /** Returns the ids of the containers that use an image. */
        List<String> containers();

        /** Returns the part of the engine's answer at a JSON pointer. */
        Json at(String pointer);
    }
}
