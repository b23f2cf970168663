package io.dockerkit.impl.image;

import io.dockerkit.Json;
import io.dockerkit.container.flags.Platform;
import io.dockerkit.impl.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The names of images, registries and platforms, as engines write them. Stateless and thread-safe. */
final class ImageNames {
    private ImageNames() {}

    /** Older engines list {@code <none>:<none>} for an image without a name. */
    static List<String> real(List<String> names) {
        return names.stream().filter(name -> !name.startsWith("<none>")).toList();
    }

    /** Returns a platform as the Engine API's parameters have it: as JSON. */
    static String platform(String platform) {
        return new String(JsonText.write(Platform.fields(platform)), StandardCharsets.UTF_8);
    }

    /** Returns the registry that a search for the term asks. */
    static String registry(String term) {
        int slash = term.indexOf('/');
        String first = slash < 0 ? "" : term.substring(0, slash);
        boolean own = first.contains(".") || first.contains(":") || first.equals("localhost");
        return own ? first : "docker.io";
    }

    /** Returns {@code os/arch[/variant]}, or empty where the engine names none. */
    static Optional<String> platform(Json said) {
        String os = said.at("/os").text();
        String architecture = said.at("/architecture").text();
        String variant = said.at("/variant").text();
        return os.isEmpty() && architecture.isEmpty()
                ? Optional.empty()
                : Optional.of(os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant));
    }
}
