package io.dockerkit.impl.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.transport.TlsMaterial;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each scheme has its kind of address, which alone knows what that scheme means. */
class EngineAddressTest {
    private static TlsMaterial tls(String address) {
        return new TlsMaterial() {
            @Override
            public SSLContext context() {
                throw new AssertionError("nothing is connected");
            }

            @Override
            public boolean verified() {
                return true;
            }

            @Override
            public boolean hasClientCertificate() {
                return false;
            }

            @Override
            public String place() {
                return address;
            }
        };
    }

    private static EngineAddress of(String text, @Nullable Function<String, TlsMaterial> tls) {
        return EngineAddress.of("argument", text, tls);
    }

    @Test
    void eachSchemeHasItsKindOfAddress() {
        assertThat(of("unix:///run/docker.sock", null))
                .isEqualTo(new UnixAddress(Path.of("/run/docker.sock")));
        assertThat(of("tcp://engine", null))
                .isEqualTo(new TcpAddress(new HostAndPort("engine", 2375, "")));
        assertThat(of("ssh://me@engine:22/run/docker.sock", null))
                .isEqualTo(
                        new SshAddress(
                                "ssh://me@engine:22/run/docker.sock",
                                "me",
                                "engine",
                                "22",
                                "/run/docker.sock"));
        assertThat(of("npipe:////./pipe/docker_engine", null))
                .isInstanceOf(NamedPipeAddress.class)
                .hasToString("npipe:////./pipe/docker_engine");
    }

    @Test
    void aTcpAddressWithCertificatesIsOneWithTlsWhichHasAnotherUsualPort() {
        EngineAddress address = of("tcp://engine/prefix", EngineAddressTest::tls);
        assertThat(address).isInstanceOf(TlsAddress.class).hasToString("tcp://engine:2376/prefix");
        assertThat(((TlsAddress) address).tls().place()).isEqualTo("tcp://engine:2376/prefix");
    }

    @Test
    void onlyAUnixAddressHasASocketAndOnlyOthersHaveAHost() {
        assertThat(of("unix:///run/docker.sock", null).socket())
                .contains(Path.of("/run/docker.sock"));
        assertThat(of("unix:///run/docker.sock", null).hostName(Map.of())).isEmpty();
        assertThat(of("tcp://[::1]:1", null).hostName(Map.of())).contains("::1");
        assertThat(of("tcp://a:1", EngineAddressTest::tls).hostName(Map.of())).contains("a");
        // there is no ssh to ask
        assertThat(of("ssh://alias", null).hostName(Map.of())).contains("alias");
        assertThat(of("ssh://alias", null).socket()).isEmpty();
        assertThat(of("npipe:////./pipe/docker_engine", null).hostName(Map.of())).isEmpty();
    }

    @Test
    void anUnknownSchemeIsRefusedWithTheFormsOfAllKnownOnes() {
        assertThatThrownBy(() -> of("vsock://2:1", null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the scheme vsock is not supported")
                .hasMessageEndingWith(
                        "accepted form: unix:///path, tcp://host[:port][/prefix],"
                                + " ssh://[user@]host[:port][/path] or npipe:////./pipe/name");
    }

    @Test
    void sshIsCalledAsTheCliCallsIt() {
        assertThat(ssh("ssh://host")).isEqualTo("ssh host docker system dial-stdio");
        assertThat(ssh("ssh://me@my_host:2222/"))
                .isEqualTo("ssh -l me -p 2222 my_host docker system dial-stdio");
        assertThat(ssh("ssh://a%40b@[::1]:22/run/user/1/docker.sock"))
                .isEqualTo(
                        "ssh -l a@b -p 22 ::1 docker --host=unix:///run/user/1/docker.sock system"
                                + " dial-stdio");
        assertThat(ssh("ssh://host/a%20b;c"))
                .isEqualTo("ssh host docker '--host=unix:///a b;c' system dial-stdio");
    }

    private static String ssh(String address) {
        return ((SshAddress) EngineAddress.of("argument", address, null))
                .command(Map.of())
                .toString();
    }
}
