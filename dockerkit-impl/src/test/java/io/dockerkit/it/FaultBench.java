package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.lab.Fault;
import io.dockerkit.lab.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One client behind a proxy that breaks its calls, and another straight to the engine that looks what came of them. */
final class FaultBench implements AutoCloseable {
    /** What a call may take beyond its deadline: a look for what a lost answer made, and a busy machine. */
    static final Duration SLACK = Duration.ofSeconds(8);

    final FaultyProxy proxy;
    final Docker direct = Docker.connect();
    private final Docker base;
    private final Docker faulty;
    private final Duration deadline;
    private final Tally tally;
    private final Container subject;
    private final Container asked;

    FaultBench(boolean tcp, Duration deadline, Tally tally) {
        this.deadline = deadline;
        this.tally = tally;
        this.proxy = tcp ? FaultyProxy.onPort(direct.host()) : FaultyProxy.onSocket(direct.host());
        this.base = Docker.connect(proxy.address());
        this.faulty = base.withTimeout(deadline);
        this.subject = FaultedCall.subject(direct);
        // with the faulty client's own handle; the version is agreed upon before anything breaks
        this.asked = faulty.containers().get(subject.id());
    }

    /**
     * Makes the call with the fault, and holds what must hold whatever happens: a right answer or a typed error in time, and
     * nothing made twice, or left behind without a word.
     *
     * @return the error, or null for the right answer
     */
    RuntimeException strike(FaultedCall call, String exchange, Fault fault) {
        String name = Witness.unique("fault");
        proxy.clear();
        proxy.next(exchange, fault);
        long start = System.nanoTime();
        RuntimeException error = null;
        try {
            call.make(faulty, asked, name, deadline);
        } catch (DockerException | FaultedCall.CleanCut typed) {
            error = typed;
        } catch (AssertionError wrong) {
            throw new AssertionError(
                    "a wrong answer: "
                            + call
                            + " "
                            + exchange
                            + " "
                            + fault
                            + " struck: "
                            + proxy.struck(),
                    wrong);
        }
        String what = call + " " + exchange + " " + fault + ": " + error;
        assertThat(System.nanoTime() - start).as(what).isLessThan(deadline.plus(SLACK).toNanos());
        lookAtWhatIsThere(call, name, error, what);
        if (proxy.struck()) {
            tally.add(call.name(), fault.kind().name(), error);
        }
        return error;
    }

    private void lookAtWhatIsThere(
            FaultedCall call, String name, RuntimeException error, String what) {
        switch (call) {
            case CREATE, RUN -> lookAtContainers(call, name, error, what);
            case VOLUME_CREATE -> {
                assertThat(proxy.requests("POST \\S+/volumes/create")).as(what).isOne();
                boolean there =
                        direct.volumes().list().stream().anyMatch(v -> v.name().equals(name));
                assertThat(there || error != null).as(what).isTrue();
                if (there) {
                    direct.volumes().get(name).remove();
                }
            }
            case NETWORK_CREATE -> {
                assertThat(proxy.requests("POST \\S+/networks/create")).as(what).isOne();
                long there =
                        direct.networks().list().stream()
                                .filter(n -> n.name().equals(name))
                                .count();
                assertThat(there).as(what).isBetween(error == null ? 1L : 0L, 1L);
                if (there > 0) {
                    direct.networks().get(name).remove();
                }
            }
            case WRITE_FILE -> {
                if (error == null) {
                    assertThat(direct.containers().get(subject.id()).readString("/" + name))
                            .isEqualTo("text of " + name);
                }
            }
            default -> {
                // makes nothing
            }
        }
    }

    private void lookAtContainers(
            FaultedCall call, String name, RuntimeException error, String what) {
        assertThat(proxy.requests("POST \\S+/containers/create")).as(what).isLessThanOrEqualTo(1);
        boolean told =
                (error instanceof DockerUnavailableException lost && lost.mayHaveBeenCarriedOut())
                        || error instanceof io.dockerkit.DockerTimeoutException;
        if (call == FaultedCall.RUN && !told) {
            within(5_000, () -> named(name).isEmpty(), what + ": the container is left");
        }
        List<ContainerSummary> there = named(name);
        assertThat(there).as(what).hasSizeLessThanOrEqualTo(1);
        if (call == FaultedCall.CREATE && error == null) {
            assertThat(there).as(what).hasSize(1);
        }
        assertThat(there.isEmpty() || error == null || told).as(what + " is left, untold").isTrue();
        // one of a run that was ended may be removed in the background, too
        there.forEach(
                c ->
                        direct.containers()
                                .find(c.id())
                                .ifPresent(left -> left.remove(options -> options.force())));
    }

    private List<ContainerSummary> named(String name) {
        return direct.containers().query().all().label(KEY, SESSION).list().stream()
                .filter(c -> c.name().equals(name))
                .toList();
    }

    static void within(long millis, BooleanSupplier holds, String what) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    /** After all faults the same client works; closed, it has no connection and no thread. */
    @Override
    public void close() {
        try (proxy;
                direct) {
            proxy.clear();
            assertThat(base.engine().ping().apiVersion()).isNotEmpty();
            assertThat(asked.inspect().state().running()).isTrue();
            base.close();
            within(5_000, () -> proxy.connections() == 0, "connections are left");
        }
    }
}
