package io.dockerkit.container.flags;

import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grammar of {@code --secret} and {@code --config} of a service. Stateless and thread-safe. */
final class FileReference {
    static final String FORM =
            "a name, or source=name[,target=path][,uid=number][,gid=number][,mode=0444]";

    private FileReference() {}

    static String check(String text) {
        parse("Secret", text);
        return text;
    }

    /** Returns the reference as the request has it, without the id: {@code kind} is {@code Secret} or {@code Config}. */
    static Map<String, Object> parse(String kind, String text) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("Name", "");
        file.put("UID", "0");
        file.put("GID", "0");
        file.put("Mode", 0444L);
        String name = "";
        List<String> fields = Words.csv(text);
        if (fields.size() == 1 && !fields.get(0).contains("=")) {
            name = fields.get(0);
        } else {
            for (String field : fields) {
                if (!field.contains("=") || Words.key(field).isEmpty()) {
                    throw new IllegalArgumentException(
                            "the field \"" + field + "\" is not key=value");
                }
                String value = Words.value(field);
                switch (Words.lower(Words.key(field))) {
                    case "source", "src" -> name = value;
                    case "target" -> file.put("Name", value);
                    case "uid" -> file.put("UID", value);
                    case "gid" -> file.put("GID", value);
                    case "mode" ->
                            file.put(
                                    "Mode", Numbers.parse(Numbers.upTo(0xffff_ffffL).apply(value)));
                    default ->
                            throw new IllegalArgumentException(
                                    "no such field: " + Words.key(field));
                }
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the name (source=…) is missing");
            }
        }
        if ("".equals(file.get("Name"))) {
            file.put("Name", name);
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("File", file);
        reference.put(kind + "Name", name);
        return reference;
    }
}
