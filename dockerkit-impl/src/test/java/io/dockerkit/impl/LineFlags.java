package io.dockerkit.impl;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The flags and operands of a docker command line, and how they are given to a spec. Not thread-safe. */
abstract class LineFlags {
    /** The flags of the line that was parsed last. */
    FlagValues flags = FlagValues.none(new FlagTable("none", List.of()));

    /** Its operands. */
    List<String> rest = List.of();

    /** Reads flags: {@code name!} is a switch, {@code n:name} has a letter, {@code name*} adds up. */
    final void parse(List<String> arguments, String... rows) {
        read(arguments, false, rows);
    }

    /** As {@link #parse}, for a command that takes flags behind its operands, too. */
    final void parseAnywhere(List<String> arguments, String... rows) {
        read(arguments, true, rows);
    }

    private void read(List<String> arguments, boolean anywhere, String... rows) {
        List<Flag> table =
                Stream.of(rows)
                        .map(
                                row -> {
                                    char letter = row.charAt(1) == ':' ? row.charAt(0) : 0;
                                    String name =
                                            row.replaceFirst("^.:", "").replaceAll("[!*]", "");
                                    Flag flag =
                                            row.endsWith("!")
                                                    ? Flag.toggle(name, "").kept()
                                                    : row.endsWith("*")
                                                            ? Flag.many(name, "", "")
                                                            : Flag.one(name, "", "");
                                    return letter == 0 ? flag : flag.shorthand(letter);
                                })
                        .toList();
        FlagTable flagTable = new FlagTable("this", table);
        FlagValues.Parsed parsed =
                FlagValues.parse(anywhere ? flagTable.flagsAnywhere() : flagTable, arguments);
        flags = parsed.flags();
        rest = parsed.rest();
    }

    final boolean on(String name) {
        return flags.value(name).orElse("").equals("true");
    }

    /** Gives each flag but the named ones to the spec's own {@code flag}. */
    final <S> S all(S spec, BiFunction<S, Flag, BiFunction<S, String, S>> how, String... without) {
        S next = spec;
        for (Flag flag : flags.flags()) {
            if (!List.of(without).contains(flag.name())) {
                for (String value : flags.all(flag.name())) {
                    next = how.apply(next, flag).apply(next, value);
                }
            }
        }
        return next;
    }

    final <S extends FlagOptions<S>> S flagged(S spec, String... without) {
        return all(spec, (s, flag) -> (now, value) -> now.flag(flag.name(), value), without);
    }

    final <S extends FilterOptions<S>> S filtered(S spec) {
        S next = spec;
        for (String filter : flags.all("filter")) {
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw new io.dockerkit.InvalidOptionException("--filter", filter, "no value");
            }
            next = next.filter(filter.substring(0, equals), filter.substring(equals + 1));
        }
        return next;
    }
}
