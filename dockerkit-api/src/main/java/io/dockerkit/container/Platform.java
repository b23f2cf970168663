package io.dockerkit.container;

import io.dockerkit.cli.Words;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of {@code --platform}, and the names that stand for others. Stateless and thread-safe. */
final class Platform {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> SYSTEMS =
            Set.of(
                    "aix",
                    "android",
                    "darwin",
                    "dragonfly",
                    "freebsd",
                    "hurd",
                    "illumos",
                    "ios",
                    "js",
                    "linux",
                    "nacl",
                    "netbsd",
                    "openbsd",
                    "plan9",
                    "solaris",
                    "windows",
                    "zos");

    private Platform() {}

    static String check(String value) {
        if (!value.isEmpty()) {
            normalized(value);
        }
        return value;
    }

    /** Returns {@code os/arch[/variant]} by the names that engines use. */
    static String normalized(String value) {
        String[] parts = value.split("/", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("more than three parts");
        }
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "the part \"" + part + "\" has other characters than [A-Za-z0-9_.-]");
            }
        }
        if (parts.length == 3) {
            String architecture = architecture(parts[1], parts[2]);
            return system(parts[0])
                    + "/"
                    + (architecture.equals("arm64") ? "arm64/v8" : architecture);
        }
        if (parts.length == 2) {
            return system(parts[0]) + "/" + withoutDefault(architecture(parts[1], ""));
        }
        String lower = system(parts[0]);
        if (SYSTEMS.contains(lower)) {
            return lower + "/" + architecture(System.getProperty("os.arch", "amd64"), "");
        }
        return "linux/" + withoutDefault(architecture(parts[0], ""));
    }

    /** The variant that goes without saying, unless it is said. */
    private static String withoutDefault(String architecture) {
        return architecture.equals("arm/v7") ? "arm" : architecture;
    }

    private static String system(String name) {
        String lower = Words.lower(name);
        return lower.equals("macos") ? "darwin" : lower;
    }

    private static String architecture(String name, String variantGiven) {
        String lower = Words.lower(name);
        String variant = Words.lower(variantGiven);
        return switch (lower) {
            case "i386" -> "386";
            case "x86_64", "x86-64", "amd64" ->
                    variant.isEmpty() || variant.equals("v1") ? "amd64" : "amd64/" + variant;
            case "aarch64", "arm64" ->
                    variant.isEmpty() || variant.equals("8") || variant.equals("v8")
                            ? "arm64"
                            : "arm64/" + variant;
            case "armhf" -> "arm/v7";
            case "armel" -> "arm/v6";
            case "arm" -> {
                String number = variant.isEmpty() ? "v7" : variant;
                yield "arm/" + (number.matches("[5678]") ? "v" + number : number);
            }
            default -> variant.isEmpty() ? lower : lower + "/" + variant;
        };
    }
}
