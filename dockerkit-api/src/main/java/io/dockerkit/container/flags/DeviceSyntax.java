package io.dockerkit.container.flags;

import io.dockerkit.cli.RequestDraft;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The grammar of {@code --device}: a device of the host, or the name of one by CDI. Stateless and thread-safe. */
final class DeviceSyntax {
    static final String FORM =
            "path[:path in the container][:rwm], such as /dev/sda:/dev/xvdc:r, or vendor/class=name";

    private static final Pattern CDI =
            Pattern.compile(
                    "[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?/[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?"
                            + "=[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?");
    private static final Pattern MODE = Pattern.compile("(?!.*(.).*\\1)[rwm]{1,3}");

    private DeviceSyntax() {}

    static String check(String value) {
        if (!CDI.matcher(value).matches()) {
            mapping(value);
        }
        return value;
    }

    static void write(List<String> values, RequestDraft draft) {
        for (String value : values) {
            if (!CDI.matcher(value).matches()) {
                draft.add("HostConfig/Devices", mapping(value));
            }
        }
        List<String> names = values.stream().filter(value -> CDI.matcher(value).matches()).toList();
        if (!names.isEmpty()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("Driver", "cdi");
            request.put("DeviceIDs", names);
            draft.add("HostConfig/DeviceRequests", request);
        }
    }

    private static Map<String, Object> mapping(String value) {
        String[] parts = value.split(":", -1);
        if (parts.length > 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("not a device");
        }
        boolean second = parts.length > 1 && !(parts.length == 2 && isMode(parts[1]));
        String inside = second ? parts[1] : parts[0];
        if (parts.length == 3 && !isMode(parts[2])) {
            throw new IllegalArgumentException(
                    "the access is r, w, m or several of them but was " + parts[2]);
        }
        if (!inside.startsWith("/")) {
            throw new IllegalArgumentException("the path in the container must be absolute");
        }
        // the CLI cleans the path, but for that of the longest form
        String path = parts.length == 3 ? inside : clean(inside);
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("PathOnHost", second ? parts[0] : path);
        device.put("PathInContainer", path.isEmpty() ? parts[0] : path);
        device.put(
                "CgroupPermissions",
                parts.length == 3 ? parts[2] : parts.length == 2 && !second ? parts[1] : "rwm");
        return device;
    }

    private static boolean isMode(String text) {
        return MODE.matcher(text).matches();
    }

    /** As Go's path.Clean, for an absolute path. */
    private static String clean(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                kept.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.add(part);
            }
        }
        return "/" + String.join("/", kept);
    }
}
