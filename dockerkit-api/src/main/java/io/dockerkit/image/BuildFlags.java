package io.dockerkit.image;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.RunFlags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code docker build} and {@code docker buildx build}, the parameters of {@code POST /build} that they write,
 * and the attributes of BuildKit's frontend. Stateless and thread-safe.
 */
final class BuildFlags {
    /** Where the attributes of BuildKit's frontend stand in a draft. */
    static final String FRONTEND = "frontend";

    static final FlagTable TABLE =
            new FlagTable(
                            "docker build",
                            List.of(
                                    run("add-host"),
                                    BuildKitFlags.ALLOW,
                                    BuildKitFlags.ANNOTATION,
                                    BuildKitFlags.ATTEST,
                                    many(
                                                    "build-arg",
                                                    "NAME=value or NAME",
                                                    "Argument of the Dockerfile")
                                            .secret()
                                            .checked(Words::checkPair)
                                            .writes(BuildFlags::arguments),
                                    BuildKitFlags.BUILD_CONTEXT,
                                    BuildKitFlags.BUILDER,
                                    BuildKitFlags.CACHE_FROM,
                                    BuildKitFlags.CACHE_TO,
                                    BuildKitFlags.CALL,
                                    one("cgroup-parent", "a cgroup", "Parent cgroup of the steps")
                                            .writes(both("cgroupparent", "cgroup-parent")),
                                    BuildKitFlags.CHECK,
                                    toggle("compress", "Compress the context by gzip"),
                                    run("cpu-period"),
                                    run("cpu-quota"),
                                    run("cpu-shares"),
                                    run("cpuset-cpus"),
                                    run("cpuset-mems"),
                                    BuildKitFlags.DEBUG,
                                    toggle("disable-content-trust", "Do not verify signatures")
                                            .onByDefault()
                                            .refused(
                                                    "DockerKit does not verify signatures; use digests in FROM instead"),
                                    one("file", "the path of a Dockerfile", "Dockerfile")
                                            .shorthand('f'),
                                    toggle("force-rm", "Remove the intermediate containers always")
                                            .writes(query("forcerm", "1")),
                                    one("iidfile", "a file", "File to write the image's id to")
                                            .checked(Words::checkNotBlank),
                                    one(
                                                    "isolation",
                                                    "default, process or hyperv",
                                                    "Isolation of the steps (Windows)")
                                            .writes(BuildFlags::isolation),
                                    many("label", "key=value", "Label of the image")
                                            .checked(Words::checkLabel)
                                            .writes(BuildFlags::labels),
                                    BuildKitFlags.LOAD,
                                    run("memory"),
                                    run("memory-swap"),
                                    BuildKitFlags.METADATA_FILE,
                                    one("network", "a network", "Network of the steps")
                                            .writes(BuildFlags::network),
                                    toggle("no-cache", "Do not use layers of earlier builds")
                                            .writes(both("nocache", "1", "no-cache", "")),
                                    BuildKitFlags.NO_CACHE_FILTER,
                                    BuildKitFlags.OUTPUT,
                                    BuildKitFlags.PLATFORM,
                                    BuildKitFlags.PROGRESS,
                                    BuildKitFlags.PROVENANCE,
                                    toggle("pull", "Pull newer base images")
                                            .writes(
                                                    both(
                                                            "pull",
                                                            "1",
                                                            "image-resolve-mode",
                                                            "pull")),
                                    BuildKitFlags.PUSH,
                                    toggle("quiet", "Print only the image's id")
                                            .shorthand('q')
                                            .writes(query("q", "1")),
                                    toggle("rm", "Remove the intermediate containers")
                                            .onByDefault(),
                                    BuildKitFlags.SBOM,
                                    BuildKitFlags.SECRET,
                                    many("security-opt", "options", "Security options of the steps")
                                            .checked(BuildFlags::checkFields)
                                            .writes(BuildFlags::securityOptions),
                                    run("shm-size"),
                                    toggle(
                                                    "squash",
                                                    "Squash the new layers into one (experimental)")
                                            .writes(query("squash", "1")),
                                    BuildKitFlags.SSH,
                                    many("tag", "repository[:tag]", "Name of the image")
                                            .shorthand('t')
                                            .checked(name -> ImageReference.checkNewName("--tag", name)),
                                    one("target", "the name of a stage", "Stage to build")
                                            .writes(both("target", "target")),
                                    run("ulimit")))
                    .alsoCalled(
                            "docker image build",
                            "docker builder build",
                            "docker buildx build",
                            "docker buildx b")
                    .flagsAnywhere();

