package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CompactJson;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of {@code --security-opt}. Stateless and thread-safe. */
final class SecurityOpt {
    static final String FORM =
            "no-new-privileges, or name=value, such as seccomp=profile.json, apparmor=unconfined, label=disable";

    private static final Set<String> BUILT_IN = Set.of("builtin", "unconfined");

    private SecurityOpt() {}

    static String check(String value) {
        if (!separated(value) && !Words.key(withEquals(value)).equals("no-new-privileges")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return value;
    }

    private static boolean separated(String value) {
        return !Words.value(withEquals(value)).isEmpty();
    }

    /** Older lines have a colon. */
    private static String withEquals(String value) {
        int colon = value.indexOf(':');
        return value.contains("=") || colon < 0
                ? value
                : value.substring(0, colon) + "=" + value.substring(colon + 1);
    }

    /** A profile of seccomp is read here and sent whole; unconfined system paths are a field of their own. */
    static void write(List<String> values, RequestDraft draft) {
        draft.put("HostConfig/SecurityOpt", new ArrayList<>());
        for (String value : values) {
            String pair = withEquals(value);
            if (value.equals("systempaths=unconfined")) {
                draft.put("HostConfig/MaskedPaths", List.of());
                draft.put("HostConfig/ReadonlyPaths", List.of());
            } else if (Words.key(pair).equals("seccomp") && !BUILT_IN.contains(Words.value(pair))) {
                Path file = HostFiles.resolve(draft.host().directory(), Words.value(pair));
                draft.add("HostConfig/SecurityOpt", "seccomp=" + profile(file));
            } else {
                draft.add("HostConfig/SecurityOpt", value);
            }
        }
    }

    private static String profile(Path file) {
        try {
            return CompactJson.of(Files.readString(file));
        } catch (IOException e) {
            throw refused(file, KeyValueFile.why(file));
        } catch (IllegalArgumentException e) {
            throw refused(file, "the profile is no JSON: " + e.getMessage());
        }
    }

    private static InvalidOptionException refused(Path file, String reason) {
        return new InvalidOptionException("--security-opt", "seccomp=" + file, reason);
    }
}
