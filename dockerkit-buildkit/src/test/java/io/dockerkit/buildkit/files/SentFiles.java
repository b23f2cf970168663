package io.dockerkit.buildkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.buildkit.tap.ObservedBuild;
import io.dockerkit.impl.build.wire.ProtoReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the sender lists of a tree. */
public final class SentFiles {
    private SentFiles() {}

    /** Lists on the thread that asks. */
    public static List<ObservedBuild.Stat> of(FileTree tree, FileSelection selection) {
        RecordedCall call = new RecordedCall();
        List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
        new FileSender(tree, selection, new Outbox(call), Runnable::run, failures::add).start();
        assertThat(failures).isEmpty();
        assertThat(call.messages.get(call.count() - 1)).as("the end of the list").isEmpty();
        List<ObservedBuild.Stat> stats = new ArrayList<>();
        for (byte[] message : call.messages) {
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                if (packet.field() == 2) {
                    stats.add(ObservedBuild.Stat.read(packet.message()));
                }
            }
        }
        return stats;
    }
}
