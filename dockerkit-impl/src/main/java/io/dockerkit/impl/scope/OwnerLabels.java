package io.dockerkit.impl.scope;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The labels on what belongs to a scope, written and read. Stateless and thread-safe. */
public final class OwnerLabels {
    /** The id of the scope. */
    static final String SCOPE = "io.dockerkit.scope";

    /** The id of the program, made up when it begins; two runs never have the same. */
    static final String OWNER = SCOPE + ".owner";

    static final String HOST = SCOPE + ".host";
    static final String USER = SCOPE + ".user";
    static final String PID = SCOPE + ".pid";
    static final String START = SCOPE + ".start";

    /** What ties the others to the one object that was created with them, see {@link CreationMark}. */
    static final String PROOF = SCOPE + ".proof";

    /** This program. */
    static final String THIS_PROGRAM = UUID.randomUUID().toString();

    private static final Map<String, String> OF_THIS_PROGRAM = ofThisProgram();

    private OwnerLabels() {}

    private static Map<String, String> ofThisProgram() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(OWNER, THIS_PROGRAM);
        OwnerProcess.ofThisProgram()
                .ifPresent(
                        process -> {
                            labels.put(HOST, process.host());
                            labels.put(USER, process.user());
                            labels.put(PID, String.valueOf(process.pid()));
                            labels.put(START, String.valueOf(process.start()));
                        });
        return labels;
    }

    /** Returns the labels for what belongs to a scope of this program. */
    static Map<String, String> of(String scope, String proof) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(SCOPE, scope);
        labels.putAll(OF_THIS_PROGRAM);
        labels.put(PROOF, proof);
        return labels;
    }

    /** Returns which process owns what has these labels; empty unless they are complete and well-formed. */
    static Optional<OwnerProcess> read(Map<String, String> labels) {
        String host = labels.getOrDefault(HOST, "");
        String user = labels.getOrDefault(USER, "");
        if (host.isBlank()
                || user.isBlank()
                || labels.getOrDefault(SCOPE, "").isBlank()
                || labels.getOrDefault(OWNER, "").isBlank()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(labels.getOrDefault(PID, ""));
            long start = Long.parseLong(labels.getOrDefault(START, ""));
            return pid > 0 && start > 0
                    ? Optional.of(new OwnerProcess(host, user, pid, start))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a label is one of those that say to which scope something belongs. */
    public static boolean isOne(String label) {
        return label.equals(SCOPE) || label.startsWith(SCOPE + ".");
    }
}
