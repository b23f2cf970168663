package io.dockerkit.impl.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.transport.HttpProxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, read as Go's net/http and so the docker command reads them. */
class ProxyVariablesTest {
    private static @Nullable HttpProxy plain(String engine, Map<String, String> environment) {
        return ProxyVariables.proxyTo(HostAndPort.parse("t", engine), false, environment);
    }

    private static @Nullable HttpProxy tls(String engine, Map<String, String> environment) {
        return ProxyVariables.proxyTo(HostAndPort.parse("t", engine), true, environment);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128, proxy, 3128,",
        "proxy:3128, proxy, 3128,",
        "proxy, proxy, 80,",
        "HTTP://Proxy/, Proxy, 80,",
        "http://10.0.0.9:8080/path?x, 10.0.0.9, 8080,",
        "http://[fd00::9]:8080, fd00::9, 8080,",
        "http://user:secret@proxy:3128, proxy, 3128, user:secret",
        "user:secret@proxy:3128, proxy, 3128, user:secret",
        "http://user@proxy, proxy, 80, user:",
        "http://a%40b:p%3Aw+%25@proxy, proxy, 80, a@b:p:w+%",
        "http://user:p@ss@proxy:1, proxy, 1, user:p@ss"
    })
    void anAddressMayLackAllButItsHost(
            String value, String host, int port, @Nullable String login) {
        assertThat(plain("tcp://engine:2375", Map.of("HTTP_PROXY", value)))
                .isEqualTo(new HttpProxy("HTTP_PROXY", host, port, login));
    }

    @Test
    void tlsHasAVariableOfItsOwn() {
        Map<String, String> both = Map.of("HTTP_PROXY", "a:1", "HTTPS_PROXY", "b:2");
        assertThat(plain("tcp://engine:2375", both))
                .isEqualTo(new HttpProxy("HTTP_PROXY", "a", 1, null));
        assertThat(tls("tcp://engine:2376", both))
                .isEqualTo(new HttpProxy("HTTPS_PROXY", "b", 2, null));
        assertThat(tls("tcp://engine:2376", Map.of("HTTP_PROXY", "a:1"))).isNull();
        assertThat(plain("tcp://engine:2375", Map.of("HTTPS_PROXY", "a:1"))).isNull();
        assertThat(plain("tcp://engine:2375", Map.of("ALL_PROXY", "a:1"))).isNull();
    }

    @Test
    void capitalsGoBeforeSmallLettersUnlessEmpty() {
        assertThat(plain("tcp://e:1", Map.of("http_proxy", "small:1", "HTTP_PROXY", "large:1")))
                .isEqualTo(new HttpProxy("HTTP_PROXY", "large", 1, null));
        assertThat(plain("tcp://e:1", Map.of("http_proxy", "small:1", "HTTP_PROXY", "")))
                .isEqualTo(new HttpProxy("http_proxy", "small", 1, null));
        assertThat(
                        plain(
                                "tcp://e:1",
                                Map.of("http_proxy", "p:1", "no_proxy", "e", "NO_PROXY", "other")))
                .isNotNull();
        assertThat(plain("tcp://e:1", Map.of("http_proxy", "p:1", "no_proxy", "e"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:2375",
                "tcp://LOCALHOST:2375",
                "tcp://127.0.0.1:2375",
                "tcp://127.9.9.9:2375",
                "tcp://[::1]:2375"
            })
    void thisMachineIsReachedDirectly(String engine) {
        assertThat(plain(engine, Map.of("HTTP_PROXY", "proxy:1"))).isNull();
        assertThat(tls(engine, Map.of("HTTPS_PROXY", "proxy:1"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engine.example.com | example.com | true",
                "example.com | example.com | true",
                "EXAMPLE.com | Example.COM | true",
                "badexample.com | example.com | false",
                "example.com.org | example.com | false",
                "engine.example.com | .example.com | true",
                "example.com | .example.com | false",
                "engine.example.com | *.example.com | true",
                "example.com | *.example.com | false",
                "engine | a, engine ,b | true",
                "engine | a,,b | false",
                "engine | * | true",
                "10.1.2.3 | *,x | true",
                "engine | example.* | false",
                "engine | engine:2375 | true",
                "engine | engine:2376 | false",
                "sub.engine | engine:2375 | true",
                "engine | :2375 | false",
                "10.1.2.3 | 10.1.2.3 | true",
                "10.1.2.3 | 10.1.2.3:2375 | true",
                "10.1.2.3 | 10.1.2.3:80 | false",
                "10.1.2.30 | 10.1.2.3 | false",
                "10.1.2.3 | 10.0.0.0/8 | true",
                "11.1.2.3 | 10.0.0.0/8 | false",
                "10.1.2.3 | 10.1.2.2/31 | true",
                "10.1.2.4 | 10.1.2.2/31 | false",
                "10.1.2.3 | 0.0.0.0/0 | true",
                "10.1.2.3 | 10.0.0.0/33 | false",
                "10.1.2.3 | 10.0.0.0/x | false",
                "10.1.2.3 | 10.1 | false",
                "10.1.2.3 | 2.3 | true",
                "[fd00::1] | fd00::1 | true",
                "[fd00::1] | FD00:0:0::1 | true",
                "[fd00::1] | [fd00::1]:2375 | true",
                "[fd00::1] | [fd00::1]:1 | false",
                "[fd00::1] | fd00::/8 | true",
                "[fd00::1] | 10.0.0.0/8 | false",
                "[::ffff:10.1.2.3] | 10.1.2.3 | true",
                "engine | 10.0.0.0/8 | false",
                "bücher.example | xn--bcher-kva.example | true",
                "xn--bcher-kva.example | bücher.example | true"
            })
    void exceptionsAreDomainsAddressesAndRanges(String engine, String noProxy, boolean direct) {
        Map<String, String> environment = Map.of("HTTP_PROXY", "proxy:1", "NO_PROXY", noProxy);
        assertThat(plain("tcp://" + engine + ":2375", environment) == null).isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://u:hidden@proxy:1080, HTTP proxies only",
        "https://u:hidden@proxy:3129, HTTP proxies only",
        "http://u:hidden@, it is no address",
        "http://u:hidden@a b, it is no address",
        "http://u:hidden@proxy:99999, the port must be 1..65535",
        "http://u:hidden@proxy:0, the port must be 1..65535",
        "http://u:hidden%zz@proxy, write %25"
    })
    void whatIsNoHttpProxyIsRefusedWithoutItsPassword(String value, String reason) {
        assertThatThrownBy(() -> plain("tcp://engine:2375", Map.of("http_proxy", value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("for http_proxy: ")
                .hasMessageContaining(reason)
                .hasMessageContaining(
                        "accepted form: [http://]host[:port], a login in front of the host as user:password and @")
                .hasMessageContaining("NO_PROXY")
                .hasMessageNotContaining("hidden");
        assertThat(plain("tcp://localhost:2375", Map.of("http_proxy", value))).isNull();
    }

    @Test
    void aCgiProgramDoesNotTakeTheVariableFromItsRequest() {
        Map<String, String> cgi = Map.of("HTTP_PROXY", "evil:1", "REQUEST_METHOD", "GET");
        assertThatThrownBy(() -> plain("tcp://engine:2375", cgi))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("CGI");
    }
}
