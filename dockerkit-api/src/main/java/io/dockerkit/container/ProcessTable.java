package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The processes of a container as {@code ps} on the engine's host sees them: {@code docker top}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param titles the names of the columns: {@code UID}, {@code PID}, …, {@code CMD}
 * @param processes a line for each process, in the order of the titles
 */
public record ProcessTable(List<String> titles, List<List<String>> processes) {
    /** Copies the lists. */
    public ProcessTable {
        titles = Checks.elements("titles", titles);
        processes =
                Checks.elements("processes", processes).stream()
                        .map(process -> Checks.<String>elements("processes", process))
                        .toList();
    }

    /** Returns how many processes there are, and the columns; what they were called with may hold secrets. */
    @Override
    public String toString() {
        return processes.size() + " processes: " + String.join(", ", titles);
    }

    /** Returns a column by its title, or an empty list if there is none. */
    public List<String> column(String title) {
        int index = titles.indexOf(Objects.requireNonNull(title, "title"));
        List<String> column = new ArrayList<>();
        for (List<String> process : processes) {
            if (index >= 0 && index < process.size()) {
                column.add(process.get(index));
            }
        }
        return column;
    }

    /** Returns each process as a map from title to value. */
    public List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> process : processes) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(titles.size(), process.size()); i++) {
                row.put(titles.get(i), process.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
