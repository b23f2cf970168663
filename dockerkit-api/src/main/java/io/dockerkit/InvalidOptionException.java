package io.dockerkit;

/**
 * Thrown when an option has a value that docker does not accept, before any request is sent and before anything is changed.
 *
 * <p>The message names the option, the value and the accepted form, for instance {@code invalid value "99999:80" for
 * --publish: host port must be 0..65535; accepted form: [ip:][hostPort:]containerPort[/protocol]}.
 */
public class InvalidOptionException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final String value;

    /**
     * Creates the exception.
     *
     * @param option the option, as the CLI writes it ({@code --publish}), or the argument's name ({@code image})
     * @param value the refused value; never a secret
     * @param reason what is wrong with it and which form is accepted, without a full stop
     */
    public InvalidOptionException(String option, String value, String reason) {
        super("invalid value \"" + value + "\" for " + option + ": " + reason);
        this.option = option;
        this.value = SecretText.masked(value);
    }

    /** Returns the option as the CLI writes it, for instance {@code --publish}, or the argument's name. */
    public String option() {
        return option;
    }

    /** Returns the value that was refused. */
    public String value() {
        return value;
    }
}
