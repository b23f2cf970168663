package io.dockerkit.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the ssh agent's protocol a step of a build may use. */
class AgentRequestsTest {
    private static final byte[] LIST = {0, 0, 0, 1, 11};
    private static final byte[] SIGN = {0, 0, 0, 3, 13, 1, 2};
    private static final byte[] ADD = {0, 0, 0, 2, 17, 9};

    @Test
    void requestsAreTakenApartHoweverTheyCome() throws IOException {
        AgentRequests requests = new AgentRequests();
        assertThat(requests.next()).isNull();
        for (byte[] whole : List.of(LIST, SIGN, ADD)) {
            for (byte one : whole) {
                assertThat(requests.next()).isNull();
                requests.add(new byte[] {one});
            }
            assertThat(requests.next()).isEqualTo(whole);
        }
        byte[] together = new byte[LIST.length + SIGN.length];
        System.arraycopy(LIST, 0, together, 0, LIST.length);
        System.arraycopy(SIGN, 0, together, LIST.length, SIGN.length);
        requests.add(together);
        assertThat(requests.next()).isEqualTo(LIST);
        assertThat(requests.next()).isEqualTo(SIGN);
        assertThat(requests.next()).isNull();
    }

    @Test
    void keysAreListedAndUsedAndNothingIsChanged() {
        assertThat(AgentRequests.isAllowed(LIST)).isTrue();
        assertThat(AgentRequests.isAllowed(SIGN)).isTrue();
        for (int type : new int[] {17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 0, 255}) {
            assertThat(AgentRequests.isAllowed(new byte[] {0, 0, 0, 1, (byte) type})).isFalse();
        }
    }

    @Test
    void aRequestThatIsEmptyOrTooLongEndsTheConnection() {
        for (byte[] wrong :
                List.of(
                        new byte[] {0, 0, 0, 0},
                        new byte[] {-1, -1, -1, -1},
                        new byte[] {0, 4, 0, 1})) {
            AgentRequests requests = new AgentRequests();
            requests.add(wrong);
            assertThatThrownBy(requests::next).isInstanceOf(IOException.class);
        }
    }
}
