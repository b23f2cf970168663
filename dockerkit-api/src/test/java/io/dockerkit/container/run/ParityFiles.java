package io.dockerkit.container.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files in the directory where the lines were recorded. */
final class ParityFiles {
    private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

    static {
        put("env.list", "# comment\nA=1\nB=two words\nFROM_HOST\n\nC=\n");
        put("labels.list", "# comment\nx=1\ny\nz=a=b\n");
        put(
                "seccomp.json",
                "{\n  \"defaultAction\": \"SCMP_ACT_ALLOW\",\n  \"syscalls\": [ ]\n}\n");
        put(
                "html.json",
                "{ \"a<b>&c\" : \"\\u00e9 <x> & \u00e9\", \"n\": 1.50 , \"e\": [ 1e3 , { } , null ] }\n");
        put("dup.json", "{}{}");
        put("bad.json", "{ \"a\": }");
        put("empty.list", "");
        put("bom.list", "\ufeffA=1\nB=2\n");
        put("crlf.list", "A=1\r\nB=two\r\n\r\n# c\r\nC\r\n");
        put(
                "odd.list",
                "  A=1\n\tB=2\nC= spaced \n  # indented comment\nD=\"quoted\"\nE='q'\nF=a#b\nG=$HOME\nexport=1\nH=1\nH=2\nFROM_HOST\nNOT_SET\n1X=3\na.b-c=4");
        put("blankkey.list", "A B=1\n");
        put("trailkey.list", "A =1\n");
        put("nokey.list", "=1\n");
        put("export.list", "export A=1\n");
        put("blanks.list", "   \n\t\nA=1\n");
        put("nel.list", "A=1\u000bB\nC=\u00a0x\n\u00a0D=1\n");
        put("cr.list", "A=1\rB=2\n");
        put("tabkey.list", "A\tB=1\n");
        put("loneB.list", "FROM_HOST \n");
        put("sub/env.list", "S=1\n");
        put("long.list", "A=" + "x".repeat(70_000) + "\n");
        FILES.put("latin.list", "A=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private ParityFiles() {}

    private static void put(String name, String text) {
        FILES.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the files into the directory, and a link to one below it. */
    static Path in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        if (Files.notExists(directory.resolve("link"))) {
            Files.createSymbolicLink(directory.resolve("link"), Path.of("sub"));
        }
        return directory;
    }
}
