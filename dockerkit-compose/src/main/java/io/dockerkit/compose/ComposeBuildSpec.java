package io.dockerkit.compose;

import io.dockerkit.DockerException;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.converge.BuildOptions;
import io.dockerkit.compose.converge.ImageTransfers;
import io.dockerkit.image.Image;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker compose build}: builds the images of services that have a {@code build}, each after those that it reads. No
 * file is read and no request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeBuildSpec extends FileCommand<ComposeBuildSpec>
        implements FlagOptions<ComposeBuildSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose build",
                            List.of(
                                    Flag.many("build-arg", "name[=value]", "Argument of the builds")
                                            .checked(Words::checkPair)
                                            .secret(),
                                    Flag.one("memory", Sizes.FORM, "Memory of a step")
                                            .shorthand('m')
                                            .checked(Sizes::check),
                                    Flag.toggle("no-cache", "Use no cache"),
                                    Flag.one("provenance", "true, false or mode=…", "Provenance"),
                                    Flag.toggle("pull", "Pull newer base images"),
                                    Flag.toggle("push", "Push the images when they are built"),
                                    Flag.toggle("quiet", "Show no progress").shorthand('q'),
                                    Flag.one(
                                            "sbom",
                                            "true, false or generator=…",
                                            "Bill of materials"),
                                    Flag.one(
                                            "ssh",
                                            "default or id=path",
                                            "Agent or keys of the steps"),
                                    Flag.toggle(
                                            "with-dependencies",
                                            "Build what the services depend on, too")))
                    .flagsAnywhere();

    private ComposeBuildSpec(
            Compose compose, CommandLine line, Consumer<? super ComposeProgress> progress) {
        super(compose, line, progress);
    }

    static ComposeBuildSpec of(Compose compose, List<String> services) {
        return new ComposeBuildSpec(compose, line(TABLE, services), event -> {});
    }

    @Override
    protected ComposeBuildSpec with(CommandLine next) {
        return new ComposeBuildSpec(compose(), next, progress());
    }

    /** Sets an argument of all builds, instead of that of the files: {@code --build-arg}. */
    public ComposeBuildSpec buildArg(String name, String value) {
        return flag("build-arg", Checks.pair("--build-arg", "name", name, value));
    }

    /** Uses no cache: {@code --no-cache}. */
    public ComposeBuildSpec noCache() {
        return flag("no-cache", "true");
    }

    /** Pulls newer versions of base images: {@code --pull}. */
    public ComposeBuildSpec pull() {
        return flag("pull", "true");
    }

    /** Pushes the images of services that have an {@code image} when they are built: {@code --push}. */
    public ComposeBuildSpec push() {
        return flag("push", "true");
    }

    /** Does not report the output of the builds: {@code --quiet}. */
    public ComposeBuildSpec quiet() {
        return flag("quiet", "true");
    }

    /** Builds the images of services that the given ones depend on, too: {@code --with-dependencies}. */
    public ComposeBuildSpec withDependencies() {
        return flag("with-dependencies", "true");
    }

    /** Forwards an SSH agent or keys to the steps, {@code default} or {@code id=path}: {@code --ssh}. */
    public ComposeBuildSpec ssh(String agent) {
        return flag("ssh", Checks.text("--ssh", "agent", agent));
    }

    /** Attests how the images were built: {@code --provenance}. */
    public ComposeBuildSpec provenance(String provenance) {
        return flag("provenance", Checks.text("--provenance", "provenance", provenance));
    }

    /** Attests what is in the images: {@code --sbom}. */
    public ComposeBuildSpec sbom(String sbom) {
        return flag("sbom", Checks.text("--sbom", "sbom", sbom));
    }

    /** Sets the most memory of a step, {@code 512m} for instance; BuildKit ignores it: {@code --memory}. */
    public ComposeBuildSpec memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Reports what happens, from several threads at the same time. Not a flag of the CLI. */
    public ComposeBuildSpec onProgress(Consumer<? super ComposeProgress> consumer) {
        return new ComposeBuildSpec(
                compose(), line(), Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Builds the images, and returns them by the names of their services. Services without a {@code build} are left out.
     *
     * @throws io.dockerkit.InvalidOptionException if a file is wrong, or there is no such service; nothing is changed then
     * @throws io.dockerkit.BuildException if an image cannot be built
     */
    @CanIgnoreReturnValue
    public Map<String, Image> execute() {
        Map<String, @Nullable String> arguments = new LinkedHashMap<>();
        for (String argument : values("build-arg")) {
            arguments.put(
                    Words.key(argument), argument.contains("=") ? Words.value(argument) : null);
        }
        BuildOptions options =
                new BuildOptions(
                        services(),
                        isSet("with-dependencies"),
                        arguments,
                        isSet("pull"),
                        isSet("push"),
                        isSet("no-cache"),
                        value("memory"),
                        values("ssh"),
                        value("provenance"),
                        value("sbom"),
                        true);
        try {
            return ImageTransfers.on(compose().docker(), isSet("quiet") ? quietReport() : report())
                    .build(compose().wholeProject(), options);
        } catch (DockerException failed) {
            throw failed.during(toString());
        }
    }
}
