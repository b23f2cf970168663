package io.dockerkit.container.flags;

import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.RequestDraft;

/** Writes the request that creates an exec by a {@code docker exec} line. Stateless and thread-safe. */
public final class ExecRequestWriter implements RequestWriter {
    /** The one writer of execs. */
    public static final RequestWriter INSTANCE = new ExecRequestWriter();

    private ExecRequestWriter() {}

    /** Variables of files come first, so that those of flags win. */
    @Override
    public RequestDraft write(CommandLine line) {
        RequestDraft draft = new RequestDraft(line.host());
        line.flags().writeTo(draft);
        for (String file : line.flags().all("env-file")) {
            KeyValueFile.read(
                            "--env-file",
                            HostFiles.resolve(line.host().directory(), file),
                            line.host().environment())
                    .forEach(pair -> draft.add("Env", pair));
        }
        Env.writeAll(line.flags().all("env"), draft);
        draft.put("Cmd", line.operandsFrom(1));
        return draft;
    }
}
