package io.dockerkit.impl.terminal;

import io.dockerkit.image.Progress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal behind standard error, if it is one that bars can be drawn on.
 *
 * <p>Immutable and thread-safe.
 */
record ProgressTerminal(int columns, int rows) {
    /** The JVM cannot ask this about standard error; a shell that inherits it can. */
    private static final String ASK =
            "[ -t 2 ] || { echo no; exit; }; exec 3<&2 2>/dev/null; stty size <&3 || echo 0 0";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final long PATIENCE_MILLIS = 1000;

    private static @Nullable ProgressBars bars;
    private static boolean looked;
    private static Optional<ProgressTerminal> found = Optional.empty();

    /**
     * Returns bars if {@code err}, which is standard error, is a terminal, and lines otherwise. Looks once. All who
     * draw on the same stream get the same bars, since two that do not know of each other would draw over each other.
     */
    static synchronized Progress on(PrintStream err) {
        if (!looked) {
            looked = true;
            found = find(System.getenv(), ProgressTerminal::ask, ProgressTerminal::isConsole);
        }
        if (found.isEmpty()) {
            return Progress.lines(err);
        }
        if (bars == null || !bars.drawsOn(err)) {
            bars =
                    new ProgressBars(
                            err, found.get().columns(), found.get().rows(), System::nanoTime);
        }
        bars.forget();
        return bars;
    }

    /**
     * Finds out whether bars can be drawn, and how much room there is.
     *
     * @param shell what a shell says of standard error: {@code no} or {@code <rows> <columns>}; anything else if it
     *     cannot be asked
     * @param console whether the JVM believes that it has a terminal; counts where the shell cannot be asked
     */
    static Optional<ProgressTerminal> find(
            Map<String, String> env, Supplier<String> shell, BooleanSupplier console) {
        String kind = env.getOrDefault("TERM", "");
        if (kind.isBlank() || kind.equals("dumb")) {
            return Optional.empty();
        }
        String said = shell.get();
        if (said.equals("no")) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(said);
        boolean known = size.matches();
        if (!known && !console.getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                new ProgressTerminal(
                        given(env.get("COLUMNS"), known ? size.group(2) : "", 80),
                        given(env.get("LINES"), known ? size.group(1) : "", 24)));
    }

    private static int given(@Nullable String wanted, String measured, int otherwise) {
        for (String text : new String[] {wanted == null ? "" : wanted.strip(), measured}) {
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) >= 2) {
                return Integer.parseInt(text);
            }
        }
        return otherwise;
    }

    private static String ask() {
        try {
            Process process =
                    new ProcessBuilder("sh", "-c", ASK)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try {
                return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        ? new String(
                                        process.getInputStream().readAllBytes(),
                                        StandardCharsets.US_ASCII)
                                .strip()
                        : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (IOException noShell) {
            return "";
        }
    }

    /** Returns whether there is a console; since JDK 22 there is one even without a terminal, but it says so. */
    @SuppressWarnings("SystemConsoleNull") // it is null before 22, and isTerminal is asked since
    private static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
