package io.dockerkit.image;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.Platform;
import java.util.List;

/**
 * The flags of the commands that move images: pull, push, save, load, import and search. Stateless and thread-safe.
 */
final class ImageFlags {
    private static final Flag TRUST =
            toggle("disable-content-trust", "Do not verify the image's signature")
                    .onByDefault()
                    .refused("DockerKit does not verify signatures; use a digest instead");
    private static final Flag QUIET =
            toggle("quiet", "Print no progress; onProgress(…) reports it").shorthand('q');
    private static final Flag ALL_TAGS =
            toggle("all-tags", "All tags of the repository")
                    .shorthand('a')
                    .refused("allTags() returns the spec that has several results");

    static final FlagTable PULL =
            new FlagTable(
                    "docker pull",
                    List.of(
                            ALL_TAGS,
                            TRUST,
                            one("platform", Platform.FORM, "Platform of the image"),
                            QUIET));

    static final FlagTable PUSH =
            new FlagTable("docker push", List.of(ALL_TAGS, TRUST, platform("1.46"), QUIET));

    static final FlagTable SAVE =
            new FlagTable(
                    "docker save",
                    List.of(
                            one("output", "a file", "File to write")
                                    .shorthand('o')
                                    .refused("to(Path) names the file"),
                            platform("1.48")));

    static final FlagTable LOAD =
            new FlagTable(
                    "docker load",
                    List.of(
                            one("input", "a file", "File to read")
                                    .shorthand('i')
                                    .refused("load(Path) names the file"),
                            platform("1.48"),
                            QUIET));

    static final FlagTable IMPORT =
            new FlagTable(
                    "docker import",
                    List.of(
                            many(
                                            "change",
                                            "a Dockerfile instruction",
                                            "Apply an instruction to the image")
                                    .shorthand('c')
                                    .checked(Words::checkNotBlank),
                            one("message", "a text", "Message of the import").shorthand('m'),
                            one("platform", Platform.FORM, "Platform of the image")));

    static final FlagTable SEARCH =
            new FlagTable(
                    "docker search",
                    List.of(
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            one("limit", "1 to 100", "Most results")
                                    .checkedLast(Numbers.between(1, 100)),
                            ListFlags.NO_TRUNC));

    private ImageFlags() {}

    /** Returns the flag {@code --platform} that engines know from this version of the API on. */
    static Flag platform(String since) {
        return one("platform", Platform.FORM, "Only this platform of the image")
                .since(since)
                .checked(Platform::require);
    }

    /** Returns the same flag for a command that takes several platforms. */
    static Flag platforms(String since) {
        return many("platform", Platform.FORM, "Only this platform of the image")
                .since(since)
                .checked(Platform::require);
    }

    /** Returns the URI if an engine can fetch it. */
    static String requireWeb(String uri) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            throw new InvalidOptionException(
                    "source",
                    uri,
                    "the engine fetches only http:// and https:// addresses; importFrom(Path) reads a local file");
        }
        return uri;
    }
}
