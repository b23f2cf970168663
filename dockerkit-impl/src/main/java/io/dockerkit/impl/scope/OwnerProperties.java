package io.dockerkit.impl.scope;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The system properties of this program that its {@link Watchdog} needs to reach the same engines. Stateless and
 * thread-safe.
 */
final class OwnerProperties {
    private static final List<String> PREFIXES =
            List.of(
                    "javax.net.ssl.",
                    "jdk.tls.",
                    "java.net.prefer",
                    "java.security.properties",
                    "socksProxy",
                    "user.home");

    /** These name files. The watchdog works in another directory, so it gets the absolute path. */
    private static final Set<String> FILES =
            Set.of(
                    "javax.net.ssl.trustStore",
                    "javax.net.ssl.keyStore",
                    "java.security.properties");

    private OwnerProperties() {}

    /** Returns those of them that are set now. A password may be among them. */
    static Map<String, String> now() {
        Map<String, String> chosen = new TreeMap<>();
        Properties all = System.getProperties();
        for (String name : all.stringPropertyNames()) {
            String value = all.getProperty(name);
            if (value != null && PREFIXES.stream().anyMatch(name::startsWith)) {
                boolean file = FILES.contains(name) && !value.isEmpty() && !value.equals("NONE");
                chosen.put(name, file ? Path.of(value).toAbsolutePath().toString() : value);
            }
        }
        return chosen;
    }
}
