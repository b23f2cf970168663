package io.dockerkit.compose.converge;

import io.dockerkit.image.ImageDetails;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * An image that the engine has. Immutable and thread-safe.
 *
 * @param id its id
 * @param tagged when it got its name last
 * @param os its operating system
 * @param architecture its processor architecture
 * @param variant the variant of the architecture, or the empty text
 */
record LocalImage(String id, Instant tagged, String os, String architecture, String variant) {
    private static final List<String> SYSTEMS = List.of("linux", "windows", "freebsd", "darwin");

    static LocalImage of(ImageDetails details) {
        return new LocalImage(
                details.id(),
                tagged(details),
                details.os(),
                details.architecture(),
                details.variant());
    }

    private static Instant tagged(ImageDetails details) {
        try {
            return details.at("/Metadata/LastTagTime").exists()
                    ? Instant.parse(details.at("/Metadata/LastTagTime").text())
                    : Instant.EPOCH;
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }

    /** Returns whether it is for a platform as people write it: {@code linux/arm64/v8}, {@code amd64}. */
    boolean isFor(String platform) {
        String[] parts = platform.split("/", -1);
        boolean onlySystem = parts.length == 1 && SYSTEMS.contains(parts[0]);
        if (onlySystem) {
            return os.equals(parts[0]);
        }
        String wantedOs = parts.length == 1 ? os : parts[0];
        String wanted = architecture(parts.length == 1 ? parts[0] : parts[1]);
        String wantedVariant = parts.length < 3 ? "" : parts[2];
        return os.equals(wantedOs)
                && architecture(architecture).equals(wanted)
                && (wantedVariant.isEmpty()
                        || wantedVariant.equals(variant)
                        || (variant.isEmpty() && wantedVariant.equals("v8")));
    }

    private static String architecture(String name) {
        return switch (name) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "i686" -> "386";
            case "armhf", "armel" -> "arm";
            default -> name;
        };
    }
}
