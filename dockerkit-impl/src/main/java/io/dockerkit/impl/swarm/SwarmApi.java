package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.concurrent.Pause;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.SwarmBackend;
import io.dockerkit.swarm.SwarmDetails;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/** The calls about a swarm as a whole. Thread-safe. */
public final class SwarmApi implements SwarmBackend {
    /** Nothing tells when the certificates of nodes change. */
    private static final long PAUSE_MILLIS = 200;

    private static final Duration TO_ROTATE = Duration.ofMinutes(10);
    private static final String WAITING = "waiting for the nodes' new certificates";

    private final Rest rest;

    /** Makes the calls over one connection. */
    public SwarmApi(Rest rest) {
        this.rest = rest;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public String init(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        return rest.post("swarm", "init").json(body).to("begin a swarm").as(commandLine).readWord();
    }

    @Override
    public void join(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        rest.post("swarm", "join").json(body).to("join the swarm").as(commandLine).status();
    }

    @Override
    public void leave(boolean force, String commandLine) {
        rest.post("swarm", "leave")
                .query("force", force)
                .to("leave the swarm")
                .as(commandLine)
                .status();
    }

    @Override
    public void update(
            BiConsumer<Map<String, Object>, String> change,
            Map<String, String> query,
            String commandLine) {
        JsonNode swarm = read();
        Map<String, Object> spec = JsonMaps.map(swarm.path("Spec"));
        change.accept(spec, swarm.at("/TLSInfo/TrustRoot").asText(""));
        rest.post("swarm", "update")
                .query("rotateManagerToken", query.getOrDefault("rotateManagerToken", "false"))
                .query(
                        "rotateManagerUnlockKey",
                        query.getOrDefault("rotateManagerUnlockKey", "false"))
                .query("rotateWorkerToken", query.getOrDefault("rotateWorkerToken", "false"))
                .query("version", swarm.at("/Version/Index").asText("0"))
                .json(spec)
                .to("change the swarm")
                .as(commandLine)
                .status();
    }

    @Override
    public String rotateCa(BiConsumer<Map<String, Object>, String> change, String commandLine) {
        update(change, Map.of(), commandLine);
        Deadline deadline = Deadline.in(rest.deadline(TO_ROTATE));
        while (true) {
            JsonNode swarm = read();
            if (isRotated(swarm)) {
                return new JsonSwarm(swarm).caCertificate();
            }
            if (deadline.isOver()) {
                throw new DockerTimeoutException(
                        "gave up "
                                + WAITING
                                + "; the rotation goes on, and Swarm.inspect().isRootRotationInProgress() tells when it has ended",
                        null);
            }
            Pause.of(PAUSE_MILLIS, WAITING);
        }
    }

    private boolean isRotated(JsonNode swarm) {
        if (swarm.path("RootRotationInProgress").asBoolean()) {
            return false;
        }
        JsonNode wanted = swarm.path("TLSInfo");
        for (JsonNode node : rest.get("nodes").to("list the nodes").readList()) {
            JsonNode has = node.at("/Description/TLSInfo");
            for (String field :
                    new String[] {"TrustRoot", "CertIssuerSubject", "CertIssuerPublicKey"}) {
                if (!has.path(field).equals(wanted.path(field))) {
                    return false;
                }
            }
        }
        return true;
    }

    private JsonNode read() {
        return rest.get("swarm").to("ask about the swarm").read();
    }

    @Override
    public SwarmDetails inspect() {
        return new JsonSwarm(read());
    }

    @Override
    public String unlockKey() {
        String key =
                rest.get("swarm", "unlockkey")
                        .to("ask for the key that unlocks managers")
                        .as("docker swarm unlock-key")
                        .read()
                        .path("UnlockKey")
                        .asText("");
        if (key.isEmpty()) {
            throw new NotFoundException(
                    "there is no key that unlocks managers; Swarm.update().autolock(true) sets one",
                    404,
                    "no unlock key is set",
                    "docker swarm unlock-key");
        }
        return key;
    }

    @Override
    public void unlock(String key) {
        rest.post("swarm", "unlock")
                .json(Map.of("UnlockKey", key))
                .to("unlock the manager")
                .as("docker swarm unlock")
                .status();
    }
}
