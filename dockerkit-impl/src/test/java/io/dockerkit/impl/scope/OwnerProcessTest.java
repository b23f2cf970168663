package io.dockerkit.impl.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerProcessTest {
    private static OwnerProcess self() {
        return OwnerProcess.ofThisProgram().orElseThrow();
    }

    @Test
    void thisProgramLives() {
        assertThat(self().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self().hasEnded()).isFalse();
        assertThat(self()).isEqualTo(self());
    }

    @Test
    void aPidThatAnotherProcessGotLaterIsNotTheOwner() {
        OwnerProcess self = self();
        OwnerProcess before =
                new OwnerProcess(self.host(), self.user(), self.pid(), self.start() - 1);
        assertThat(before.hasEnded()).isTrue();
        assertThat(before.isNeighbourOf(self)).isTrue();
    }

    @Test
    void aProcessThatIsGoneHasEnded() throws Exception {
        Process shortLived = new ProcessBuilder("true").start();
        shortLived.waitFor();
        OwnerProcess self = self();
        assertThat(
                        new OwnerProcess(self.host(), self.user(), shortLived.pid(), self.start())
                                .hasEnded())
                .isTrue();
    }

    @Test
    void neighboursHaveHostAndUserInCommon() {
        OwnerProcess self = self();
        assertThat(new OwnerProcess("other", self.user(), 1, 1).isNeighbourOf(self)).isFalse();
        assertThat(new OwnerProcess(self.host(), "other", 1, 1).isNeighbourOf(self)).isFalse();
    }

    @Test
    void theLabelsSayWhoTheOwnerIs() {
        Map<String, String> labels = OwnerLabels.of("a-scope", "a-proof");
        assertThat(labels).hasSize(7).containsEntry("io.dockerkit.scope", "a-scope");
        assertThat(OwnerLabels.read(labels)).contains(self());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".owner", ".host", ".user", ".pid", ".start"})
    void withoutOneOfThemTheySayNothing(String missing) {
        Map<String, String> labels = new HashMap<>(OwnerLabels.of("a-scope", "a-proof"));
        assertThat(labels.remove("io.dockerkit.scope" + missing)).isNotNull();
        assertThat(OwnerLabels.read(labels)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ".pid, x",
        ".pid, 0",
        ".pid, -1",
        ".start, 0",
        ".start, 1.5",
        ".host, ''",
        ".user, ' '"
    })
    void withSomethingElseInThemTheySayNothing(String label, String value) {
        Map<String, String> labels = new HashMap<>(OwnerLabels.of("a-scope", "a-proof"));
        labels.put("io.dockerkit.scope" + label, value);
        assertThat(OwnerLabels.read(labels)).isEmpty();
    }
}
