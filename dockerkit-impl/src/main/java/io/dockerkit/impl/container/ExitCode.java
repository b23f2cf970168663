package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;

/** Reads exit codes, which engines for Windows containers tell as unsigned numbers. Stateless and thread-safe. */
final class ExitCode {
    private static final long LARGEST = 0xffff_ffffL;

    private ExitCode() {}

    /**
     * Returns the code. One above 2,147,483,647 becomes the negative number of the same 32 bits, as {@link Process} and
     * Windows' own tools show it.
     *
     * @param what whose code it is, for errors
     * @throws DockerException if it is missing, no whole number, or larger than 32 bits
     */
    static int of(JsonNode code, String what) {
        if (!code.isIntegralNumber()
                || !code.canConvertToLong()
                || code.longValue() < Integer.MIN_VALUE
                || code.longValue() > LARGEST) {
            throw new DockerException(
                    "the engine told the end of "
                            + what
                            + " without a usable exit code: "
                            + (code.isMissingNode() ? "there is none" : code.asText()));
        }
        return (int) code.longValue();
    }
}
