package io.dockerkit.compose.containers;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import java.util.Map;
import java.util.Objects;

/**
 * A container of a project, as its labels describe it. Immutable and thread-safe.
 *
 * @param summary what {@code docker ps} reports about it
 */
public record Member(ContainerSummary summary) {
    /** Checks that nothing is null. */
    public Member {
        Objects.requireNonNull(summary, "summary");
    }

    /** Returns the value of a label, or "". */
    public String label(String key) {
        return labels().getOrDefault(key, "");
    }

    /** Returns the labels. */
    public Map<String, String> labels() {
        return summary.labels();
    }

    /** Returns its name, or the beginning of its id while it is being removed and has none. */
    public String name() {
        return summary.name().isEmpty() ? summary.shortId() : summary.name();
    }

    /** Returns the name of its service; its own name if the label is missing, as docker compose does. */
    public String service() {
        return labels().getOrDefault(ComposeLabels.SERVICE, name());
    }

    /** Returns its number in the service; 0 if the label is missing or no number. */
    public int number() {
        return ComposeLabels.number(label(ComposeLabels.CONTAINER_NUMBER));
    }

    /** Returns whether {@code run} created it. */
    public boolean oneOff() {
        return label(ComposeLabels.ONE_OFF).equals("True");
    }

    /** Returns whether it is in this state, {@code running} for instance. */
    public boolean is(String state) {
        return summary.state().equals(state);
    }

    /** Returns its name without that of the project, unless the files give it a name of its own: {@code web-1}. */
    public String prefix() {
        return ComposeLabels.prefix(labels(), name());
    }

    /** Returns the handle. */
    public Container handle() {
        return summary.container();
    }
}
