package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;

/**
 * The filters that lists and prunes share.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
public interface FilterOptions<S> {
    /**
     * Adds any filter of the command: {@code --filter key=value}. Values of one key are alternatives, except for labels,
     * which must all hold.
     */
    S filter(String key, String value);

    /** Keeps what has the label, whatever its value: {@code --filter label=key}. */
    default S label(String key) {
        return filter("label", Checks.key("--filter label", "key", key));
    }

    /** Keeps what has the label with this value: {@code --filter label=key=value}. */
    default S label(String key, String value) {
        return filter("label", Checks.pair("--filter label", "key", key, value));
    }
}
