package io.dockerkit.buildkit.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InternalMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallHeadersTest {
    /** Headers as they come over the wire: a name, a value, a name, a value. */
    private static CallHeaders headers(String... namesAndValues) {
        return new CallHeaders(
                InternalMetadata.newMetadata(
                        Arrays.stream(namesAndValues)
                                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                                .toArray(byte[][]::new)));
    }

    @Test
    void anOlderEngineSendsNamesOfFilesAsUtf8() {
        CallHeaders headers =
                headers("followpaths", "ü.txt", "followpaths", "漢字/*", "followpaths", "a%20b");
        assertThat(headers.all("followpaths")).isEqualTo(List.of("ü.txt", "漢字/*", "a%20b"));
    }

    @Test
    void aNewerEngineEncodesThemAndSaysSo() {
        CallHeaders headers = headers("followpaths", "%C3%BC+x.txt", "followpaths-encoded", "1");
        assertThat(headers.all("followpaths")).containsExactly("ü x.txt");
    }

    @Test
    void aHeaderThatIsMissingHasNoValues() {
        assertThat(headers().all("followpaths")).isEmpty();
        assertThat(headers().first("dir-name")).isEmpty();
    }
}
