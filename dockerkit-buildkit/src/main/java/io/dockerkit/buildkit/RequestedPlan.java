package io.dockerkit.buildkit;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.layout.LayoutResult;
import io.dockerkit.buildkit.session.Offer;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes the plan of what a request asks for, as {@code docker buildx build} does with an engine's own BuildKit. All that can be
 * found wrong on this machine is found here, before the engine is asked for anything. For one plan.
 */
final class RequestedPlan {
    private static final int LARGEST_SECRET = 500 * 1024;
    private static final String ARGUMENT = "build-arg:";
    private static final String HOST_NETWORK = "network.host";
    private static final String NO_ATTESTATIONS = "BUILDX_NO_DEFAULT_ATTESTATIONS";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    private final BuildRequest request;
    private final BuildKitOptions options;
    private final BuildEngine engine;
    private final Map<String, String> environment;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<String> needsContainerd = new ArrayList<>();

    RequestedPlan(BuildRequest request, BuildEngine engine) {
        this(request, engine, System.getenv());
    }

    /** Makes the plan of a user with other environment variables. */
    RequestedPlan(BuildRequest request, BuildEngine engine, Map<String, String> environment) {
        this.environment = environment;
        this.request = request;
        this.options = request.buildKit();
        this.engine = engine;
    }

    BuildPlan plan() {
        attributes.putAll(options.frontend());
        attributes.putIfAbsent("image-resolve-mode", "local");
        proxies();
        platform();
        attestations();
        RequestedCaches caches = caches();
        String frontend = frontend();
        RequestedOutputs outputs = new RequestedOutputs(request);
        needsContainerd.addAll(outputs.needsContainerd());
        Map<String, Supplier<byte[]>> secrets = secrets();
        Map<String, Path> agents = agents();
        RequestedFiles files = new RequestedFiles(request);
        attributes.putAll(files.attributes());
        needsContainerd.addAll(files.needsContainerd());
        Map<String, ImageLayout> layouts = new HashMap<>(caches.layouts());
        layouts.putAll(files.layouts());
        layouts.putAll(outputs.layouts());
        List<LayoutResult> written = new ArrayList<>(caches.results());
        written.addAll(outputs.layoutResults());
        return new BuildPlan(
                request.source().shown(),
                files.sharedKey(),
                frontend,
                attributes,
                outputs.exports(),
                caches.imports(),
                caches.exports(),
                entitlements(),
                needsContainerd,
                isProvenanceUsual(),
                new Offer(
                        files.trees(),
                        files.archives(),
                        secrets,
                        agents,
                        engine::login,
                        outputs.outputs(),
                        layouts),
                written,
                request.timeout());
    }

    /** An argument that the request has is left as it is. */
    private void proxies() {
        engine.proxies()
                .forEach(
                        (name, value) -> {
                            boolean given =
                                    attributes.keySet().stream()
                                            .anyMatch(key -> key.equalsIgnoreCase(ARGUMENT + name));
                            if (!given) {
                                attributes.put(ARGUMENT + name, value);
                            }
                        });
    }

    private void platform() {
        String usual = engine.defaultPlatform();
        if (!usual.isEmpty() && attributes.getOrDefault("platform", "").isEmpty()) {
            attributes.put("platform", usual);
        }
        if (attributes.getOrDefault("platform", "").isEmpty()) {
            attributes.remove("platform");
        }
        if (options.platforms().size() > 1) {
            needsContainerd.add("--platform with several platforms");
        }
    }

    private void attestations() {
        options.attestations()
                .forEach(
                        (type, fields) -> {
                            if (fields != null) {
                                // as the CLI has it
                                attributes.put(
                                        "attest:" + type,
                                        "type=" + type + (fields.isEmpty() ? "" : "," + fields));
                                needsContainerd.add("--attest type=" + type);
                            }
                        });
    }

    private String frontend() {
        String syntax = attributes.get(ARGUMENT + "BUILDKIT_SYNTAX");
        if ("1".equals(attributes.get(ARGUMENT + "BUILDKIT_MULTI_PLATFORM"))) {
            attributes.put("multi-platform", "true");
        }
        if (syntax == null || syntax.isBlank()) {
            return "dockerfile.v0";
        }
        attributes.put("source", syntax.strip().split(" ", 2)[0]);
        attributes.put("cmdline", syntax);
        return "gateway.v0";
    }

    /** Unless the user's environment says otherwise. */
    private boolean isProvenanceUsual() {
        return !options.attestations().containsKey("provenance")
                && !TRUE.contains(environment.getOrDefault(NO_ATTESTATIONS, ""));
    }

    private RequestedCaches caches() {
        RequestedCaches caches = new RequestedCaches(options);
        if ("1".equals(attributes.get(ARGUMENT + "BUILDKIT_INLINE_CACHE"))) {
            caches.addInline();
        }
        caches.exports().stream()
                .filter(cache -> !cache.type().equals("inline"))
                .forEach(cache -> needsContainerd.add("--cache-to type=" + cache.type()));
        String json = caches.json();
        if (!json.isEmpty()) {
            attributes.put("cache-imports", json);
        }
        return caches;
    }

    private List<String> entitlements() {
        List<String> entitlements = new ArrayList<>(options.entitlements());
        if ("host".equals(attributes.get("force-network-mode"))
                && !entitlements.contains(HOST_NETWORK)) {
            entitlements.add(HOST_NETWORK);
        }
        return entitlements;
    }

    private Map<String, Supplier<byte[]>> secrets() {
        Map<String, Supplier<byte[]>> secrets = new LinkedHashMap<>();
        for (BuildKitOptions.Secret secret : options.secrets()) {
            secret.content().check("--secret id=" + secret.id());
            secrets.put(secret.id(), () -> content(secret.id(), secret.content()));
        }
        return secrets;
    }

    private static byte[] content(String id, StdinSource source) {
        try (InputStream in = source.open()) {
            byte[] content = in.readNBytes(LARGEST_SECRET + 1);
            if (content.length > LARGEST_SECRET) {
                throw new InvalidOptionException(
                        "--secret", "id=" + id, "a secret has at most 500 KiB");
            }
            return content;
        } catch (IOException e) {
            throw LocalFiles.failed(
                    "read the secret " + id + " from", HostFiles.path(source.toString()), e);
        }
    }

    private Map<String, Path> agents() {
        Map<String, Path> agents = new HashMap<>();
        for (BuildKitOptions.Ssh ssh : options.ssh()) {
            String socket =
                    ssh.paths().isEmpty() ? System.getenv("SSH_AUTH_SOCK") : ssh.paths().get(0);
            if (socket == null || socket.isEmpty()) {
                throw new InvalidOptionException(
                        "--ssh", ssh.id(), "no agent: the variable SSH_AUTH_SOCK is not set");
            }
            Path path = HostFiles.path(socket);
            boolean other = Files.exists(path) && !isSocket(path);
            if (ssh.paths().size() > 1 || other) {
                throw new InvalidOptionException(
                        "--ssh",
                        ssh.id() + "=" + String.join(",", ssh.paths()),
                        "accepted form: the socket of an agent; add the keys to one with ssh-add");
            }
            if (!Files.exists(path)) {
                throw new InvalidOptionException(
                        "--ssh", ssh.id() + "=" + socket, "there is no such socket");
            }
            agents.put(ssh.id(), path);
        }
        return agents;
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }
}
