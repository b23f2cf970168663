package io.dockerkit.impl.swarm;

import java.util.List;

/** The states of tasks in their order. Stateless and thread-safe. */
final class TaskStates {
    private static final List<String> ORDER =
            List.of(
                    "",
                    "new",
                    "allocated",
                    "pending",
                    "assigned",
                    "accepted",
                    "preparing",
                    "ready",
                    "starting",
                    "running",
                    "complete",
                    "shutdown",
                    "failed",
                    "rejected");

    private TaskStates() {}

    /** Returns the number of a state; 0 for one that does not count when a service converges. */
    static int number(String state) {
        return Math.max(0, ORDER.indexOf(state));
    }

    /** Returns whether a task in the state has ended. */
    static boolean isTerminal(String state) {
        return number(state) > number("running")
                || state.equals("remove")
                || state.equals("orphaned");
    }
}
