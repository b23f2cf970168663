package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.InUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.compose.containers.NetworkRemoval.Outcome;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.spi.Removed;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The removal of a network whose containers were just removed. */
class NetworkRemovalTest {
    private final NetworkRemoval removal =
            new NetworkRemoval(
                    ProjectResources.of(Docker.getDefault(), "shop", null),
                    new KnownResource("default", "shop_default", false),
                    Set.of("a"));
    private int calls;

    /** A network with these containers, whose removal fails so often. */
    private Network network(int failures, boolean exists, String... containers) {
        return (Network)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Network.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "inspect":
                                    return details(containers);
                                case "remove":
                                    calls++;
                                    if (calls <= failures) {
                                        throw new InUseException("used", 403, "used", null, List.of());
                                    }
                                    return Removed.of(exists, "shop_default");
                                default:
                                    throw new UnsupportedOperationException(method.getName());
                            }
                        });
    }

    private NetworkDetails details(String... containers) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String container : containers) {
            members.put(container, new Object());
        }
        return (NetworkDetails)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {NetworkDetails.class},
                        (proxy, method, arguments) -> members);
    }

    @Test
    void itIsTriedAgainWhileEndpointsVanish() {
        assertThat(removal.remove(network(2, true, "a"))).isEqualTo(Outcome.REMOVED);
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void anotherContainerKeepsIt() {
        assertThat(removal.remove(network(0, true, "a", "b"))).isEqualTo(Outcome.IN_USE);
        assertThat(calls).isZero();
    }

    @Test
    void oneThatIsGoneIsNoError() {
        assertThat(removal.remove(network(0, false))).isEqualTo(Outcome.GONE);
        Network gone =
                (Network)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Network.class},
                                (proxy, method, arguments) -> {
                                    throw new NotFoundException("gone", 404, "gone", null);
                                });
        assertThat(removal.remove(gone)).isEqualTo(Outcome.GONE);
    }
}
