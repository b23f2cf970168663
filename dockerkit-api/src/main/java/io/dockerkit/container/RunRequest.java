package io.dockerkit.container;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.ProcessStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run line asks of the engine: each flag writes its part, and what several say together is written here. Not thread-safe. */
final class RunRequest {
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

    private final String image;
    private final FlagValues flags;
    private final RequestDraft draft;

    private RunRequest(String image, FlagValues flags, RequestDraft draft) {
        this.image = image;
        this.flags = flags;
        this.draft = draft;
    }

    static RunRequest of(String image, FlagValues flags, List<String> command, HostContext host) {
        RunRules.check(flags);
        RunRequest request = new RunRequest(image, flags, new RequestDraft(host));
        request.write(command);
        return request;
    }

    private void write(List<String> command) {
        defaults();
        draft.put("Image", image);
        if (!command.isEmpty()) {
            draft.put("Cmd", command);
        }
        flags.writeTo(draft);
        platform();
        environment();
        labels();
        NetworkSyntax.write(flags, draft);
        streams();
    }

    /** What the CLI sends although no flag asked for it; engines keep nil and empty apart, and echo them. */
    private void defaults() {
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
    private void platform() {
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
    private void environment() {
        Map<String, String> inherited = draft.host().environment();
        for (String file : flags.all("env-file")) {
            KeyValueFile.read("--env-file", resolve(file), inherited)
                    .forEach(pair -> draft.add("Env", pair));
        }
        Env.write(flags.all("env"), draft);
    }

    private void labels() {
        List<String> labels = new ArrayList<>();
        for (String file : flags.all("label-file")) {
            labels.addAll(KeyValueFile.read("--label-file", resolve(file), null));
        }
        labels.addAll(flags.all("label"));
        labels.forEach(label -> draft.putEntry("Labels", Words.key(label), Words.value(label)));
    }

    private Path resolve(String file) {
        return HostFiles.resolve(draft.host().directory(), file);
    }

    /** Without {@code --attach}, a run in the foreground has both outputs, and the input if it is open. */
    private void streams() {
        if (flags.isSet("detach")) {
            return;
        }
        List<String> named = flags.all("attach");
        boolean stdin = flags.isSet("interactive") || named.contains("stdin");
        put("AttachStdout", named.isEmpty() || named.contains("stdout"));
        put("AttachStderr", named.isEmpty() || named.contains("stderr"));
        put("AttachStdin", stdin);
        put("StdinOnce", stdin && flags.isSet("interactive"));
    }

    private void put(String field, boolean value) {
        if (value) {
            draft.put(field, true);
        }
    }

    CreateRequest request(
            Progress progress,
            @Nullable Duration timeout,
            ProcessStreams streams,
            String commandLine) {
        // an empty policy is the CLI's third way to say never
        String pull = flags.value("pull").orElse("missing");
        return new CreateRequest(
                image,
                draft.query(),
                draft.body(),
                pull.isEmpty() ? "never" : pull,
                progress,
                timeout,
                streams,
                flags.value("sig-proxy").orElse("").equals("true"),
                flags.value("detach-keys").orElse(""),
                flags.value("cidfile")
                        .filter(file -> !file.isEmpty())
                        .map(this::resolve)
                        .orElse(null),
                flags.isSet("use-api-socket"),
                needs(),
                commandLine);
    }

    /** The features that not every engine has, each with the version of the API that brought it. */
    private Map<String, String> needs() {
        Map<String, String> needs = flags.needs();
        draft.needs().forEach(needs::put);
        return needs;
    }
}
