package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only BuildKit is told about a build: the options of {@code docker buildx build}. Applications do not meet it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param frontend the attributes of the frontend by BuildKit's names, such as {@code target} and {@code build-arg:NAME},
 *     but for {@code filename}, {@code context:NAME} and {@code cache-imports}
 * @param secrets the secrets of the steps
 * @param ssh the agents and keys of the steps
 * @param contexts the further contexts by their names: a directory of this machine, or an address with a scheme
 * @param cacheFrom the caches to read
 * @param cacheTo the caches to write
 * @param outputs where the result goes; empty for an image of the engine
 * @param platforms the platforms by the names that engines use; empty for the engine's own
 * @param attestations the attestations by their types, as CSV of {@code name=value}; null for one that is switched off
 * @param entitlements what the steps may do
 * @param exporterAttributes further attributes of the exporters, such as {@code annotation.KEY}
 * @param isPushed whether the image is pushed when it is built
 */
public record BuildKitOptions(
        Map<String, String> frontend,
        List<Secret> secrets,
        List<Ssh> ssh,
        Map<String, String> contexts,
        List<Cache> cacheFrom,
        List<Cache> cacheTo,
        List<Output> outputs,
        List<String> platforms,
        Map<String, @Nullable String> attestations,
        List<String> entitlements,
        Map<String, String> exporterAttributes,
        boolean isPushed) {
    /** Copies the collections, none of which may hold null but for the attestations. */
    public BuildKitOptions {
        frontend = copy("frontend", frontend);
        secrets = Checks.elements("secrets", secrets);
        ssh = Checks.elements("ssh", ssh);
        contexts = copy("contexts", contexts);
        cacheFrom = Checks.elements("cacheFrom", cacheFrom);
        cacheTo = Checks.elements("cacheTo", cacheTo);
        outputs = Checks.elements("outputs", outputs);
        platforms = Checks.elements("platforms", platforms);
        attestations =
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(Objects.requireNonNull(attestations, "attestations")));
        entitlements = Checks.elements("entitlements", entitlements);
        exporterAttributes = copy("exporterAttributes", exporterAttributes);
    }

    private static Map<String, String> copy(String parameter, Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries(parameter, map)));
    }

    /** Returns the options of a build that asks for nothing. */
    public static BuildKitOptions none() {
        return new BuildKitOptions(
                Map.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(),
                List.of(), Map.of(), List.of(), Map.of(), false);
    }

    /**
     * A secret of the steps: {@code --secret}.
     *
     * @param id the name that the Dockerfile knows it by
     * @param content what it holds
     */
    public record Secret(String id, StdinSource content) {
        /** Checks that nothing is null. */
        public Secret {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * An SSH agent or keys: {@code --ssh}.
     *
     * @param id the name that the Dockerfile knows it by, {@code default} if it names none
     * @param paths the agent's socket, or the files of keys; empty for the agent of {@code SSH_AUTH_SOCK}
     */
    public record Ssh(String id, List<String> paths) {
        /** Checks that nothing is null. */
        public Ssh {
            Objects.requireNonNull(id, "id");
            paths = Checks.elements("paths", paths);
        }
    }

    /**
     * A cache to read or write: {@code --cache-from}, {@code --cache-to}.
     *
     * @param type {@code registry}, {@code local}, {@code inline} or another that BuildKit knows
     * @param attributes the other fields, such as {@code ref} and {@code mode}
     */
    public record Cache(String type, Map<String, String> attributes) {
        /** Checks that nothing is null. */
        public Cache {
            Objects.requireNonNull(type, "type");
            attributes = copy("attributes", attributes);
        }
    }

    /**
     * Where a result goes: {@code --output}.
     *
     * @param type {@code local}, {@code tar}, {@code oci}, {@code docker}, {@code image} or another that BuildKit knows
     * @param destination the file or directory of this machine, {@code -} for the standard output, or the empty text
     * @param attributes the other fields, such as {@code name} and {@code push}
     */
    public record Output(String type, String destination, Map<String, String> attributes) {
        /** Checks that nothing is null. */
        public Output {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(destination, "destination");
            attributes = copy("attributes", attributes);
        }
    }
}
