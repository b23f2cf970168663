package io.dockerkit.network;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to connect a container to a network: the flags of {@code docker network connect}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
public final class ConnectSpec {
    private static final ConnectSpec DEFAULTS = new ConnectSpec(List.of(), null, null);
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final List<String> aliases;
    private final @Nullable String ip;
    private final @Nullable String ip6;

    private ConnectSpec(List<String> aliases, @Nullable String ip, @Nullable String ip6) {
        this.aliases = aliases;
        this.ip = ip;
        this.ip6 = ip6;
    }

    /** Returns a plain {@code docker network connect}. */
    public static ConnectSpec defaults() {
        return DEFAULTS;
    }

    /** Adds a name by which others in the network find the container: {@code --alias}. */
    public ConnectSpec alias(String name) {
        if (name.isBlank()) {
            throw new InvalidOptionException("--alias", name, "the name must not be blank");
        }
        List<String> next = new ArrayList<>(aliases);
        next.add(name);
        return new ConnectSpec(List.copyOf(next), ip, ip6);
    }

    /** Sets the IPv4 address, one of the network's subnet: {@code --ip}. */
    public ConnectSpec ip(String address) {
        if (!IPV4.matcher(address).matches()) {
            throw new InvalidOptionException(
                    "--ip", address, "accepted form: an IPv4 address such as 172.30.100.104");
        }
        return new ConnectSpec(aliases, address, ip6);
    }

    /** Sets the IPv6 address, one of the network's subnet: {@code --ip6}. */
    public ConnectSpec ip6(String address) {
        if (!address.contains(":")) {
            throw new InvalidOptionException(
                    "--ip6", address, "accepted form: an IPv6 address such as 2001:db8::33");
        }
        return new ConnectSpec(aliases, ip, address);
    }

    /** Returns the aliases in the order given. */
    public List<String> aliases() {
        return aliases;
    }

    /** Returns the IPv4 address, or empty where the engine chooses. */
    public Optional<String> ip() {
        return Optional.ofNullable(ip);
    }

    /** Returns the IPv6 address, or empty where the engine chooses. */
    public Optional<String> ip6() {
        return Optional.ofNullable(ip6);
    }
}
