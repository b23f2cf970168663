package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.SwarmBackend;
import java.util.List;

/**
 * A {@code docker swarm join}: lets the engine join a swarm. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SwarmJoinSpec extends CommandOptions<SwarmJoinSpec>
        implements FlagOptions<SwarmJoinSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker swarm join",
                            List.of(
                                    SwarmFlags.ADVERTISE_ADDR,
                                    SwarmFlags.AVAILABILITY,
                                    SwarmFlags.DATA_PATH_ADDR,
                                    SwarmFlags.LISTEN_ADDR,
                                    Flag.one("token", "a join token", "Token of the swarm")
                                            .hidden()
                                            .writes(Words.textAt("JoinToken"))))
                    .flagsAnywhere();

    private final SwarmBackend backend;

    private SwarmJoinSpec(SwarmBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SwarmJoinSpec of(SwarmBackend backend, CommandLine line) {
        return new SwarmJoinSpec(backend, line.requireOperands(1, 1, "HOST:PORT"));
    }

    @Override
    protected SwarmJoinSpec with(CommandLine next) {
        return new SwarmJoinSpec(backend, next);
    }

    /** Sets the address that other nodes are told, an IP address or a network interface, with or without a port: {@code --advertise-addr}. */
    public SwarmJoinSpec advertiseAddr(String address) {
        return flag("advertise-addr", Checks.text("--advertise-addr", "address", address));
    }

    /** Sets whether the node takes tasks, {@code active}, {@code pause} or {@code drain}: {@code --availability}. */
    public SwarmJoinSpec availability(String availability) {
        return flag("availability", Checks.text("--availability", "availability", availability));
    }

    /** Sets the address or interface for the traffic of containers: {@code --data-path-addr}. */
    public SwarmJoinSpec dataPathAddr(String address) {
        return flag("data-path-addr", Checks.text("--data-path-addr", "address", address));
    }

    /** Sets the address to listen at, {@code 0.0.0.0:2377} unless set: {@code --listen-addr}. */
    public SwarmJoinSpec listenAddr(String address) {
        return flag("listen-addr", Checks.text("--listen-addr", "address", address));
    }

    /** Sets the token, which {@link io.dockerkit.Swarm#joinToken} of a manager returns and which says the role: {@code --token}. */
    public SwarmJoinSpec token(String token) {
        return flag("token", Checks.text("--token", "token", token));
    }

    /**
     * Joins the swarm.
     *
     * @throws InvalidOptionException if there is no token
     * @throws io.dockerkit.EngineException if the engine is in a swarm, the token is wrong or no manager answers
     */
    public void execute() {
        if (!line().flags().isSet("token")) {
            throw new InvalidOptionException(
                    "--token", "", "a swarm asks for its token; Swarm.joinToken(…) returns it");
        }
        RequestDraft draft = new RequestDraft(line().host());
        draft.put("ListenAddr", "0.0.0.0:2377");
        line().flags().writeTo(draft);
        draft.add("RemoteAddrs", line().operand(0));
        NounBackend.requireEngineOf(line(), backend);
        backend.join(draft.body(), line().flags().needs(), toString());
    }
}
