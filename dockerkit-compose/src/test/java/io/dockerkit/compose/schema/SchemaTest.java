package io.dockerkit.compose.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key, a form of a value or a rule is there from its version on, or until another one. */
class SchemaTest {
    private static void check(int minor, String file) throws Exception {
        Schema.of("3." + minor).orElseThrow().check(YamlReader.read("shop.yaml", file));
    }

    private static String web(String rest) {
        return "{version: '3.0', services: {web: {image: x, " + rest + "}}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | secrets: [pw]",
                "2  | ports: [{target: 80, published: 8080}]",
                "2  | volumes: [{type: volume, source: data, target: /data}]",
                "2  | volumes: ['data:/data', 'data:/data']",
                "3  | configs: [nginx]",
                "4  | build: {context: ., target: prod}",
                "4  | healthcheck: {start_period: 5s}",
                "5  | deploy: {resources: {reservations: {generic_resources: []}}}",
                "6  | volumes: [{type: tmpfs, target: /tmp, tmpfs: {size: 64}}]",
                "7  | init: true",
                "7  | x-team: red",
                "8  | credential_spec: {config: spec}",
                "9  | deploy: {resources: {limits: {pids: 9}}}",
                "11 | build: {context: ., secrets: [pw]}",
                "12 | healthcheck: {start_interval: 1s}",
                "13 | oom_score_adj: 5",
                "13 | networks: {back: {driver_opts: {mtu: 1400}}}"
            })
    void whatALaterVersionBroughtIsRefusedBefore(int since, String line) throws Exception {
        check(since, web(line));
        check(Schema.LATEST, web(line));
        assertThatThrownBy(() -> check(since - 1, web(line)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web")
                .hasMessageContaining("shop.yaml, line 1");
    }

    @Test
    void theVersionMayBeLeftOutFromVersion10On() throws Exception {
        check(10, "services: {}");
        assertThatThrownBy(() -> check(9, "services: {}"))
                .hasMessageContaining("the key version is missing");
    }

    @Test
    void otherVersionsAreUnknown() {
        assertThat(Schema.of("3.0")).isPresent();
        assertThat(Schema.of("3.13")).isPresent();
        assertThat(Schema.of("3.14")).isEmpty();
        assertThat(Schema.of("2.4")).isEmpty();
        assertThat(Schema.of("3.01")).isEmpty();
    }
}
