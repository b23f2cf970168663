package io.dockerkit.buildkit;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.buildkit.files.DirectoryTree;
import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.files.MemoryTree;
import io.dockerkit.buildkit.layout.Digest;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.copy.TarFormat;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that a request's build reads: its contexts and its Dockerfile. For one plan. */
final class RequestedFiles {
    private static final String DOCKERFILE = "Dockerfile";
    private static final String IGNORE = ".dockerignore";
    private static final String LAYOUT = "oci-layout://";
    private static final String UPLOAD = "http://buildkit-session/";

    private final BuildRequest request;
    private final Map<String, String> attributes = new TreeMap<>();
    private final Map<String, FileTree> trees = new HashMap<>();
    private final Map<String, InputStream> archives = new HashMap<>();
    private final Map<String, ImageLayout> layouts = new HashMap<>();
    private final List<String> needsContainerd = new ArrayList<>();
    private String sharedKey = "";

    /**
     * Looks at the files.
     *
     * @throws InvalidOptionException if a directory or the Dockerfile is missing, or a stream was read before
     */
    RequestedFiles(BuildRequest request) {
        this.request = request;
        try {
            source();
            contexts();
        } catch (IOException e) {
            throw LocalFiles.failed(
                    "read the context of the build", HostFiles.path(request.source().shown()), e);
        }
    }

    private void source() throws IOException {
        BuildRequest.Source source = request.source();
        StdinSource text = request.dockerfileContent();
        if (source instanceof BuildRequest.Directory directory) {
            trees.put("context", tree("context", directory.path()));
            sharedKey = key(directory.path());
            if (text == null) {
                dockerfile(named(directory.path().toRealPath()));
            }
        } else if (source instanceof BuildRequest.Archive archive) {
            archive(archive.content());
        } else if (source instanceof BuildRequest.Remote remote) {
            attributes.put("context", remote.location());
        }
        if (text != null) {
            text.check("--file");
            dockerfile(content(text));
            attributes.put("dockerfilekey", "dockerfile");
        }
        if (!attributes.containsKey("filename")) {
            String named = request.dockerfile();
            attributes.put("filename", named.isEmpty() ? DOCKERFILE : named);
        }
    }

    private static byte[] content(StdinSource source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    private static FileTree tree(String option, Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new InvalidOptionException(
                    option,
                    ByteNames.shown(directory),
                    "accepted form: a directory of this machine");
        }
        return DirectoryTree.of(directory);
    }

    /** Without a name it is {@code Dockerfile}, or {@code dockerfile} if there is none. */
    private Path named(Path directory) {
        String given = request.dockerfile();
        Path named =
                given.isEmpty()
                        ? directory.resolve(DOCKERFILE)
                        : HostFiles.resolve(directory.getFileSystem().getPath(""), given)
                                .toAbsolutePath()
                                .normalize();
        Path lower = named.resolveSibling("dockerfile");
        boolean usual = named.endsWith(DOCKERFILE);
        Path found =
                usual
                                && !Files.exists(named, LinkOption.NOFOLLOW_LINKS)
                                && Files.exists(lower, LinkOption.NOFOLLOW_LINKS)
                        ? lower
                        : named;
        if (!Files.isRegularFile(found)) {
            throw new InvalidOptionException(
                    "--file", ByteNames.shown(found), "there is no such Dockerfile");
        }
        return found;
    }

    private void dockerfile(Path file) throws IOException {
        String name = ByteNames.last(file);
        Path directory = file.toRealPath();
        Path parent = file.getParent() == null ? file : file.getParent();
        attributes.put(
                "filename",
                new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (directory.startsWith(parent.toRealPath())) {
            trees.put("dockerfile", DirectoryTree.of(parent));
            return;
        }
        // a link that leads out of its directory: what it leads to is sent in its place
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name, Files.readAllBytes(file));
        Path ignore = file.resolveSibling(file.getFileName() + IGNORE);
        if (Files.isRegularFile(ignore)) {
            files.put(name + IGNORE, Files.readAllBytes(ignore));
        }
        trees.put("dockerfile", MemoryTree.of(files));
    }

    private void dockerfile(byte[] text) {
        trees.put("dockerfile", MemoryTree.of(Map.of(DOCKERFILE, text)));
        attributes.put("filename", DOCKERFILE);
    }

