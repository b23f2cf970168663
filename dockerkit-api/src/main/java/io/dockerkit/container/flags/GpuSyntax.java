package io.dockerkit.container.flags;

import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The grammar of {@code --gpus}: fields in CSV. Stateless and thread-safe. */
final class GpuSyntax {
    static final String FORM =
            "all, a number, or count=…, \"device=0,1\", driver=…, \"capabilities=compute,utility\", options=… in CSV";

    private GpuSyntax() {}

    static String check(String value) {
        parse(value);
        return value;
    }

    static void write(List<String> values, RequestDraft draft) {
        values.forEach(value -> draft.add("HostConfig/DeviceRequests", parse(value)));
    }

    private static Map<String, Object> parse(String text) {
        Map<String, Object> request = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (String field : Words.csv(text)) {
            String key = Words.key(field);
            if (!seen.add(key)) {
                throw new IllegalArgumentException("the field " + key + " is given twice");
            }
            if (!field.contains("=")) {
                seen.add("count");
                request.put("Count", count(field));
                continue;
            }
            set(request, key, Words.value(field));
        }
        if (!seen.contains("count") && !request.containsKey("DeviceIDs")) {
            request.put("Count", 1L);
        }
        request.putIfAbsent("Capabilities", List.of(List.of("gpu")));
        return request;
    }

    private static void set(Map<String, Object> request, String key, String value) {
        switch (key) {
            case "driver" -> request.put("Driver", value);
            case "count" -> request.put("Count", count(value));
            case "device" -> request.put("DeviceIDs", List.of(value.split(",", -1)));
            case "capabilities" -> {
                List<String> all = new ArrayList<>(List.of(value.split(",", -1)));
                all.add("gpu");
                request.put("Capabilities", List.of(all));
            }
            case "options" -> {
                Map<String, String> options = new LinkedHashMap<>();
                Words.csv(value).forEach(pair -> options.put(Words.key(pair), Words.value(pair)));
                request.put("Options", options);
            }
            default -> throw new IllegalArgumentException("no such field: " + key);
        }
    }

    private static long count(String text) {
        if (text.equals("all")) {
            return -1;
        }
        try {
            return Numbers.decimal(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "the count is all or a number but was \"" + text + "\"", malformed);
        }
    }
}
