package io.dockerkit.compose.file;

import io.dockerkit.compose.syntax.PortSyntax;
import io.dockerkit.compose.syntax.VolumeSyntax;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The long forms of ports, volumes and devices. Stateless and thread-safe. */
final class ShortForms {
    private ShortForms() {}

    /** Returns the ports in their long form; if one is malformed and that does not count, as they were. */
    static YamlNode ports(YamlNode ports, KeyPath path, boolean isLenient) {
        if (!ports.isList()) {
            throw Nodes.unexpected(ports, path, "a list");
        }
        List<YamlNode> all = new ArrayList<>();
        int index = 0;
        for (YamlNode item : ports.list()) {
            KeyPath below = path.item(index++);
            if (item.isMap()) {
                all.add(item);
                continue;
            }
            if (!(item.value() instanceof String) && !(item.value() instanceof Long)) {
                throw Nodes.unexpected(item, below, "an integer, a string or a mapping");
            }
            try {
                for (PortSyntax.Published port : PortSyntax.published(item.text())) {
                    all.add(port(item, port));
                }
            } catch (IllegalArgumentException e) {
                if (isLenient && item.value() instanceof String) {
                    return ports;
                }
                throw Nodes.refuse(
                        item, below, e.getMessage() + "; accepted form: " + PortSyntax.FORM);
            }
        }
        return ports.with(all);
    }

    private static YamlNode port(YamlNode place, PortSyntax.Published port) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        map.put("mode", place.with("ingress"));
        if (!port.ip().isEmpty()) {
            map.put("host_ip", place.with(port.ip()));
        }
        if (port.target() != 0) {
            map.put("target", place.with((long) port.target()));
        }
        if (!port.published().isEmpty()) {
            map.put("published", place.with(port.published()));
        }
        map.put("protocol", place.with(port.protocol()));
        return place.with(map);
    }

    /** Returns a volume of a service in its long form; if it is malformed and that does not count, as it was. */
    static YamlNode volume(YamlNode item, KeyPath path, boolean isLenient) {
        if (item.isMap()) {
            return item;
        }
        String text = Nodes.string(item, path);
        VolumeSyntax volume;
        try {
            volume = VolumeSyntax.parse(text);
        } catch (IllegalArgumentException e) {
            if (isLenient) {
                return item;
            }
            throw Nodes.refuse(
                    item, path, e.getMessage() + "; accepted form: " + VolumeSyntax.FORM);
        }
        return volume(item, volume, text.length() < 3);
    }

    private static YamlNode volume(YamlNode place, VolumeSyntax volume, boolean isTiny) {
        boolean isBind = volume.type().equals("bind");
        Map<String, YamlNode> map = new LinkedHashMap<>();
        map.put("type", place.with(volume.type()));
        if (!volume.source().isEmpty()) {
            map.put("source", place.with(volume.source()));
        }
        map.put("target", place.with(PathText.cleanUnix(volume.target())));
        if (volume.isReadOnly()) {
            map.put("read_only", place.with(true));
        }
        Map<String, YamlNode> bind = new LinkedHashMap<>();
        if (!volume.label().isEmpty()) {
            bind.put("selinux", place.with(volume.label()));
        }
        if (!volume.propagation().isEmpty()) {
            bind.put("propagation", place.with(volume.propagation()));
        }
        if (isBind) {
            bind.put("create_host_path", place.with(true));
        }
        if (!bind.isEmpty()) {
            map.put("bind", place.with(bind));
        }
        if (volume.isNotFilled()) {
            map.put("volume", Nodes.mapping(place, "nocopy", true));
        } else if (!isBind && !isTiny) {
            map.put("volume", Nodes.mapping(place));
        }
        return place.with(map);
    }

    /** Returns a device in its long form. */
    static YamlNode device(YamlNode item, KeyPath path, boolean isLenient) {
        if (item.isMap()) {
            return item;
        }
        String[] parts = Nodes.string(item, path).split(":", -1);
        if (parts.length > 3 && !isLenient) {
            throw Nodes.refuse(
                    item,
                    path,
                    "it has too many colons; accepted form: source[:target[:permissions]], or the long form");
        }
        boolean isKnown = parts.length <= 3;
        String source = isKnown ? parts[0] : "";
        String target = isKnown && parts.length > 1 && !parts[1].isEmpty() ? parts[1] : source;
        return Nodes.mapping(
                item,
                "source",
                source,
                "target",
                target,
                "permissions",
                parts.length == 3 ? parts[2] : "rwm");
    }
}
