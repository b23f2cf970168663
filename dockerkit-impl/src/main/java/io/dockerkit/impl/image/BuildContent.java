package io.dockerkit.impl.image;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.impl.build.ignore.DockerIgnore;
import io.dockerkit.impl.copy.TarSource;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarReader;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What decides the result of a build, as a hash: the Dockerfile, the files that are sent, the options, and the base images
 * that the engine has. Names for the image, times of files, values of secrets, and what is printed do not count.
 *
 * <p>Not thread-safe.
 */
final class BuildContent {
    private static final int DIGITS = 20;

    /** What does not change the result of a build. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("pull", "nocache", "rm", "forcerm", "q", "buildid");

    private static final Set<String> WITHOUT_EFFECT_ON_BUILDKIT =
            Set.of("no-cache", "image-resolve-mode");

    private final MessageDigest digest = sha256();
    private final String dockerfile;
    private final byte[] files;

    private BuildContent(BuildRequest request, String platform) throws IOException {
        options(request, platform);
        this.dockerfile = context(request);
        this.files = digest.digest();
    }

    /**
     * Reads the files.
     *
     * @param platform the platform of builds that name none
     */
    static BuildContent of(BuildRequest request, String platform) throws IOException {
        return new BuildContent(request, platform);
    }

    /**
     * Returns the beginning of the hash in hex, with the base images that the engine has now.
     *
     * @param idOfImage returns the id of an image that the engine has, by its name; else throws {@link NotFoundException}
     */
    String hash(UnaryOperator<String> idOfImage) {
        MessageDigest whole = sha256();
        whole.update(files);
        for (ImageReference base : BaseImages.of(dockerfile).keySet()) {
            add(base.toString(), whole);
            add(id(base, idOfImage), whole);
        }
        return HexFormat.of().formatHex(whole.digest()).substring(0, DIGITS);
    }

    private static String id(ImageReference base, UnaryOperator<String> idOfImage) {
        try {
            return idOfImage.apply(base.toString());
        } catch (NotFoundException notHere) {
            return "";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private void options(BuildRequest request, String platform) throws IOException {
        Map<String, String> query = new TreeMap<>(request.query());
        query.keySet().removeAll(WITHOUT_EFFECT);
        query.putIfAbsent("platform", platform);
        BuildKitOptions buildKit = request.buildKit();
        Map<String, String> frontend = new TreeMap<>(buildKit.frontend());
        frontend.keySet().removeAll(WITHOUT_EFFECT_ON_BUILDKIT);
        add(query.toString()).add(frontend.toString());
        byte[] structured = JsonText.write(new TreeMap<>(request.structured()));
        add(new String(structured, StandardCharsets.UTF_8));
        add(request.builder().map(Enum::name).orElse(""));
        add(buildKit.secrets().stream().map(BuildKitOptions.Secret::id).toList().toString());
        add(buildKit.ssh().stream().map(BuildKitOptions.Ssh::id).toList().toString());
        add(buildKit.outputs().toString()).add(buildKit.platforms().toString());
        add(buildKit.attestations().toString()).add(buildKit.entitlements().toString());
        add(new TreeMap<>(buildKit.exporterAttributes()).toString());
        for (Map.Entry<String, String> named : new TreeMap<>(buildKit.contexts()).entrySet()) {
            add(named.getKey());
            Optional<Path> directory = directory(named.getValue());
            if (directory.isPresent()) {
                DockerIgnore nothing = DockerIgnore.of(new byte[0]);
                tar(TarSource.rootOwned(directory.get(), nothing, Map.of()));
            } else {
                add(named.getValue());
            }
        }
    }

    /** Returns the directory of a further context, which is an absolute path; empty for an address. */
    private static Optional<Path> directory(String location) {
        try {
            return Optional.of(HostFiles.path(location))
                    .filter(path -> path.isAbsolute() && Files.isDirectory(path));
        } catch (InvalidPathException address) {
            return Optional.empty();
        }
    }

    /** Adds the context, and returns the text of the Dockerfile as far as it is known here. */
    private String context(BuildRequest request) throws IOException {
        if (request.source() instanceof BuildRequest.Archive archive) {
            add(request.dockerfile());
            StdinSource file = request.dockerfileContent();
            if (file != null) {
                stream(file.open());
            }
            stream(archive.content().open());
            return BuildContext.of(request, true).text();
        }
        BuildContext context = BuildContext.of(request, true);
        add(context.dockerfile()).add(context.text());
        tar(context.archive());
        return context.text();
    }

    private BuildContent add(String text) {
        add(text, digest);
        return this;
    }

    private static void add(String text, MessageDigest digest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private void stream(InputStream bytes) throws IOException {
        try (bytes) {
            add(hash(bytes));
        }
    }

    private static String hash(InputStream bytes) throws IOException {
        MessageDigest one = sha256();
        bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), one));
        return HexFormat.of().formatHex(one.digest());
    }

    /** Adds the entries, whose order is that of the file system, by their names. */
    private void tar(InputStream archive) throws IOException {
        Set<String> entries = new TreeSet<>();
        try (TarReader reader = new TarReader(archive);
                archive) {
            for (TarHead head = reader.next(); head != null; head = reader.next()) {
                entries.add(
                        List.of(
                                        head.name(),
                                        head.type(),
                                        head.mode(),
                                        head.link(),
                                        head.major(),
                                        head.minor(),
                                        new TreeMap<>(head.attributes()),
                                        hash(reader))
                                .toString());
            }
        }
        add(String.valueOf(entries.size()));
        entries.forEach(this::add);
    }
}
