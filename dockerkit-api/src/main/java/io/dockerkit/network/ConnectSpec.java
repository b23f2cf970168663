package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.NounBackend;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How to connect a container to a network: the flags of {@code docker network connect}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ConnectSpec extends CallOptions<ConnectSpec>
        implements FlagOptions<ConnectSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker network connect",
                            List.of(
                                    Flag.many(
                                                    "alias",
                                                    "a host name",
                                                    "Name by which others in the network find it")
                                            .checked(value -> each(value, Words::checkNotBlank))
                                            .writes(fieldsAt("Aliases")),
                                    Flag.many("driver-opt", "key=value", "Option of the driver")
                                            .checked(value -> each(value, ConnectSpec::pair))
                                            .writes(ConnectSpec::driverOpts),
                                    Flag.one(
                                                    "gw-priority",
                                                    "a whole number",
                                                    "Priority of its gateway")
                                            .since("1.48")
                                            .checked(Numbers::check)
                                            .writes(Words.numberAt("GwPriority")),
                                    Flag.one(
                                                    "ip",
                                                    "an IPv4 address such as 172.30.100.104",
                                                    "IPv4 address")
                                            .checked(value -> family(value, false))
                                            .writes(Words.textAt("IPAMConfig/IPv4Address")),
                                    Flag.one(
                                                    "ip6",
                                                    "an IPv6 address such as 2001:db8::33",
                                                    "IPv6 address")
                                            .checked(value -> family(value, true))
                                            .writes(Words.textAt("IPAMConfig/IPv6Address")),
                                    Flag.many(
                                                    "link",
                                                    "container[:alias]",
                                                    "Link to another container")
                                            .checked(ConnectSpec::checkLink)
                                            .writes(Words.listAt("Links")),
                                    Flag.many(
                                                    "link-local-ip",
                                                    "an IP address",
                                                    "Link-local address")
                                            .checked(value -> each(value, Addresses::check))
                                            .writes(fieldsAt("IPAMConfig/LinkLocalIPs"))))
                    .flagsAnywhere();

    private static final ConnectSpec DEFAULTS = new ConnectSpec(FlagValues.none(TABLE));

    private ConnectSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected ConnectSpec with(FlagValues next) {
        return new ConnectSpec(next);
    }

    /** The CLI takes several values in one, separated by commas. */
    private static String each(String value, UnaryOperator<String> check) {
        for (String part : Words.csv(value)) {
            String unused = check.apply(part);
        }
        return value;
    }

    private static Flag.Writer fieldsAt(String path) {
        return (values, draft) -> Words.csv(values).forEach(field -> draft.add(path, field));
    }

    private static String pair(String value) {
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return Words.checkPair(value);
    }

    private static void driverOpts(List<String> values, RequestDraft draft) {
        Words.csv(values)
                .forEach(
                        pair ->
                                draft.putEntry(
                                        "DriverOpts",
                                        Words.strip(Words.key(pair)),
                                        Words.strip(Words.value(pair))));
    }

    private static String checkLink(String value) {
        if (value.isBlank() || value.chars().filter(c -> c == ':').count() > 1) {
            throw new IllegalArgumentException("not a link");
        }
        return value;
    }

    private static String family(String value, boolean six) {
        if (Addresses.check(value).contains(":") != six) {
            throw new IllegalArgumentException("an address of the other family");
        }
        return value;
    }

    /** Returns a plain {@code docker network connect}. */
    public static ConnectSpec defaults() {
        return DEFAULTS;
    }

    /** Adds a name by which others in the network find the container: {@code --alias}. */
    public ConnectSpec alias(String name) {
        return flag("alias", Words.toCsv(List.of(Checks.text("--alias", "name", name))));
    }

    /** Sets the IPv4 address, one of the network's subnet: {@code --ip}. */
    public ConnectSpec ip(String address) {
        return flag("ip", Checks.text("--ip", "address", address));
    }

    /** Sets the IPv6 address, one of the network's subnet: {@code --ip6}. */
    public ConnectSpec ip6(String address) {
        return flag("ip6", Checks.text("--ip6", "address", address));
    }

    /** Adds a link-local address: {@code --link-local-ip}. */
    public ConnectSpec linkLocalIp(String address) {
        return flag("link-local-ip", Checks.text("--link-local-ip", "address", address));
    }

    /** Links to another container, which is found by {@code alias} too: {@code --link}. */
    public ConnectSpec link(String container, String alias) {
        return flag(
                "link",
                Checks.withoutColon("--link", "container", container)
                        + ":"
                        + Checks.withoutColon("--link", "alias", alias));
    }

    /** Sets an option of the driver: {@code --driver-opt key=value}. */
    public ConnectSpec driverOpt(String key, String value) {
        return flag(
                "driver-opt", Words.toCsv(List.of(Checks.pair("--driver-opt", "key", key, value))));
    }

    /** Sets the priority of its gateway; from API 1.48 on: {@code --gw-priority}. */
    public ConnectSpec gwPriority(int priority) {
        return flag("gw-priority", String.valueOf(priority));
    }

    /** Returns the request's {@code EndpointConfig}; called by implementations. */
    public Map<String, Object> endpoint() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags().writeTo(draft);
        return draft.body();
    }

    /** Returns the flags that not every engine knows and the version of the API that brought each; called by implementations. */
    public Map<String, String> needs() {
        return flags().needs();
    }

    /** Returns the command line that connects a container to a network in this way. */
    public String toCommandLine(String network, String container) {
        return line(
                Checks.text("network", "network", network),
                Checks.text("container", "container", container));
    }

    /**
     * A whole {@code docker network connect} line: what is connected to what, and how. No request is sent until
     * {@link #execute()}.
     *
     * <p>Immutable and thread-safe.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    public static final class Command extends CommandOptions<Command>
            implements FlagOptions<Command> {
        private final NetworkBackend backend;

        Command(NetworkBackend backend, CommandLine parsed) {
            super(parsed.requireOperands(2, 2, "network container"));
            this.backend = backend;
            line().operands().forEach(name -> Checks.text("network connect", "operand", name));
        }

        @Override
        protected Command with(CommandLine next) {
            return new Command(backend, next);
        }

        /** Returns the network, as the line names it. */
        public String network() {
            return line().operand(0);
        }

        /** Returns the container, as the line names it. */
        public String container() {
            return line().operand(1);
        }

        /** Returns the options, for {@code network.connect(container, options -> command.options())}. */
        public ConnectSpec options() {
            return new ConnectSpec(line().flags());
        }

        /**
         * Connects the container to the network.
         *
         * @throws io.dockerkit.NotFoundException if there is no such network or container
         * @throws io.dockerkit.ConflictException if it is connected already
         */
        public void execute() {
            NounBackend.requireEngineOf(line(), backend);
            backend.get(network()).connect(container(), plain -> options());
        }
    }
}
