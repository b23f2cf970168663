package io.dockerkit.junit;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether a Docker engine answers, asked once in a run. Thread-safe. */
final class EngineAnswers implements ExecutionCondition {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(EngineAnswers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent(HERE, key -> look(), ConditionEvaluationResult.class);
    }

    private static ConditionEvaluationResult look() {
        try (Docker docker = Docker.connect()) {
            docker.engine().ping();
            return enabled("a Docker engine answers at " + docker.host());
        } catch (DockerException none) {
            return disabled("no Docker engine answers:\n" + Docker.diagnose());
        }
    }
}
