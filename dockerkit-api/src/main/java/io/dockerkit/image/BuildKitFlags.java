package io.dockerkit.image;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.Platform;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rows of {@code docker buildx build} that only BuildKit knows, or knows better. Stateless and thread-safe. */
final class BuildKitFlags {
    /** The networks that BuildKit gives a step, apart from its own. */
    static final Set<String> NETWORKS = Set.of("host", "none");

    private static final Pattern ANNOTATED =
            Pattern.compile("(?:[a-z-]+(?:\\[[A-Za-z0-9_/-]+])?,?)+:.*");
    private static final Pattern SSH_ID = Pattern.compile("[^=,\\s]+");
    private static final Set<String> DRAWN =
            Set.of("auto", "none", "plain", "quiet", "rawjson", "tty");
    private static final String NO_EVALUATION =
            "DockerKit builds images and does not evaluate Dockerfiles; docker build --check does";

    static final Flag ALLOW =
            many("allow", "network.host, security.insecure or device", "Privilege of the steps")
                    .checked(Words::checkNotBlank);
    static final Flag ANNOTATION =
            many("annotation", "[type:]key=value", "Annotation of the image")
                    .checked(BuildKitFlags::checkAnnotation);
    static final Flag ATTEST =
            many("attest", "type=sbom[,name=value]", "Attestation of the image")
                    .checked(value -> BuildSyntax.checkFields(value, "type"));
    static final Flag BUILD_CONTEXT =
            many("build-context", "name=directory or name=URL", "Further context")
                    .checked(BuildKitFlags::checkContext);
    static final Flag BUILDER =
            one("builder", "the name of a builder", "Builder of buildx")
                    .refused(
                            "DockerKit builds with the engine of its connection; Docker.connect(…) chooses it");
    static final Flag CACHE_FROM =
            many("cache-from", "images, or type=…[,name=value]", "Cache to read")
                    .checked(BuildKitFlags::checkCacheFrom)
                    .writes(BuildKitFlags::cacheFrom);
    static final Flag CACHE_TO =
            many("cache-to", "an image, or type=…[,name=value]", "Cache to write")
                    .checked(BuildKitFlags::checkCacheTo);
    static final Flag CALL =
            one("call", "build", "Method of the build")
                    .checked(
                            value -> {
                                if (!value.equals("build") && !value.isEmpty()) {
                                    throw new IllegalArgumentException(NO_EVALUATION);
                                }
                                return value;
                            });
    static final Flag CHECK = toggle("check", "Check the Dockerfile only").refused(NO_EVALUATION);
    static final Flag DEBUG = toggle("debug", "Log more; has no effect here").shorthand('D');
    static final Flag LOAD = toggle("load", "Keep the image in the engine, as by default");
    static final Flag METADATA_FILE =
            one("metadata-file", "a file", "File to write the build's result to, as JSON")
                    .checked(Words::checkNotBlank);
    static final Flag NO_CACHE_FILTER =
            many("no-cache-filter", "names of stages", "Stages that use no cache")
                    .checked(Words::checkNotBlank);
    static final Flag OUTPUT =
            many("output", "a directory, or type=…[,dest=…]", "Where the result goes")
                    .shorthand('o')
                    .checked(BuildSyntax::checkOutput);
    static final Flag PLATFORM =
            many("platform", Platform.FORM, "Platform of the image")
                    .checked(BuildKitFlags::checkPlatforms)
                    .writes(BuildKitFlags::platforms);
    static final Flag PROGRESS =
            one("progress", "auto, none, plain, quiet, rawjson or tty", "onProgress(…) reports it")
                    .checked(
                            value -> {
                                if (!DRAWN.contains(value)) {
                                    throw new IllegalArgumentException("no such progress");
                                }
                                return value;
                            });
    static final Flag PROVENANCE =
            one("provenance", "true, false or mode=min|max", "Provenance of the image")
                    .checked(BuildSyntax::checkAttestation);
    static final Flag PUSH = toggle("push", "Push the image when it is built");
    static final Flag SBOM =
            one("sbom", "true, false or generator=image", "List of the image's software")
                    .checked(BuildSyntax::checkAttestation);
    static final Flag SECRET =
            many("secret", "id=name[,src=file|,env=variable]", "Secret of the steps")
                    .checked(BuildSyntax::checkSecret);
    static final Flag SSH =
            many("ssh", "default or id[=socket or keys]", "SSH agent or keys of the steps")
                    .checked(BuildKitFlags::checkSsh);

    private BuildKitFlags() {}

    private static String checkAnnotation(String value) {
        int equals = value.indexOf('=');
        String key =
                ANNOTATED.matcher(value).matches() ? value.replaceFirst("^[^:=]*:", "") : value;
        if (equals < 0 || Words.key(key).isBlank()) {
            throw new IllegalArgumentException(
                    equals < 0 ? "the value is missing" : "the key is empty");
        }
        return value;
    }

    private static String checkContext(String value) {
        String name = Words.key(value);
        if (!value.contains("=") || Words.value(value).isBlank()) {
            throw new IllegalArgumentException("the directory or URL is missing");
        }
        try {
            ImageReference.parse(name);
        } catch (InvalidOptionException malformed) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a context, which reads as an image's",
                    malformed);
        }
        return value;
    }

    private static String checkCacheFrom(String value) {
        if (!BuildSyntax.hasFields(value)) {
            for (String image : value.split(",", -1)) {
                ImageReference.check("--cache-from", image);
            }
            return value;
        }
        return BuildSyntax.checkFields(value, "type");
    }

    /** The engine itself reads images; other caches are read by the module with the session. */
    private static void cacheFrom(List<String> values, RequestDraft draft) {
        for (String value : values) {
            BuildSyntax.cache(value).stream()
                    .filter(cache -> cache.type().equals("registry"))
                    .map(cache -> cache.attributes().get("ref"))
                    .filter(ref -> ref != null)
                    .forEach(ref -> draft.add("cachefrom", ref));
        }
    }

    private static String checkCacheTo(String value) {
        if (!BuildSyntax.hasFields(value)) {
            ImageReference.parse("--cache-to", value);
            return value;
        }
        return BuildSyntax.checkFields(value, "type");
    }

    private static String checkPlatforms(String list) {
        for (String platform : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            Platform.require(platform);
        }
        return list;
    }

    /** The engine's own builder takes one platform, as it is written. */
    private static void platforms(List<String> values, RequestDraft draft) {
        if (!values.get(0).isEmpty()) {
            draft.query("platform", values.get(values.size() - 1));
        }
        draft.putEntry(
                BuildFlags.FRONTEND, "platform", String.join(",", BuildSyntax.platforms(values)));
    }

    private static String checkSsh(String value) {
        if (!SSH_ID.matcher(Words.key(value)).matches()) {
            throw new IllegalArgumentException("the id is missing");
        }
        return value;
    }
}
