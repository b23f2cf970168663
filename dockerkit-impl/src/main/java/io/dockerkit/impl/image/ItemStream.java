package io.dockerkit.impl.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report that an engine makes of a long task: one JSON item behind another, any of which may be an error. Not thread-safe. */
final class ItemStream {
    /** What is done with an item. */
    interface Listener {
        /** Is given each item that is not an error. */
        void item(JsonNode item);

        /** Throws the error that an item stands for. */
        void error(String message, JsonNode item);
    }

    private final Progress progress;
    private final String what;
    private final Map<String, String> last = new LinkedHashMap<>();

    /** Makes the reader; {@code what} is reported on: {@code the pull of image ubuntu}. */
    ItemStream(Progress progress, String what) {
        this.progress = progress;
        this.what = what;
    }

    /** Reads all items. */
    void read(Answer answer, Listener listener) {
        try (JsonParser items = JsonText.parser(answer.getBody())) {
            for (JsonNode item = JsonText.next(items); item != null; item = JsonText.next(items)) {
                String error =
                        item.path("errorDetail")
                                .path("message")
                                .asText(item.path("error").asText(""));
                if (!error.isEmpty()) {
                    listener.error(error, item);
                }
                report(item);
                listener.item(item);
            }
        } catch (JsonProcessingException cut) {
            throw new IncompleteStreamException(
                    "the engine's report of " + what + " was cut" + howFar(), cut);
        } catch (IOException e) {
            throw new IncompleteStreamException(
                    "the engine's report of " + what + " was closed" + howFar(), e);
        }
    }

    private void report(JsonNode item) {
        if (!item.has("status")) {
            return;
        }
        String id = item.path("id").asText("");
        String status = item.path("status").asText("");
        JsonNode detail = item.path("progressDetail");
        last.put(id, status);
        progress.update(
                new Progress.Event(
                        id,
                        status,
                        detail.path("current").asLong(0),
                        detail.path("total").asLong(0)));
    }

    /** Returns for messages what was reported of each layer last. */
    String howFar() {
        last.remove("");
        return howFar(last);
    }

    /** Returns for messages the last status of each layer. */
    static String howFar(Map<String, String> layers) {
        return layers.isEmpty() ? "; the engine had reported nothing" : "; so far: " + layers;
    }
}
