package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "10.20.199.249"})
    void knowsIpv4(String address) {
        assertThat(Addresses.canonical(" " + address + " ")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.0.0.1",
                "01.2.3.4",
                "00.0.0.0",
                "1.2.3.-4",
                "1.2.3.4a",
                "1.2.3.\u0664",
                "1000.1.1.1",
                "99999999999.1.1.1"
            })
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> Addresses.canonical(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an IP address");
    }
}
