package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.copy.WholeFile;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.ArchiveRequest;
import io.dockerkit.spi.StdinSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Images as archives: save and load. Thread-safe. */
final class Archives {
    private static final Pattern LOADED = Pattern.compile("Loaded image(?: ID)?: (\\S+)");
    private static final long PAUSE = 100_000_000;

    private final Rest rest;

    Archives(Rest rest) {
        this.rest = rest;
    }

    Answer save(List<String> references, ArchiveRequest request) {
        Call call =
                rest.get("images", "get")
                        .queryAll("names", references)
                        .to("save " + String.join(", ", references))
                        .as(request.commandLine())
                        .unhurried();
        return open(call, request);
    }

    /** Sends the call; the time-out holds for all of it. */
    private Answer open(Call call, ArchiveRequest request) {
        rest.require(request.needs());
        String platform = request.platform();
        if (platform != null) {
            call.query("platform", ImageNames.platform(platform));
        }
        return call.openWithin(request.timeout());
    }

    /** Returns the error for a call that was given up when its time was up. */
    static DockerTimeoutException late(
            String doing, @Nullable Duration timeout, DockerTimeoutException cause) {
        return timeout == null
                ? cause
                : new DockerTimeoutException(
                        "gave up to " + doing + " after " + Checks.human(timeout), cause);
    }

    void save(List<String> references, Path file, ArchiveRequest request) {
        WholeFile.require(file);
        String what = String.join(" ", references);
        try (Answer answer = save(references, request)) {
            WholeFile.writeArchive(
                    file, counted(answer.getBody(), what, Verb.SAVE, request.progress()));
        } catch (DockerTimeoutException late) {
            throw late("save " + what, request.timeout(), late);
        }
    }

    /** What is done with an archive, in the words of its progress. */
    enum Verb {
        SAVE("Saving", "Saved"),
        COPY("Copying", "Copied");

        private final String going;
        private final String done;

        Verb(String going, String done) {
            this.going = going;
            this.done = done;
        }
    }

    /** Returns the stream, which reports how many bytes were read. */
    static InputStream counted(InputStream in, String what, Verb verb, Progress progress) {
        return new FilterInputStream(in) {
            private long done;
            private long reported = System.nanoTime();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = in.read(into, offset, length);
                done += Math.max(0, count);
                boolean due = System.nanoTime() - reported >= PAUSE;
                if (count < 0 || due) {
                    reported = System.nanoTime();
                    String status = count < 0 ? verb.done : verb.going;
                    progress.update(new Progress.Event(what, status, done, count < 0 ? done : 0));
                }
                return count;
            }
        };
    }

    /** Returns the names or ids of what was loaded. */
    List<String> load(StdinSource archive, ArchiveRequest request) {
        List<String> loaded = new ArrayList<>();
        Progress progress = request.progress();
        String doing = "load images from " + archive;
        try (InputStream in = archive.open();
                Answer answer =
                        open(
                                rest.post("images", "load")
                                        .query(
                                                "quiet",
                                                progress.equals(Progress.none()) ? "1" : "0")
                                        .body(in, "application/x-tar")
                                        .to(doing)
                                        .as(request.commandLine())
                                        .unhurried(),
                                request)) {
            new ItemStream(progress, "the load of " + archive)
                    .read(
                            answer,
                            new ItemStream.Listener() {
                                @Override
                                public void item(JsonNode item) {
                                    Matcher matcher =
                                            LOADED.matcher(item.path("stream").asText(""));
                                    if (matcher.find()) {
                                        loaded.add(matcher.group(1));
                                    }
                                }

                                @Override
                                public void error(String message, JsonNode item) {
                                    throw failed(archive, message, request);
                                }
                            });
        } catch (DockerTimeoutException late) {
            throw late(doing, request.timeout(), late);
        } catch (IOException e) {
            throw new LocalFileException(
                    archive.toString(), "cannot read " + archive + ": " + LocalFiles.reason(e), e);
        }
        if (loaded.isEmpty()) {
            throw failed(archive, "the engine found no image in it", request);
        }
        return loaded;
    }

    private static DockerException failed(
            StdinSource archive, String message, ArchiveRequest request) {
        return EngineErrors.of(
                0,
                EngineWords.printable(message),
                "load images from " + archive,
                request.commandLine());
    }
}
