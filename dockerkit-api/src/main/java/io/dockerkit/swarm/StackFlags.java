package io.dockerkit.swarm;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.StackLoader;
import io.dockerkit.spi.StackLoaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the commands about Compose files of stacks have alike. Stateless and thread-safe. */
final class StackFlags {
    /** The name of the text among the files. */
    static final String STDIN = "-";

    static final Flag COMPOSE_FILE =
            Flag.many(
                            "compose-file",
                            "the path of a Compose file, or several with commas between them",
                            "Compose file; of several the later ones add to the earlier ones")
                    .shorthand('c')
                    .checked(Words::checkNotBlank);

    private StackFlags() {}

    /** Reads the files of a line. */
    static StackLoader.Loaded load(CommandLine line, @Nullable String text, boolean interpolate) {
        List<String> files = Words.csv(line.flags().all("compose-file"));
        if (files.isEmpty()) {
            throw new InvalidOptionException(
                    "--compose-file", "", "at least one Compose file is needed");
        }
        if (files.contains(STDIN) && text == null) {
            throw new InvalidOptionException(
                    "--compose-file",
                    STDIN,
                    "standard input is not read; give the text with compose(…)");
        }
        return StackLoaders.loader(files)
                .load(new StackLoader.Request(files, text, line.host(), interpolate));
    }

    /** Returns the line with one more file. */
    static CommandLine with(CommandLine line, String file) {
        return line.with("compose-file", Words.toCsv(List.of(file)));
    }

    /** Returns the line with the text as one more file, unless it has it. */
    static CommandLine withText(CommandLine line) {
        return Words.csv(line.flags().all("compose-file")).contains(STDIN)
                ? line
                : line.with("compose-file", STDIN);
    }
}
