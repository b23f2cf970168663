package io.dockerkit.impl.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.transport.Answer;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer whose body is one JSON value behind another, each read when it is asked for. For one thread at a time. */
public final class JsonItems implements LazyStream.Source<JsonNode> {
    private final Answer answer;
    private final String what;
    private @Nullable JsonParser items;

    private JsonItems(Answer answer, String what) {
        this.answer = answer;
        this.what = what;
    }

    /** Returns the values; closing the stream closes the answer. */
    public static Stream<JsonNode> stream(Answer answer, String what) {
        return LazyStream.stream(new JsonItems(answer, what), what, answer::close);
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        try {
            JsonParser parser = items;
            if (parser == null) {
                parser = JsonText.parser(answer.getBody());
                items = parser;
            }
            return JsonText.next(parser);
        } catch (JsonProcessingException cut) {
            throw new IncompleteStreamException(
                    what + " ended within an item: " + cut.getOriginalMessage(), cut);
        }
    }
}
