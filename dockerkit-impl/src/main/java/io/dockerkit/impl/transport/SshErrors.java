package io.dockerkit.impl.transport;

import java.util.List;
import java.util.Locale;

/**
 * Says why ssh, or docker on the other side, gave up: in their own words, with what to do. All texts about ssh are here.
 * Immutable and thread-safe.
 */
final class SshErrors {
    /** The code with which ssh says that the connection, and not the command on the other side, failed. */
    private static final int OF_SSH_ITSELF = 255;

    private static final int NOT_FOUND = 127;
    private static final int KILLED = 128;

    private final SshCommand command;

    SshErrors(SshCommand command) {
        this.command = command;
    }

    UnreachableException noProgram() {
        return new UnreachableException(
                "there is no program ssh in the PATH",
                "an address that begins with ssh:// needs the system's own: install it (package openssh-client),"
                        + " or correct the PATH");
    }

    /** What came first was no HTTP: a shell's greeting, as a rule. */
    UnreachableException noEngine(String heard) {
        return new UnreachableException(
                "expected an engine's answer over ssh but received " + Malformed.quote(heard),
                "the other side's shell must print nothing to stdout when it runs a command: look at its startup files; try: "
                        + command.line("true"));
    }

    /**
     * Ssh ended, or the other side's docker did.
     *
     * @param code the exit code, or -1 if it goes on and has only closed its output
     * @param said the end of its stderr
     */
    UnreachableException ended(int code, String said) {
        String who =
                code == OF_SSH_ITSELF
                        ? "ssh"
                        : code > KILLED
                                ? "ssh, or docker on its other side,"
                                : "docker on the other side of ssh";
        String how =
                code < 0
                        ? "ssh closed its output without an answer"
                        : who + " ended with code " + code;
        return new UnreachableException(
                how + (said.isEmpty() ? " and said nothing" : ": " + said), advice(code, said));
    }

    private String advice(int code, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return code == OF_SSH_ITSELF ? adviceOnSsh(lower) : adviceOnDocker(code, lower);
    }

    private String adviceOnSsh(String said) {
        if (said.contains("host key") || said.contains("host identification")) {
            return "the host's key is not the one that ssh knows: connect once by hand and compare it, or correct"
                    + " known_hosts (ssh-keygen -R removes an old one); try: "
                    + command.line("true");
        }
        if (said.contains("permission denied") || said.contains("authentication failures")) {
            return "ssh must get in without a password: load the key into the agent (ssh-add), or name it in"
                    + " ~/.ssh/config; try: "
                    + command.line("true");
        }
        if (said.contains("could not resolve")) {
            return "is the host's name right, here or in ~/.ssh/config?";
        }
        if (said.contains("refused")) {
            return "does an ssh server run there, on that port?";
        }
        if (said.contains("timed out")
                || said.contains("no route")
                || said.contains("unreachable")) {
            return "is the host up, and can it be reached from here?";
        }
        return "try: " + command.line("docker version");
    }

    private String adviceOnDocker(int code, String said) {
        if (code == NOT_FOUND || said.contains("not found")) {
            return "install the docker command there, 18.09 or newer, in the PATH of shells that are not for login; try: "
                    + command.line("docker version");
        }
        if (said.contains("permission denied")) {
            return "add the user to the group that owns the socket there (often \"docker\")";
        }
        if (List.of("cannot connect", "no such file", "refused", "failed to open", "failed to dial")
                .stream()
                .anyMatch(said::contains)) {
            return "start the engine there, or name its socket: ssh://user@host/path/of/docker.sock";
        }
        return "try: " + command.line("docker version");
    }
}
