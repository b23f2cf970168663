package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idle connections that cost a process end by themselves. */
@Timeout(20)
class IdleExpiryTest {
    private final ScriptedLink link = new ScriptedLink(false, List.of());

    private ConnectionPool pool(long millis) {
        return ConnectionPool.expiring(() -> link, 4, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void anIdleConnectionEndsAfterItsTime() throws Exception {
        ConnectionPool pool = pool(50);
        Connection connection = pool.create();
        connection.begin();
        connection.release();
        assertThat(pool.idleCount()).isEqualTo(1);
        while (!link.closed() || pool.idleCount() > 0) {
            Thread.onSpinWait();
        }
        assertThat(pool.takeIdle()).isNull();
    }

    @Test
    void oneThatIsUsedAgainGoesOn() throws Exception {
        ConnectionPool pool = pool(100);
        Connection connection = pool.create();
        connection.begin();
        connection.release();
        assertThat(pool.takeIdle()).isSameAs(connection);
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
        while (System.nanoTime() < later) {
            Thread.onSpinWait();
        }
        assertThat(link.closed()).isFalse();
        assertThat(connection.ended()).isNull();
    }

    @Test
    void anIdleConnectionThatCostsNothingStays() throws Exception {
        ConnectionPool pool = new ConnectionPool(() -> link, 4);
        Connection connection = pool.create();
        connection.begin();
        connection.release();
        assertThat(pool.expiry()).isZero();
        assertThat(pool.takeIdle()).isSameAs(connection);
    }
}
