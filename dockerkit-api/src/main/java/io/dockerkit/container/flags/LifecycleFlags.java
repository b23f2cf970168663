package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rows of {@code docker run} about the container itself and the run; those of {@code ContainerOptions}. */
final class LifecycleFlags {
    private static final Pattern RESTART = Pattern.compile("[^:]+(?::([+-]?\\d+)?)?|");

    private static final String CREATE = "docker create";

    static final List<Flag> ROWS =
            List.of(
                    one("name", "[a-zA-Z0-9][a-zA-Z0-9_.-]+", "Name of the container")
                            .writes(LifecycleFlags::name),
                    many("label", "key or key=value", "Label of the container")
                            .shorthand('l')
                            .checked(Words::checkLabel),
                    many(
                                    "label-file",
                                    "the path of a file with a key=value a line",
                                    "Read labels from a file")
                            .checked(Words::checkNotBlank),
                    many("annotation", "key=value", "Annotation for the runtime")
                            .since("1.43")
                            .writes(Words.pairsAt("HostConfig/Annotations")),
                    toggle("rm", "Remove the container when it ends")
                            .writes(Words.trueAt("HostConfig/AutoRemove")),
                    one(
                                    "restart",
                                    "no, always, unless-stopped or on-failure[:retries]",
                                    "Restart policy")
                            .checkedLast(LifecycleFlags::restart)
                            .writes(LifecycleFlags::writeRestart)
                            .alsoOf(UpdateRequestWriter.COMMAND),
                    one(
                                    "log-driver",
                                    "the name of a driver, such as json-file or none",
                                    "Log driver")
                            .writes(Words.textAt("HostConfig/LogConfig/Type"))
                            .alsoOf(ServiceFlags.COMMAND, ServiceFlags::writtenTogether),
                    many("log-opt", "key=value", "Option of the log driver")
                            .writes(Words.pairsAt("HostConfig/LogConfig/Config"))
                            .alsoOf(ServiceFlags.COMMAND, ServiceFlags::writtenTogether),
                    one("pull", "missing, always or never", "When to pull the image")
                            .checkedLast(LifecycleFlags::pull),
                    toggle("quiet", "Do not report the pull")
                            .shorthand('q')
                            .alsoOf(ServiceFlags.COMMAND),
                    one("platform", "os[/arch[/variant]]", "Platform of the image")
                            .checkedLast(Platform::check)
                            .writes(LifecycleFlags::platform),
                    one(
                                    "cidfile",
                                    "the path of a file that does not exist",
                                    "Write the container's id to this file")
                            .writes(Words.textAt("HostConfig/ContainerIDFile")),
                    toggle("detach", "Run in the background and return the container's handle")
                            .shorthand('d')
                            .absentFrom(CREATE),
                    one(
                                    "detach-keys",
                                    "keys, such as ctrl-p,ctrl-q",
                                    "Keys to detach from a terminal")
                            .absentFrom(CREATE),
                    toggle(
                                    "sig-proxy",
                                    "Pass this process's signals to a foreground run; off unless set")
                            .onByDefault()
                            .kept()
                            .absentFrom(CREATE),
                    toggle("disable-content-trust", "Do not verify the image's signature")
                            .onByDefault()
                            .refused(
                                    "DockerKit does not verify signatures; pull by digest instead"),
                    toggle(
                            "use-api-socket",
                            "Give the container the engine's socket and a copy of this user's logins"),
                    toggle("help", "Print the usage")
                            .refused("it prints a usage and runs nothing"));

    private LifecycleFlags() {}

    private static void name(List<String> values, RequestDraft draft) {
        if (!values.get(0).isEmpty()) {
            draft.query("name", values.get(0));
        }
    }

    private static String restart(String value) {
        if (!RESTART.matcher(value).matches()) {
            throw new IllegalArgumentException("not a restart policy");
        }
        String retries = value.substring(value.indexOf(':') + 1);
        if (value.contains(":") && !retries.isEmpty()) {
            Numbers.decimal(retries);
        }
        return value;
    }

    /** Which policies there are is the engine's to say. */
    private static void writeRestart(List<String> values, RequestDraft draft) {
        String value = values.get(0);
        int colon = value.indexOf(':');
        draft.put("HostConfig/RestartPolicy/Name", colon < 0 ? value : value.substring(0, colon));
        if (colon >= 0 && colon < value.length() - 1) {
            draft.put(
                    "HostConfig/RestartPolicy/MaximumRetryCount",
                    Long.parseLong(value.substring(colon + 1)));
        }
    }

    private static String pull(String value) {
        if (!Set.of("missing", "always", "never", "").contains(value)) {
            throw new IllegalArgumentException("not a pull policy");
        }
        return value;
    }

    private static void platform(List<String> values, RequestDraft draft) {
        if (!values.get(0).isEmpty()) {
            draft.query("platform", Platform.normalized(values.get(0)));
        }
    }
}
