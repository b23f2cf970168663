package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A client over links in memory: the first follows the script it is given, all others answer each request with OK. */
final class LinkedClient implements AutoCloseable {
    static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK".getBytes(StandardCharsets.ISO_8859_1);

    private final List<ScriptedLink> links = new ArrayList<>();
    private final SocketHttpClient client;
    private final Random random;

    LinkedClient(Random random, ScriptedLink first) {
        this.random = random;
        this.client =
                new SocketHttpClient(
                        Route.over(
                                "test://engine",
                                () -> {
                                    links.add(links.isEmpty() ? first : healthy());
                                    return links.get(links.size() - 1);
                                }),
                        null,
                        4);
    }

    private static ScriptedLink healthy() {
        return new ScriptedLink(false, List.of(List.of(OK), List.of(OK)));
    }

    int connections() {
        return links.size();
    }

    boolean firstIsClosed() {
        return links.get(0).closed();
    }

    /** What became of a request: an answer, or a typed error. */
    record Outcome(int status, String body, String error) {
        boolean failed() {
            return !error.isEmpty();
        }
    }

    Outcome ask() {
        return ask(client, random, false);
    }

    Outcome askToUpgrade() {
        return ask(client, random, true);
    }

    /** Asks and closes the answer when so many bytes of it have been read. */
    Outcome askAndCloseAfter(int count) {
        Request request = Request.builder().method(Request.Method.GET).path("/x").build();
        try (Answer answer = client.execute(request)) {
            byte[] read = answer.getBody().readNBytes(count);
            return new Outcome(
                    answer.getStatusCode(), new String(read, StandardCharsets.ISO_8859_1), "");
        } catch (DockerException typed) {
            return new Outcome(0, "", typed.toString());
        } catch (IOException untyped) {
            throw new AssertionError("not a typed error", untyped);
        }
    }

    /** Asks and reads the answer to its end, in reads of all lengths; lets all but typed errors through. */
    static Outcome ask(Wire client, Random random, boolean upgrade) {
        Request request = Request.builder().method(Request.Method.GET).path("/x").build();
        try (Answer answer =
                upgrade ? client.upgrade(request, Duplex.TCP) : client.execute(request)) {
            return new Outcome(answer.getStatusCode(), read(answer.getBody(), random), "");
        } catch (DockerException typed) {
            return new Outcome(0, "", typed.getClass().getName() + ": " + typed.getMessage());
        } catch (IOException untyped) {
            throw new AssertionError("not a typed error", untyped);
        }
    }

    private static String read(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            byte[] buffer = new byte[1 + random.nextInt(12)];
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                return all.toString(StandardCharsets.ISO_8859_1);
            }
            all.write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
