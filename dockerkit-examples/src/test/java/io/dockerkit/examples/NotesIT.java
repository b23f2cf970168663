package io.dockerkit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each scenario of the notes plays to its end, tells what it did, and leaves nothing. */
class NotesIT {
    private static final String OTHER = "io.dockerkit.other";

    /** What does not carry the label of the scenarios, and so outlives each of them. */
    private static Container other;

    @BeforeAll
    static void startAnother() {
        other = Containers.run("ubuntu").label(OTHER).interactive().detached().start();
    }

    @AfterAll
    static void removeTheOther() {
        other.remove(options -> options.force());
    }

    @TestFactory
    Stream<DynamicTest> scenario() {
        return Notes.SCENARIOS.stream()
                .filter(one -> !(one instanceof SwarmService))
                .map(one -> DynamicTest.dynamicTest(Notes.name(one), () -> play(one)));
    }

    /** A swarm is of the whole engine. */
    @Test
    @Tag("exclusive")
    void theScenarioOfASwarm() {
        boolean isInactive = Engine.info().at("/Swarm/LocalNodeState").text().equals("inactive");
        play(new SwarmService());
        if (isInactive) {
            assertThat(Engine.info().at("/Swarm/LocalNodeState").text()).isEqualTo("inactive");
            assertThat(Networks.find("ingress")).isEmpty();
        }
    }

    private static void play(Scenario scenario) {
        String transcript = transcript(scenario, 0);
        assertThat(transcript).contains("  $ docker ").contains("  > ").contains("  + ");
        assertThat(transcript)
                .containsPattern("(?m)^    .*;$")
                .doesNotContain("FAILED")
                .doesNotContain("t.docker(");
        assertOnlyWhatIsLabelledIsGone();
    }

    private static String transcript(Scenario scenario, int failures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Notes.play(List.of(scenario), new PrintStream(out, true, UTF_8)))
                .as("failures of %s:%n%s", Notes.name(scenario), out.toString(UTF_8))
                .isEqualTo(failures);
        return out.toString(UTF_8);
    }

    private static void assertOnlyWhatIsLabelledIsGone() {
        assertThat(Containers.query().all().label(Demo.LABEL).list()).isEmpty();
        assertThat(Networks.query().label(Demo.LABEL).list()).isEmpty();
        assertThat(Volumes.query().label(Demo.LABEL).list()).isEmpty();
        assertThat(Images.query().label(Demo.LABEL).list()).isEmpty();
        assertThat(other.inspect().state().running())
                .as("a container without the label keeps running")
                .isTrue();
    }

    @Test
    void aScenarioThatFailsHalfWayIsCountedAndLeavesNothing() {
        String transcript = transcript(new FailsHalfWay(), 1);
        assertThat(transcript).contains("FAILED").contains("not so: two and two are five");
        assertOnlyWhatIsLabelledIsGone();
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Containers.run("ubuntu").port(123456, 80))
                .hasMessageContaining("123456");
        assertThat(Demo.port()).isBetween(0, 65535);
    }

    private static final class FailsHalfWay implements Scenario {
        @Override
        public String title() {
            return "it fails";
        }

        @Override
        public void play(Transcript t) {
            Networks.create("demoFails").label(Demo.LABEL).execute();
            Volumes.create("demo_fails").label(Demo.LABEL).execute();
            Containers.run("ubuntu")
                    .label(Demo.LABEL)
                    .network("demoFails")
                    .interactive()
                    .detached()
                    .start();
            t.check("two and two are five", 2 + 2 == 5);
        }
    }
}