    /** What a run's flags write into its request, by the names of the build's parameters. */
    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "CpuPeriod", "cpuperiod",
                    "CpuQuota", "cpuquota",
                    "CpuShares", "cpushares",
                    "CpusetCpus", "cpusetcpus",
                    "CpusetMems", "cpusetmems",
                    "ExtraHosts", "extrahosts",
                    "Memory", "memory",
                    "MemorySwap", "memswap",
                    "ShmSize", "shmsize",
                    "Ulimits", "ulimits");

    private BuildFlags() {}

    /** Returns a flag that a run has, too. */
    private static Flag run(String name) {
        return RunFlags.TABLE.flag(name);
    }

    private static Flag.Writer query(String name, String value) {
        return (values, draft) -> draft.query(name, value);
    }

    /** A text that both builders take: as a parameter of {@code POST /build}, and as an attribute of BuildKit's frontend. */
    private static Flag.Writer both(String parameter, String attribute) {
        return (values, draft) -> {
            draft.query(parameter, values.get(0));
            draft.putEntry(FRONTEND, attribute, values.get(0));
        };
    }

    /** A switch that both builders take. */
    private static Flag.Writer both(
            String parameter, String value, String attribute, String attributeValue) {
        return (values, draft) -> {
            draft.query(parameter, value);
            draft.putEntry(FRONTEND, attribute, attributeValue);
        };
    }

    private static void labels(List<String> labels, RequestDraft draft) {
        for (String label : labels) {
            draft.putEntry("labels", Words.key(label), Words.value(label));
            draft.putEntry(FRONTEND, "label:" + Words.key(label), Words.value(label));
        }
    }

    private static void isolation(List<String> values, RequestDraft draft) {
        String value = values.get(0);
        if (!value.isEmpty() && !value.equals("default")) {
            draft.query("isolation", value);
        }
    }

    private static String checkFields(String fields) {
        Words.csv(fields);
        return fields;
    }

    private static void securityOptions(List<String> values, RequestDraft draft) {
        Words.csv(values).forEach(option -> draft.add("securityopt", option));
    }

    private static void network(List<String> values, RequestDraft draft) {
        String network = values.get(0);
        if (!network.equals("default")) {
            draft.query("networkmode", network);
        }
        if (BuildKitFlags.NETWORKS.contains(network)) {
            draft.putEntry(FRONTEND, "force-network-mode", network);
        }
    }

    /** A bare name takes this process's value; without one, null takes back the default of a proxy's argument. */
    private static void arguments(List<String> values, RequestDraft draft) {
        for (String value : values) {
            String name = Words.key(value);
            String argument =
                    value.contains("=")
                            ? Words.value(value)
                            : draft.host().environment().get(value);
            draft.putEntry("buildargs", name, argument);
            if (argument != null) {
                draft.putEntry(FRONTEND, "build-arg:" + name, argument);
            }
        }
    }

    /**
     * Puts what the flags of a run have written where a build has it.
     *
     * @param ofRun the fields of a run's {@code HostConfig}, or null if none of its flags is set
     * @param query receives the parameters that are texts and numbers
     * @param structured receives the parameters that are lists
     */
    static void parameters(
            @Nullable Object ofRun, Map<String, String> query, Map<String, Object> structured) {
        if (ofRun instanceof Map<?, ?> fields) {
            fields.forEach(
                    (name, value) -> {
                        String parameter =
                                Objects.requireNonNull(PARAMETERS.get(String.valueOf(name)));
                        if (value instanceof List<?> list) {
                            structured.put(parameter, list);
                        } else {
                            query.put(parameter, String.valueOf(value));
                        }
                    });
        }
    }
}
