package io.dockerkit.image;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.Platform;
import java.util.ArrayList;
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
                            many("filter", "key=value, such as stars=3", "Filter the results")
                                    .shorthand('f')
                                    .checked(ImageFlags::filter),
                            one("limit", "1 to 100", "Most results")
                                    .checkedLast(Numbers.between(1, 100)),
                            toggle("no-trunc", "Do not shorten descriptions, which are whole")));

    private ImageFlags() {}

    private static Flag platform(String since) {
        return one("platform", Platform.FORM, "Only this platform of the image")
                .since(since)
                .checked(Platform::require);
    }

    private static String filter(String value) {
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return value;
    }

    /** Returns the values of {@code --filter} by their keys. */
    static Filters filters(FlagValues flags) {
        Filters filters = Filters.none();
        for (String filter : flags.all("filter")) {
            filters = filters.with(Words.key(filter), Words.value(filter));
        }
        return filters;
    }

    /** Returns a command line: the command, its flags, its operands. */
    static String line(String command, List<String> flags, List<String> operands) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(flags);
        words.addAll(operands);
        return ShellQuoting.join(words);
    }

    /** Returns the value of an option if it names a platform. */
    static String platform(String option, String value) {
        Checks.text(option, "platform", value);
        try {
            return Platform.require(value);
        } catch (IllegalArgumentException refused) {
            throw new InvalidOptionException(
                    option, value, refused.getMessage() + "; accepted form: " + Platform.FORM);
        }
    }

    /** Returns the flags for these platforms, a blank before each. */
    static String platforms(List<String> platforms) {
        StringBuilder words = new StringBuilder();
        platforms.forEach(
                platform ->
                        words.append(" ")
                                .append(ShellQuoting.join(List.of("--platform", platform))));
        return words.toString();
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
