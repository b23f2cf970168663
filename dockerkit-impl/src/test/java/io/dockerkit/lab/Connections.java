package io.dockerkit.lab;

/** Behaviours of the {@link ScriptedEngine} to a whole connection: they read the requests themselves. */
public final class Connections {
    private Connections() {}

    /** Reads one request and never answers it. */
    public static Behaviour silent() {
        return peer -> {
            peer.request();
            peer.awaitEnd();
        };
    }

    /** Answers one request after the other with these bytes, then stays silent. */
    public static Behaviour answers(String... answers) {
        return peer -> {
            for (String answer : answers) {
                peer.request();
                peer.send(answer);
            }
            peer.awaitEnd();
        };
    }

    /** Answers one request with these bytes and closes the connection. */
    public static Behaviour answersAndCloses(String answer) {
        return peer -> {
            peer.request();
            peer.send(answer);
        };
    }

    /** Reads one request and closes the connection. */
    public static Behaviour closesWithoutAnAnswer() {
        return Peer::request;
    }
}
