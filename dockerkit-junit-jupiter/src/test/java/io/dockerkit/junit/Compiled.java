package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a class as javac does by default, without the names of parameters. Stateless and thread-safe. */
final class Compiled {
    private Compiled() {}

    static Class<?> withoutParameterNames(String name, String source) throws Exception {
        Path classes = Files.createTempDirectory(Path.of("target"), "compiled");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of(
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        assertThat(compiler.getTask(null, null, null, options, null, List.of(file)).call())
                .isTrue();
        return new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, Compiled.class.getClassLoader())
                .loadClass(name);
    }
}
