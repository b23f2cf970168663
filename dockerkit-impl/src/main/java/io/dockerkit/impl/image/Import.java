package io.dockerkit.impl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.LocalFileException;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.copy.LocalFiles;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.ImportRequest;
import io.dockerkit.spi.StdinSource;
import java.io.IOException;
import java.io.InputStream;

/** One import of an archive of a file system. Not thread-safe. */
final class Import implements ItemStream.Listener {
    private final Rest rest;
    private final UserSettings settings;
    private final ImportRequest request;
    private final String source;
    private String id = "";

    Import(Rest rest, UserSettings settings, ImportRequest request) {
        this.rest = rest;
        this.settings = settings;
        this.request = request;
        StdinSource archive = request.archive();
        this.source = archive == null ? request.address() : archive.toString();
    }

    /** Imports, and returns the image's id. */
    String run() {
        StdinSource archive = request.archive();
        try (InputStream in = archive == null ? InputStream.nullInputStream() : archive.open()) {
            Call call = call(archive == null ? request.address() : "-");
            send(archive == null ? call : call.body(in, "text/plain"));
        } catch (DockerTimeoutException late) {
            throw Archives.late(doing(), request.how().timeout(), late);
        } catch (IOException e) {
            throw new LocalFileException(
                    source, "cannot read " + source + ": " + LocalFiles.reason(e), e);
        }
        if (id.isEmpty()) {
            throw new IncompleteStreamException(
                    "the engine ended the import of " + source + " without naming the image", null);
        }
        return id;
    }

    private Call call(String from) {
        Call call =
                rest.post("images", "create")
                        .query("fromSrc", from)
                        .queryAll("changes", request.changes())
                        .to(doing())
                        .as(request.how().commandLine())
                        .unhurried();
        if (!request.reference().isEmpty()) {
            call.query("repo", request.reference());
        }
        if (!request.message().isEmpty()) {
            call.query("message", request.message());
        }
        String given = request.how().platform();
        String platform = given == null ? settings.defaultPlatform().get() : given;
        return platform.isEmpty() ? call : call.query("platform", platform);
    }

    private void send(Call call) {
        try (Answer answer = call.openWithin(request.how().timeout())) {
            new ItemStream(request.how().progress(), "the import of " + source).read(answer, this);
        }
    }

    private String doing() {
        return "import " + source;
    }

    /** The last word is the image's id. */
    @Override
    public void item(JsonNode item) {
        String status = item.path("status").asText("");
        if (status.startsWith("sha256:")) {
            id = status;
        }
    }

    @Override
    public void error(String message, JsonNode item) {
        throw EngineErrors.of(
                0, EngineWords.printable(message), doing(), request.how().commandLine());
    }
}
