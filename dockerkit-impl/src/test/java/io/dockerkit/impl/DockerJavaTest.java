package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** docker-java-core is optional: a program without it has its own transport all the same. */
class DockerJavaTest {
    /** Loads DockerKit's class anew, where docker-java-core is not there. */
    private static final class WithoutCore extends ClassLoader {
        WithoutCore() {
            super(DockerJavaTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.github.dockerjava.core.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(DockerJava.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Object transportOf(Object client) throws ReflectiveOperationException {
        Method method =
                Class.forName(DockerJava.class.getName(), true, new WithoutCore())
                        .getDeclaredMethod("transportOf", Object.class);
        method.setAccessible(true);
        return method.invoke(null, client);
    }

    @Test
    void aTransportIsTakenWithoutDockerJavaCore() throws Exception {
        Object transport =
                Proxy.newProxyInstance(
                        DockerJavaTest.class.getClassLoader(),
                        new Class<?>[] {DockerHttpClient.class},
                        (proxy, method, arguments) -> null);
        assertThat(transportOf(transport) == transport).isTrue();
    }

    @Test
    void somethingElseIsRefusedWithoutDockerJavaCore() {
        assertThatThrownBy(() -> transportOf("text"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessageContaining("DockerHttpClient");
    }
}
