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
 * The flags of {@code docker build} for the engine's own builder, and the parameters of {@code POST /build} that they write.
 * Stateless and thread-safe.
 */
final class BuildFlags {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker build",
                    List.of(
                            run("add-host"),
                            many("build-arg", "NAME=value or NAME", "Argument of the Dockerfile")
                                    .secret()
                                    .checked(Words::checkPair)
                                    .writes(BuildFlags::arguments),
                            many("cache-from", "images", "Images whose layers are used again")
                                    .checked(BuildFlags::checkImages)
                                    .writes(BuildFlags::images),
                            one("cgroup-parent", "a cgroup", "Parent cgroup of the steps")
                                    .writes(text("cgroupparent")),
                            toggle("compress", "Compress the context by gzip"),
                            run("cpu-period"),
                            run("cpu-quota"),
                            run("cpu-shares"),
                            run("cpuset-cpus"),
                            run("cpuset-mems"),
                            toggle("disable-content-trust", "Do not verify signatures")
                                    .onByDefault()
                                    .refused(
                                            "DockerKit does not verify signatures; use digests in FROM instead"),
                            one("file", "the path of a Dockerfile", "Dockerfile").shorthand('f'),
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
                                    .writes(Words.pairsAt("labels")),
                            run("memory"),
                            run("memory-swap"),
                            one("network", "a network", "Network of the steps")
                                    .writes(BuildFlags::network),
                            toggle("no-cache", "Do not use layers of earlier builds")
                                    .writes(query("nocache", "1")),
                            one("platform", "os[/arch[/variant]]", "Platform of the image")
                                    .writes(text("platform")),
                            toggle("pull", "Pull newer base images").writes(query("pull", "1")),
                            toggle("quiet", "Print only the image's id")
                                    .shorthand('q')
                                    .writes(query("q", "1")),
                            toggle("rm", "Remove the intermediate containers").onByDefault(),
                            many("security-opt", "options", "Security options of the steps")
                                    .checked(BuildFlags::checkFields)
                                    .writes(BuildFlags::securityOptions),
                            run("shm-size"),
                            toggle("squash", "Squash the new layers into one (experimental)")
                                    .writes(query("squash", "1")),
                            many("tag", "repository[:tag]", "Name of the image")
                                    .shorthand('t')
                                    .checked(name -> ImageReference.checkNewName("--tag", name)),
                            one("target", "the name of a stage", "Stage to build")
                                    .writes(text("target")),
                            run("ulimit")));

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

    private static Flag.Writer text(String name) {
        return (values, draft) -> draft.query(name, values.get(0));
    }

    private static String checkImages(String list) {
        for (String image : list.split(",", -1)) {
            ImageReference.check("--cache-from", image);
        }
        return list;
    }

    private static void images(List<String> lists, RequestDraft draft) {
        lists.forEach(
                list -> List.of(list.split(",")).forEach(image -> draft.add("cachefrom", image)));
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
        if (!values.get(0).equals("default")) {
            draft.query("networkmode", values.get(0));
        }
    }

    /** A bare name takes this process's value; without one, null takes back the default of a proxy's argument. */
    private static void arguments(List<String> values, RequestDraft draft) {
        for (String value : values) {
            if (value.contains("=")) {
                draft.putEntry("buildargs", Words.key(value), Words.value(value));
            } else {
                draft.putEntry("buildargs", value, draft.host().environment().get(value));
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
