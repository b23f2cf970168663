package io.dockerkit.compose.containers;

import io.dockerkit.container.ContainerSummary;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Containers as an engine lists them, without an engine. */
final class Summaries {
    private Summaries() {}

    /** Returns a container of a service; its labels are those of docker compose and {@code more}. */
    static Member of(String service, String number, String state, Map<String, String> more) {
        Map<String, String> labels = new HashMap<>();
        labels.put(ComposeLabels.PROJECT, "shop");
        labels.put(ComposeLabels.SERVICE, service);
        labels.put(ComposeLabels.CONTAINER_NUMBER, number);
        labels.put(ComposeLabels.ONE_OFF, "False");
        labels.putAll(more);
        return member("shop-" + service + "-" + number, state, labels);
    }

    /** Returns a container with these labels only. */
    static Member member(String name, String state, Map<String, String> labels) {
        Map<String, Object> answers =
                Map.of(
                        "id", "0123456789abcdef0123456789abcdef",
                        "shortId", "0123456789ab",
                        "name", name,
                        "state", state,
                        "image", "image-of-" + name,
                        "labels", labels);
        return new Member(
                (ContainerSummary)
                        Proxy.newProxyInstance(
                                Summaries.class.getClassLoader(),
                                new Class<?>[] {ContainerSummary.class},
                                (proxy, method, arguments) -> {
                                    Object answer = answers.get(method.getName());
                                    if (answer == null) {
                                        throw new UnsupportedOperationException(method.getName());
                                    }
                                    return answer;
                                }));
    }
}
