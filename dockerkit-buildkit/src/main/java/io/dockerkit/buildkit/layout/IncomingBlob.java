package io.dockerkit.buildkit.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** A blob that is being received: it gets its name, its digest, when it is whole. Not thread-safe. */
public final class IncomingBlob {
    private final Path blobs;
    private final String algorithm;
    private final MessageDigest hash;
    private final Path part;
    private final OutputStream out;
    private long length;

    IncomingBlob(Path blobs, String algorithm) throws IOException {
        this.blobs = blobs;
        this.algorithm = algorithm;
        this.hash = Digest.hash(algorithm);
        this.part = Files.createTempFile(blobs, ".dockerkit-", ".part");
        this.out = Files.newOutputStream(part, StandardOpenOption.WRITE);
    }

    /** Adds bytes. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        hash.update(bytes);
        length += bytes.length;
    }

    /** Returns how many bytes there are. */
    public long length() {
        return length;
    }

    /** Returns the digest of the bytes so far. */
    public Digest digest() {
        try {
            return Digest.of(algorithm, (MessageDigest) hash.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the hashes of the JDK can be cloned", e);
        }
    }

    /** Gives the blob its name. Nothing may be added from then on. */
    public void keep() throws IOException {
        try {
            out.close();
            Files.move(
                    part,
                    blobs.resolve(digest().hex()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes what was received. May be called after {@link #keep()}, and then does nothing. */
    public void discard() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it is told already why the blob is not kept
        }
    }
}
