package io.dockerkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "182.1.0.1/16, 182.1.0.0/16",
        "182.0.1.1/16, 182.0.0.0/16",
        "10.1.2.3/32, 10.1.2.3/32",
        "10.1.2.3/0, 0.0.0.0/0",
        "10.1.2.255/25, 10.1.2.128/25",
        "2001:db8::1/64, 2001:db8::/64"
    })
    void hostBitsAreCleared(String text, String masked) {
        assertThat(Subnet.masked("--subnet", text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, the prefix length is missing",
        "1.2.3.4, the prefix length is missing",
        "1.2.3/8, not an IP address",
        "1.2.3.400/8, not an IP address",
        "example.org/8, not an IP address",
        "1.2.3.4/33, the prefix length must be 0..32",
        "1.2.3.4/x, the prefix length is not a number",
        "1.2.3.4/+8, the prefix length is not a number",
        "1.2.3.4/\u0662\u0664, the prefix length is not a number",
        "1.2.3.4/99999999999, the prefix length must be 0..32",
        "::1/129, the prefix length must be 0..128"
    })
    void whatIsNoSubnetIsRefusedWithTheReasonAndTheForm(String text, String reason) {
        assertThatThrownBy(() -> Subnet.masked("--subnet", text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value \"" + text + "\" for --subnet: " + reason)
                .hasMessageContaining("accepted form: address/prefix");
    }
}
