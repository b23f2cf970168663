package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All flags of one docker command, in the order of its reference: the one list from which parsing, rendering, the
 * request and the documentation follow.
 *
 * <p>Immutable and thread-safe.
 */
public final class FlagTable {
    private final String command;
    private final Map<String, Flag> byName;

    /** Creates the table of {@code command}, for instance {@code docker run}. */
    public FlagTable(String command, List<Flag> flags) {
        this.command = command;
        Map<String, Flag> map = new LinkedHashMap<>();
        for (Flag flag : flags) {
            if (map.put(flag.name(), flag) != null) {
                throw new IllegalArgumentException("two flags named --" + flag.name());
            }
        }
        this.byName = Collections.unmodifiableMap(map);
    }

    /** Returns the command that the flags belong to, for instance {@code docker run}. */
    public String command() {
        return command;
    }

    /** Returns the flags in the order of the reference. */
    public Collection<Flag> flags() {
        return byName.values();
    }

    /** Returns the flag with this long name, or throws the error that names the command. */
    public Flag flag(String name) {
        Flag flag = byName.get(name);
        if (flag == null) {
            throw new InvalidOptionException("flag", "--" + name, command + " has no such flag");
        }
        return flag;
    }
}
