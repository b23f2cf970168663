package io.dockerkit.impl.container;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.concurrent.Uninterrupted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Unix terminal that this process reads from, set by {@code stty}, since the JDK has no way to. Where there is no
 * terminal, or no stty, nothing is set. A terminal that was set is put back when this process is told to end, too. Not
 * thread-safe.
 */
final class Terminal {
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");

    private final Optional<String> saved;
    private final Thread atExit = new Thread(this::putBack, "dockerkit-terminal");

    private Terminal(Optional<String> saved) {
        this.saved = saved;
    }

    /** Returns the terminal in raw mode: each key comes at once and none is echoed. */
    static Terminal raw() {
        Optional<String> settings = stty("-g");
        Terminal own = new Terminal(settings);
        if (settings.isPresent()) {
            Runtime.getRuntime().addShutdownHook(own.atExit);
            try {
                stty("raw", "-echo");
            } catch (RuntimeException interrupted) {
                Uninterrupted.run(own::restore);
                throw interrupted;
            }
        }
        return own;
    }

    /** Returns the terminal as it is. */
    static Terminal untouched() {
        return new Terminal(Optional.empty());
    }

    /** Returns whether it was set to raw mode. */
    boolean isRaw() {
        return saved.isPresent();
    }

    /** Returns the rows and columns, or empty where nobody knows. */
    Optional<int[]> size() {
        return stty("size")
                .map(SIZE::matcher)
                .filter(Matcher::matches)
                .map(m -> new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))})
                .filter(size -> size[0] > 0 && size[1] > 0);
    }

    /** Puts it back as it was. */
    void restore() {
        putBack();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // this process ends, and what is to be done then does no harm the second time
        }
    }

    private void putBack() {
        saved.ifPresent(Terminal::stty);
    }

    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            // it sets the terminal that it reads from, and fails where that is none
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(printed.strip())
                    : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "interrupted while setting the terminal", interrupted);
        }
    }
}
