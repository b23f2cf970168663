package io.dockerkit.container.flags;

import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of {@code --platform}, and the names that stand for others. Stateless and thread-safe. */
public final class Platform {
    /** What {@code --platform} accepts. */
    public static final String FORM = "os[/arch[/variant]], such as linux/arm64";

    private static final Pattern SYSTEM =
            Pattern.compile("([A-Za-z0-9_-]+)(?:\\([A-Za-z0-9_.-]*\\))?");
    private static final Pattern VERSION = Pattern.compile("[^/(]+\\(([^)]*)\\)");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> ARCHITECTURES =
            Set.of(
                    ("386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le"
                                    + " mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm")
                            .split(" "));
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

    /**
     * Returns the value if it names a platform.
     *
     * @throws IllegalArgumentException if it is blank or malformed; the message says what is wrong
     */
    public static String require(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the platform must not be blank");
        }
        normalized(value);
        return value;
    }

    /**
     * Returns the platform as the Engine API's JSON has it: {@code architecture}, {@code os}, and {@code os.version} and
     * {@code variant} where they are given.
     */
    public static Map<String, String> fields(String value) {
        String[] parts = normalized(value).split("/", -1);
        Matcher version = VERSION.matcher(value);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("architecture", parts[1]);
        fields.put("os", parts[0]);
        if (version.lookingAt() && !version.group(1).isEmpty()) {
            fields.put("os.version", version.group(1));
        }
        if (parts.length > 2) {
            fields.put("variant", parts[2]);
        }
        return fields;
    }

    /** Returns {@code os/arch[/variant]} by the names that engines use. */
    public static String normalized(String value) {
        String[] parts = value.split("/", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("more than three parts");
        }
        Matcher first = SYSTEM.matcher(parts[0]);
        if (!first.matches()) {
            throw new IllegalArgumentException(
                    "the system \"" + parts[0] + "\" has other characters than [A-Za-z0-9_-]");
        }
        for (String part : List.of(parts).subList(1, parts.length)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "the part \"" + part + "\" has other characters than [A-Za-z0-9_.-]");
            }
        }
        // the version of the system, in parentheses, is not for engines
        String system = system(first.group(1));
        if (parts.length == 3) {
            String architecture = architecture(parts[1], parts[2]);
            return system + "/" + (architecture.equals("arm64") ? "arm64/v8" : architecture);
        }
        return parts.length == 2
                ? system + "/" + withoutDefault(architecture(parts[1], ""))
                : lone(system, parts[0]);
    }

    /** A word alone is a system or an architecture, of the known ones. */
    private static String lone(String system, String part) {
        if (SYSTEMS.contains(system)) {
            return system + "/" + architecture(System.getProperty("os.arch", "amd64"), "");
        }
        String architecture = withoutDefault(architecture(part, ""));
        if (!ARCHITECTURES.contains(architecture.replaceFirst("/.*", ""))) {
            throw new IllegalArgumentException("neither a system nor an architecture");
        }
        return "linux/" + architecture;
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
                    joined("amd64", variant.equals("v1") ? "" : variant);
            case "aarch64", "arm64" -> joined("arm64", arm64(variant));
            case "armhf" -> "arm/v7";
            case "armel" -> "arm/v6";
            case "arm" -> {
                String number = variant.isEmpty() ? "v7" : variant;
                yield "arm/" + (number.matches("[5678]") ? "v" + number : number);
            }
            default -> joined(lower, variant);
        };
    }

    private static String joined(String architecture, String variant) {
        return variant.isEmpty() ? architecture : architecture + "/" + variant;
    }

    private static String arm64(String variant) {
        return switch (variant) {
            case "8", "v8", "v8.0" -> "";
            case "9", "9.0", "v9.0" -> "v9";
            default -> variant;
        };
    }
}
