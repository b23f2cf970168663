package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cases that are compared with docker compose.
 *
 * @param sources the files of cases, and how many each has
 * @param accepted where DockerKit differs on purpose: the case, and the reason
 */
record ComposeCases(Map<String, Integer> sources, Map<String, String> accepted) {
    /** Returns those in which DockerKit agrees with docker compose. */
    Stream<ComposeCase> agreeing() {
        return all().filter(one -> !accepted.containsKey(one.toString()));
    }

    /** Returns those in which DockerKit differs. */
    Stream<ComposeCase> differing() {
        return all().filter(one -> accepted.containsKey(one.toString()));
    }

    private Stream<ComposeCase> all() {
        return sources.keySet().stream()
                .sorted()
                .flatMap(source -> ComposeCase.read(source).stream());
    }

    /** Returns why DockerKit differs in a case. */
    String reason(ComposeCase one) {
        return accepted.getOrDefault(one.toString(), "");
    }

    void assertComplete() {
        Map<String, Integer> counted = new LinkedHashMap<>();
        all().forEach(one -> counted.merge(one.source(), 1, Integer::sum));
        assertThat(counted).containsExactlyInAnyOrderEntriesOf(sources);
        assertThat(differing().map(ComposeCase::toString))
                .containsExactlyInAnyOrderElementsOf(accepted.keySet());
    }
}
