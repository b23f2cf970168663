package io.dockerkit.impl.config;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which context is the current one: by the environment, or else by config.json. Thread-safe. */
final class CurrentContext {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final String KEY = "currentContext";

    private final ConfigFile config;
    private final Map<String, String> environment;

    CurrentContext(ConfigFile config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    /** Returns its name. */
    String name() {
        if (!variable("DOCKER_HOST").isEmpty()) {
            return DefaultContext.NAME;
        }
        String chosen = variable("DOCKER_CONTEXT");
        if (chosen.isEmpty()) {
            chosen = configured();
        }
        return chosen.isEmpty() ? DefaultContext.NAME : chosen;
    }

    /** Returns whether config.json names it, whatever the environment says. */
    boolean isConfigured(String name) {
        return name.equals(configured());
    }

    private String configured() {
        return config.readOrWarn().path(KEY).asText("");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** Writes it into config.json, and warns if the environment names another engine. */
    void use(String name) {
        if (name.equals(DefaultContext.NAME)) {
            forget();
        } else {
            config.change(file -> file.put(KEY, name));
        }
        for (String variable : List.of("DOCKER_HOST", "DOCKER_CONTEXT")) {
            if (!variable(variable).isEmpty()) {
                LOG.warn(
                        "the docker context \"{}\" is the current one of the docker configuration, but {} names another"
                                + " engine; unset it",
                        name,
                        variable);
                return;
            }
        }
    }

    /** Leaves config.json without one, which stands for {@code default}. */
    void forget() {
        config.change(file -> file.remove(KEY));
    }
}
