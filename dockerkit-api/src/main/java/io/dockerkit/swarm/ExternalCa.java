package io.dockerkit.swarm;

import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grammar of {@code --external-ca}. Stateless and thread-safe. */
final class ExternalCa {
    static final String FORM = "protocol=cfssl,url=https://…[,cacert=file][,key=value…]";

    private ExternalCa() {}

    static String check(String text) {
        fields(text);
        return text;
    }

    static void write(List<String> values, RequestDraft draft) {
        for (String value : values) {
            Map<String, String> fields = fields(value);
            Map<String, Object> ca = new LinkedHashMap<>();
            ca.put("Protocol", "cfssl");
            ca.put("URL", fields.get("url"));
            String file = fields.get("cacert");
            if (file != null) {
                ca.put("CACert", PemFile.read("--external-ca", file, draft.host()));
            }
            Map<String, String> options = new LinkedHashMap<>(fields);
            options.keySet().removeAll(List.of("protocol", "url", "cacert"));
            ca.put("Options", options);
            draft.add("CAConfig/ExternalCAs", ca);
        }
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : Words.csv(text)) {
            if (!field.contains("=")) {
                throw new IllegalArgumentException("the field \"" + field + "\" is not key=value");
            }
            String key = Words.key(field);
            String lower = Words.lower(key);
            boolean known = List.of("protocol", "url", "cacert").contains(lower);
            fields.put(known ? lower : key, Words.value(field));
        }
        if (!Words.lower(fields.getOrDefault("protocol", "")).equals("cfssl")) {
            throw new IllegalArgumentException("the protocol must be cfssl");
        }
        if (!fields.containsKey("url")) {
            throw new IllegalArgumentException("the url is missing");
        }
        return fields;
    }
}
