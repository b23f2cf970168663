package io.dockerkit.compose.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The label of dependencies, as docker compose reads it. */
class DependencyTest {
    @Test
    void theLabelNamesConditionAndRestartOfEach() {
        assertThat(Dependency.parse("db:service_healthy:false,cache:service_started:true"))
                .containsExactly(
                        Map.entry("db", new Dependency(Dependency.HEALTHY, false, true)),
                        Map.entry("cache", new Dependency(Dependency.STARTED, true, true)));
    }

    @Test
    void olderLabelsNameTheServicesOnly() {
        Dependency usual = new Dependency(Dependency.RUNNING_OR_HEALTHY, true, true);
        assertThat(Dependency.parse("db,cache"))
                .containsExactly(Map.entry("db", usual), Map.entry("cache", usual));
        assertThat(Dependency.parse("db:service_completed_successfully"))
                .containsExactly(Map.entry("db", new Dependency(Dependency.COMPLETED, true, true)));
    }

    @Test
    void restartIsReadAsGoReadsBooleans() {
        assertThat(Dependency.parse("a:c:1,b:c:t,c:c:TRUE,d:c:0,e:c:yes,f:c:").values())
                .extracting(Dependency::restart)
                .containsExactly(true, true, true, false, false, false);
    }

    @Test
    void anEmptyLabelNamesNothing() {
        assertThat(Dependency.parse("")).isEmpty();
    }
}
