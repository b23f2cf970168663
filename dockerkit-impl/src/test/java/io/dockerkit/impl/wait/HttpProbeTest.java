package io.dockerkit.impl.wait;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dockerkit.container.Port;
import io.dockerkit.spi.HttpExpectation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpProbeTest {
    @Test
    void anHttpWaitDoesNotGoThroughTheProxyOfTheJvm() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        int port = server.getAddress().getPort();
        ProxySelector usual = ProxySelector.getDefault();
        AtomicInteger asked = new AtomicInteger();
        ProxySelector.setDefault(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        if (uri.getPort() != port) {
                            return usual.select(uri);
                        }
                        asked.incrementAndGet();
                        return List.of(
                                new Proxy(
                                        Proxy.Type.HTTP,
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), 1)));
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                        usual.connectFailed(uri, address, failure);
                    }
                });
        try {
            Observation seen =
                    new HttpProbe(Port.tcp(80), "/", new HttpExpectation(204, "", Map.of()))
                            .ask(server.getAddress(), Duration.ofSeconds(10));
            assertThat(seen).isSameAs(Observation.READY);
            assertThat(asked).hasValue(0);
        } finally {
            ProxySelector.setDefault(usual);
            server.stop(0);
        }
    }
}
