package io.dockerkit.impl.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Malformed;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the body of an answer as JSON, for as long as the answer's own deadline allows. Stateless and thread-safe.
 *
 * <p>What is done is named for errors, after "cannot": {@code wait for container web}.
 */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** Returns the body, which must be a JSON object. */
    public static JsonNode object(Answer answer, String doing) {
        return Fields.object(parse(answer, doing), doing);
    }

    /** Returns the body, which must be a JSON array, or null, which Go writes for an empty one. */
    public static JsonNode list(Answer answer, String doing) {
        return Fields.list(parse(answer, doing), doing);
    }

    /** Does the same for a list whose items may have the same object in a field: they share it, and nobody may change it. */
    static JsonNode list(Answer answer, String sharedField, String doing) {
        return Fields.list(
                parse(answer, body -> JsonText.readList(body, sharedField), doing), doing);
    }

    /** Returns the body, which must be a JSON object, or a missing node if it is empty. */
    static JsonNode objectIfAny(Answer answer, String doing) {
        JsonNode body = parse(answer, doing);
        return body.isMissingNode() ? body : Fields.object(body, doing);
    }

    /** Returns the body, which must be a JSON text that is not empty. */
    static String text(Answer answer, String doing) {
        JsonNode body = parse(answer, doing);
        if (!body.isTextual() || body.textValue().isBlank()) {
            throw Fields.wrong(doing, "is not a text");
        }
        return body.textValue();
    }

    /** Reads JSON from a body. */
    private interface Reader {
        JsonNode read(InputStream body) throws IOException;
    }

    private static JsonNode parse(Answer answer, String doing) {
        return parse(answer, JsonText::read, doing);
    }

    private static JsonNode parse(Answer answer, Reader reader, String doing) {
        try {
            return reader.read(answer.getBody());
        } catch (JsonProcessingException e) {
            throw Malformed.answer(
                    "cannot "
                            + doing
                            + ": the engine's answer is no JSON ("
                            + e.getOriginalMessage()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new DockerUnavailableException(
                    "cannot " + doing + ": the engine's answer was closed: " + e.getMessage(),
                    e,
                    true);
        }
    }
}
