package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the request that creates a container: each flag writes its part, and what several say together is written here.
 * Stateless and thread-safe.
 */
public final class ContainerRequestWriter implements RequestWriter {
    /** The one writer of containers. */
    public static final RequestWriter INSTANCE = new ContainerRequestWriter();

    private static final List<String> EMPTY_LISTS =
            List.of(
                    "Dns",
                    "DnsOptions",
                    "DnsSearch",
                    "Devices",
                    "Ulimits",
                    "BlkioWeightDevice",
                    "BlkioDeviceReadBps",
                    "BlkioDeviceWriteBps",
                    "BlkioDeviceReadIOps",
                    "BlkioDeviceWriteIOps");

    private ContainerRequestWriter() {}

    @Override
    public RequestDraft write(CommandLine line) {
        FlagValues flags = line.flags();
        RunRules.check(flags);
        RequestDraft draft = new RequestDraft(line.host());
        defaults(draft);
        draft.put("Image", line.operand(0));
        List<String> command = line.operandsFrom(1);
        if (!command.isEmpty()) {
            draft.put("Cmd", command);
        }
        flags.writeTo(draft);
        platform(flags, draft);
        environment(flags, draft);
        labels(flags, draft);
        NetworkSyntax.write(flags, draft);
        streams(flags, draft);
        return draft;
    }

    /** What the CLI sends although no flag asked for it; engines keep nil and empty apart, and echo them. */
    private static void defaults(RequestDraft draft) {
        draft.put("HostConfig/PortBindings", new LinkedHashMap<String, Object>());
        EMPTY_LISTS.forEach(field -> draft.put("HostConfig/" + field, new ArrayList<>()));
        draft.put("HostConfig/LogConfig/Config", new LinkedHashMap<String, Object>());
        draft.put("HostConfig/NetworkMode", "default");
        draft.put("HostConfig/RestartPolicy/Name", "no");
        draft.put("HostConfig/RestartPolicy/MaximumRetryCount", 0L);
        draft.put("HostConfig/MemorySwappiness", -1L);
        draft.put("HostConfig/OomKillDisable", false);
        draft.put("HostConfig/PidsLimit", 0L);
        draft.put("Labels", new LinkedHashMap<String, Object>());
    }

    /** The variable stands for the flag where that is not given. */
    private static void platform(FlagValues flags, RequestDraft draft) {
        String standing = draft.host().environment().getOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        if (!flags.isSet("platform") && !standing.isEmpty()) {
            try {
                draft.query("platform", Platform.normalized(standing));
            } catch (IllegalArgumentException malformed) {
                throw new InvalidOptionException(
                        "the variable DOCKER_DEFAULT_PLATFORM",
                        standing,
                        malformed.getMessage() + "; accepted form: os[/arch[/variant]]");
            }
        }
    }

    /** The files first, so that the flags win. */
    private static void environment(FlagValues flags, RequestDraft draft) {
        Map<String, String> inherited = draft.host().environment();
        for (String file : flags.all("env-file")) {
            KeyValueFile.read("--env-file", resolve(draft, file), inherited)
                    .forEach(pair -> draft.add("Env", pair));
        }
        Env.write(flags.all("env"), draft);
    }

    private static void labels(FlagValues flags, RequestDraft draft) {
        List<String> labels = new ArrayList<>();
        for (String file : flags.all("label-file")) {
            labels.addAll(KeyValueFile.read("--label-file", resolve(draft, file), null));
        }
        labels.addAll(flags.all("label"));
        labels.forEach(label -> draft.putEntry("Labels", Words.key(label), Words.value(label)));
    }

    private static Path resolve(RequestDraft draft, String file) {
        return HostFiles.resolve(draft.host().directory(), file);
    }

    /** Without {@code --attach}, a run in the foreground has both outputs, and the input if it is open. */
    private static void streams(FlagValues flags, RequestDraft draft) {
        if (flags.isSet("detach")) {
            return;
        }
        List<String> named = flags.all("attach");
        boolean stdin = flags.isSet("interactive") || named.contains("stdin");
        put(draft, "AttachStdout", named.isEmpty() || named.contains("stdout"));
        put(draft, "AttachStderr", named.isEmpty() || named.contains("stderr"));
        put(draft, "AttachStdin", stdin);
        put(draft, "StdinOnce", stdin && flags.isSet("interactive"));
    }

    private static void put(RequestDraft draft, String field, boolean value) {
        if (value) {
            draft.put(field, true);
        }
    }
}
