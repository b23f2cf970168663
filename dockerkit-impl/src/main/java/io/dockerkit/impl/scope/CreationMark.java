package io.dockerkit.impl.scope;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Ties a label to the one object that was created with it. A label alone proves nothing: {@code docker commit} writes a
 * container's labels into the image, from which every later container inherits them, and anybody can copy one by hand.
 *
 * <p>So the label holds a digest of something of the object that is not inherited and not copied with labels:
 *
 * <ul>
 *   <li>of a container, a random mark, new for each creation, at the end of {@code HostConfig.ContainerIDFile}. The engine
 *       keeps that field, shows it in {@code docker inspect} and does nothing with it; images have no such field;
 *   <li>of a network, a volume, and a service, secret or config of a swarm, its name, which cannot change.
 * </ul>
 *
 * <p>Stateless and thread-safe.
 */
public final class CreationMark {
    private static final String MARK = "dockerkit-";
    private static final int MARK_LENGTH = MARK.length() + 36;
    private static final int DIGITS = 32;

    private CreationMark() {}

    /** Returns the body of the creation of a container with a mark; one that has a mark keeps it. */
    public static Map<String, Object> mark(Map<String, Object> body) {
        String given = idFile(body);
        if (!markOf(given).isEmpty()) {
            return body;
        }
        Map<Object, Object> host = new LinkedHashMap<>();
        if (body.get("HostConfig") instanceof Map<?, ?> own) {
            host.putAll(own);
        }
        String mark = MARK + UUID.randomUUID();
        host.put("ContainerIDFile", given.isEmpty() ? mark : given + " " + mark);
        Map<String, Object> marked = new LinkedHashMap<>(body);
        marked.put("HostConfig", host);
        return marked;
    }

    private static String idFile(Map<String, Object> body) {
        return body.get("HostConfig") instanceof Map<?, ?> host
                        && host.get("ContainerIDFile") instanceof String file
                ? file
                : "";
    }

    /** Returns the proof for a container that is created by this body, which has a mark. */
    public static String ofContainer(Map<String, Object> body) {
        return ofContainer(idFile(body));
    }

    /** Returns the proof for a container with this {@code HostConfig.ContainerIDFile}, or "" if that has no mark. */
    public static String ofContainer(String idFile) {
        String mark = markOf(idFile);
        return mark.isEmpty() ? "" : digest("container", mark);
    }

    /** Returns the proof for a network. */
    public static String ofNetwork(String name) {
        return digest("network", name);
    }

    /** Returns the proof for a volume. */
    public static String ofVolume(String name) {
        return digest("volume", name);
    }

    /** Returns the proof for a service, a secret or a config. */
    static String ofSwarmObject(ObjectKind kind, String name) {
        return digest(kind.toString(), name);
    }

    private static String markOf(String idFile) {
        int from = idFile.length() - MARK_LENGTH;
        boolean marked =
                from >= 0
                        && idFile.startsWith(MARK, from)
                        && (from == 0 || idFile.charAt(from - 1) == ' ');
        return marked ? idFile.substring(from) : "";
    }

    private static String digest(String kind, String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((kind + '\n' + text).getBytes(StandardCharsets.UTF_8));
            String digits = new BigInteger(1, digest).toString(16);
            return ("0".repeat(64 - digits.length()) + digits).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