    private void archive(StdinSource content) throws IOException {
        content.check("context");
        PushbackInputStream in = new PushbackInputStream(content.open(), TarFormat.LENGTH);
        byte[] head = in.readNBytes(TarFormat.LENGTH);
        in.unread(head);
        if (TarFormat.isArchive(head)) {
            String id = new BigInteger(1, digest(head)).toString(36);
            archives.put(id, TarFormat.plain(head, in, System.currentTimeMillis() / 1000));
            attributes.put("context", UPLOAD + id);
            return;
        }
        try (in) {
            if (!request.dockerfile().isEmpty()) {
                throw new InvalidOptionException(
                        "--file",
                        request.dockerfile(),
                        "the context is a Dockerfile itself; accepted form: a tar archive as the context");
            }
            byte[] text = in.readAllBytes();
            if (text.length == 0) {
                throw new InvalidOptionException(
                        "context",
                        "-",
                        "it is empty; accepted form: a tar archive or a Dockerfile");
            }
            dockerfile(text);
            attributes.put("dockerfilekey", "dockerfile");
            trees.put("context", MemoryTree.of(Map.of()));
        }
    }

    private void contexts() throws IOException {
        for (Map.Entry<String, String> context : request.buildKit().contexts().entrySet()) {
            String name = context.getKey();
            String place = context.getValue();
            attributes.put("frontend.caps", "moby.buildkit.frontend.contexts+forward");
            if (place.startsWith(LAYOUT)) {
                layout(name, place.substring(LAYOUT.length()));
                continue;
            }
            if (isAddress(place)) {
                attributes.put("context:" + name, place);
                continue;
            }
            Path directory = HostFiles.path(place);
            // the context and the Dockerfile have these names
            String local = trees.containsKey(name) ? "_" + name : name;
            trees.put(local, tree("--build-context " + name, directory));
            attributes.put("context:" + name, "local:" + local);
        }
    }

    /** {@code directory[:tag][@digest]}; without a tag it is {@code latest}, or the only image of the layout. */
    private void layout(String name, String place) throws IOException {
        String option = "--build-context " + name;
        int at = place.indexOf('@');
        String before = at < 0 ? place : place.substring(0, at);
        int colon = before.lastIndexOf(':');
        boolean tagged = colon > Math.max(before.lastIndexOf('/'), before.lastIndexOf('\\'));
        String tag = tagged ? before.substring(colon + 1) : "latest";
        Path directory = HostFiles.path(tagged ? before.substring(0, colon) : before);
        ImageLayout layout = new ImageLayout(directory);
        if (!layout.index().exists()) {
            throw new InvalidOptionException(
                    option,
                    LAYOUT + place,
                    "there is no image layout: "
                            + ByteNames.shown(directory)
                            + " has no index.json; accepted form: oci-layout://directory[:tag][@digest]");
        }
        Optional<Digest> digest =
                at < 0 ? layout.index().find(tag) : Digest.of(place.substring(at + 1));
        if (digest.isEmpty() && at < 0 && !tagged) {
            digest = layout.index().findOnly();
        }
        if (digest.isEmpty()) {
            throw new InvalidOptionException(
                    option,
                    LAYOUT + place,
                    at < 0
                            ? "the layout has no image that is called " + tag
                            : "accepted form: @sha256:… with 64 hexadecimal digits");
        }
        String id = "layout" + layouts.size();
        layouts.put("oci:" + id, layout);
        attributes.put("context:" + name, LAYOUT + id + ":" + tag + "@" + digest.get());
        needsContainerd.add("--build-context " + name + "=oci-layout://…");
    }

    private static boolean isAddress(String place) {
        return place.matches("[a-z][a-z0-9+.-]+:.*") || place.matches("git@.*");
    }

    /** The same for the same directory of the same machine's user: the engine then asks for what has changed only. */
    private static String key(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        String user = System.getProperty("user.name", "") + "\n" + path;
        String hash = new BigInteger(1, digest(user.getBytes(StandardCharsets.UTF_8))).toString(36);
        Path name = path.getFileName();
        String shown = name == null ? "" : name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return shown + ":" + hash;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Map<String, FileTree> trees() {
        return trees;
    }

    Map<String, InputStream> archives() {
        return archives;
    }

    /** Returns the image layouts, by the ids that the build has for them. */
    Map<String, ImageLayout> layouts() {
        return layouts;
    }

    /** Returns the options that an engine with a store of its own does not have. */
    List<String> needsContainerd() {
        return needsContainerd;
    }

    /** Returns what builds of the same context have in common, or the empty text. */
    String sharedKey() {
        return sharedKey;
    }
}
