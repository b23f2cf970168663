package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ConflictException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidRequestException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.PortInUseException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what an engine says when it refuses into the errors of the API, and adds what to do. Stateless and thread-safe. */
public final class EngineErrors {
    private static final int LONGEST = 2000;
    private static final Pattern PORT =
            Pattern.compile("(?:Bind for |listen \\w+ )?\\S*?:(\\d{1,5})(?: failed)?: ");

    private EngineErrors() {}

    /** Returns the engine's words: the message of its JSON, or the text as it is. */
    public static String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode message = JsonText.read(text).path("message");
            if (message.isTextual()) {
                return message.asText().strip();
            }
        } catch (IOException notJson) {
            // older proxies in front of an engine answer in plain text
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * Returns the error for an answer.
     *
     * @param status the HTTP status, or 0 for an error inside a stream that began well
     * @param words the engine's own words
     * @param doing what was asked, after "cannot": {@code start container web}
     * @param line the command line that asks the same, or null
     */
    public static EngineException of(
            int status, String words, String doing, @Nullable String line) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (isPortTaken(lower)) {
            return new PortInUseException(
                    text(doing, words, portAdvice(words)), status, words, line);
        }
        if (isNoSuchImage(status, lower)) {
            return new ImageNotFoundException(
                    text(
                            doing,
                            words,
                            "check the name and the tag, and whether the image is private: then its registry wants a login"),
                    status,
                    words,
                    line);
        }
        return switch (status) {
            case 400 ->
                    new InvalidRequestException(
                            text(doing, words, advice400(lower)), 400, words, line);
            case 403, 409 -> conflict(status, words, lower, doing, line);
            case 404 ->
                    new NotFoundException(text(doing, words, advice404(lower)), 404, words, line);
            default ->
                    new EngineException(
                            text(doing, words, otherAdvice(lower)), status, words, line);
        };
    }

    private static String text(String doing, String words, String advice) {
        return "cannot " + doing + ": " + words + (advice.isEmpty() ? "" : "; " + advice);
    }

    private static boolean isPortTaken(String lower) {
        return lower.contains("port is already allocated")
                || (lower.contains("address already in use") && lower.contains("bind"));
    }

    private static String portAdvice(String words) {
        Matcher matcher = PORT.matcher(words);
        String port = "";
        while (matcher.find()) {
            port = matcher.group(1);
        }
        return "port "
                + (port.isEmpty() ? "" : port + " ")
                + "of the host is taken: publish another one, port(0, …) for any that is free, or end what holds it";
    }

    private static boolean isNoSuchImage(int status, String lower) {
        return (status == 404 && lower.contains("no such image"))
                || lower.contains("manifest unknown")
                || lower.contains("pull access denied")
                || lower.contains("repository does not exist")
                || (lower.contains("manifest for ") && lower.contains("not found"));
    }

    private static String advice400(String lower) {
        if (lower.contains("bind source path does not exist")) {
            return "the path is one of the engine's host: make it first, or use volume(source, target), which makes it";
        }
        if (lower.contains("includes invalid characters for a local volume name")) {
            return "a volume's name is [a-zA-Z0-9][a-zA-Z0-9_.-]+; a path to mount begins with \"/\" or \"./\"";
        }
        return "";
    }

    private static String advice404(String lower) {
        if (lower.contains("no such container")) {
            return "Containers.query().all().list() shows those that there are";
        }
        if (lower.contains("no such volume")) {
            return "Volumes.list() shows those that there are";
        }
        if (lower.contains("network")) {
            return "Networks.list() shows those that there are, Networks.create(…) makes one";
        }
        return "";
    }

    private static String otherAdvice(String lower) {
        if (lower.contains("no such host")
                || lower.contains("i/o timeout")
                || lower.contains("dial tcp")
                || lower.contains("tls handshake timeout")) {
            return "the engine's host cannot reach the registry: check its network, its DNS and its proxy";
        }
        if (lower.contains("no space left on device")) {
            return "the disk of the engine's host is full: Images.prune() and Containers.prune() free some";
        }
        if (lower.contains("unauthorized") || lower.contains("authentication required")) {
            return "the registry wants a login: docker login";
        }
        return "";
    }

    private static EngineException conflict(
            int status, String words, String lower, String doing, @Nullable String line) {
        if (lower.contains("is already in use by container")
                || (lower.contains("network with name") && lower.contains("already exists"))) {
            String advice = "choose another name, or remove what has it";
            return new NameInUseException(text(doing, words, advice), status, words, line);
        }
        if (lower.contains("is not running") || lower.contains("not running")) {
            String advice = "it has to run for that: container.start()";
            return new NotRunningException(text(doing, words, advice), status, words, line);
        }
        String advice = inUseAdvice(lower);
        if (!advice.isEmpty()) {
            return new InUseException(text(doing, words, advice), status, words, line);
        }
        return status == 403 && !isAboutState(lower)
                ? new EngineException(text(doing, words, advice403(lower)), status, words, line)
                : new ConflictException(
                        text(doing, words, conflictAdvice(lower)), status, words, line);
    }

    private static String inUseAdvice(String lower) {
        if (lower.contains("cannot remove a running container")
                || lower.contains("container is running")
                || lower.contains("cannot remove a paused container")) {
            return lower.contains("image")
                    ? "stop and remove the container first"
                    : "stop it first, or remove(how -> how.force())";
        }
        if (lower.contains("active endpoints")) {
            return "disconnect or remove its containers first";
        }
        if (lower.contains("volume is in use")) {
            return "remove the containers that use it first, also those that do not run";
        }
        if (lower.contains("image is being used by")
                || lower.contains("image is referenced in")
                || lower.contains("must force")
                || lower.contains("must be forced")) {
            return "remove its containers or its other names first, or remove(how -> how.force())";
        }
        return "";
    }

    private static boolean isAboutState(String lower) {
        return lower.contains("pre-defined")
                || lower.contains("predefined")
                || lower.contains("already exists")
                || lower.contains("already attached");
    }

    private static String advice403(String lower) {
        return lower.contains("pool overlaps")
                ? "the subnet overlaps with another network's: Networks.list() shows theirs, choose another"
                : "";
    }

    private static String conflictAdvice(String lower) {
        if (lower.contains("pre-defined") || lower.contains("predefined")) {
            return "bridge, host and none belong to the engine and stay";
        }
        if (lower.contains("is paused")) {
            return "unpause() it first";
        }
        if (lower.contains("endpoint with name") && lower.contains("already exists")) {
            return "it is connected to that network already";
        }
        return "";
    }
}
