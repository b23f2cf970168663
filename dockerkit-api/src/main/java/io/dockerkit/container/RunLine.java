package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostContext;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.image.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code docker run} line says: the flags, the image, the command, and what is asked of DockerKit besides. Two are
 * equal when they say the same to docker; progress and time-out do not count.
 *
 * <p>Immutable and thread-safe.
 */
final class RunLine {
    private final String image;
    private final FlagValues flags;
    private final List<String> command;
    private final Progress progress;
    private final @Nullable Duration timeout;
    private final byte @Nullable [] stdin;

    private RunLine(
            String image,
            FlagValues flags,
            List<String> command,
            Progress progress,
            @Nullable Duration timeout,
            byte @Nullable [] stdin) {
        this.image = image;
        this.flags = flags;
        this.command = command;
        this.progress = progress;
        this.timeout = timeout;
        this.stdin = stdin;
    }

    static RunLine of(String image) {
        FlagValues none = FlagValues.none(RunFlags.TABLE);
        return new RunLine(image, none, List.of(), Progress.none(), null, null);
    }

    /** Sets a flag that the caller names; {@code --detach} is a type here and not a flag. */
    RunLine flag(String name, String value) {
        if (name.equals("detach")) {
            throw new InvalidOptionException(
                    "--detach", value, "call detached(), which has start() in place of execute()");
        }
        return with(name, value);
    }

    RunLine with(String name, String value) {
        return new RunLine(image, flags.with(name, value), command, progress, timeout, stdin);
    }

    RunLine command(List<String> words) {
        return new RunLine(image, flags, List.copyOf(words), progress, timeout, stdin);
    }

    RunLine progress(Progress listener) {
        return new RunLine(image, flags, command, listener, timeout, stdin);
    }

    RunLine timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidOptionException(
                    "timeout", limit.toString(), "the time must be positive");
        }
        return new RunLine(image, flags, command, progress, limit, stdin);
    }

    RunLine stdin(byte[] bytes) {
        FlagValues open = flags.with("interactive", "true");
        return new RunLine(image, open, command, progress, timeout, bytes.clone());
    }

    boolean hasStdin() {
        return stdin != null;
    }

    CreateRequest request() {
        RunRules.check(flags);
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Image", image);
        if (!command.isEmpty()) {
            draft.put("Cmd", command);
        }
        flags.writeTo(draft);
        NetworkSyntax.write(flags, draft);
        if (!flags.isSet("detach")) {
            draft.put("AttachStdout", true);
            draft.put("AttachStderr", true);
            if (flags.isSet("interactive")) {
                draft.put("AttachStdin", true);
                draft.put("StdinOnce", true);
            }
        }
        return new CreateRequest(
                image,
                draft.query(),
                draft.body(),
                flags.value("pull").orElse("missing"),
                progress,
                timeout,
                stdin,
                redacted());
    }

    String toCommandLine() {
        return line(flags.words());
    }

    String redacted() {
        return line(flags.redactedWords());
    }

    private String line(List<String> flagWords) {
        List<String> words = new ArrayList<>(List.of("docker", "run"));
        words.addAll(flagWords);
        words.add(image);
        words.addAll(command);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLine that
                && image.equals(that.image)
                && flags.equals(that.flags)
                && command.equals(that.command)
                && Arrays.equals(stdin, that.stdin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(image, flags, command);
    }
}
