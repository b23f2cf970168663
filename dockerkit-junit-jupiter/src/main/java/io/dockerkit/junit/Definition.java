package io.dockerkit.junit;

import io.dockerkit.Containers;
import io.dockerkit.container.Container;
import io.dockerkit.container.DetachedSpec;
import io.dockerkit.container.RunSpec;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a {@link Start} says: the spec of a container, a network or a volume, and the name that it goes by. Immutable and
 * thread-safe.
 *
 * @param name the field's or parameter's name
 * @param spec a {@link DetachedSpec}, a {@link NetworkSpec} or a {@link VolumeSpec}
 */
record Definition(String name, Object spec) {
    /** Reads a field, whose value is the spec; the annotation has the line where the field is for the handle. */
    static Definition of(Field field, @Nullable Object instance) {
        Start start = field.getAnnotation(Start.class);
        String where =
                "@Start at the field " + field.getName() + " of " + field.getDeclaringClass();
        if (field.getType() == Container.class) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw wrong(where, "a field that gets the container must not be final");
            }
            return new Definition(field.getName(), ofLine(start.value(), where));
        }
        if (!start.value().isEmpty()) {
            throw wrong(where, "a command line belongs at a Container, and not at a spec");
        }
        return new Definition(field.getName(), spec(Fields.read(field, instance), where));
    }

    static Definition of(Parameter parameter) {
        String where = "@Start at the parameter " + parameter;
        if (parameter.getType() != Container.class) {
            throw wrong(where, "the parameter must be a Container");
        }
        if (parameter.getAnnotation(Start.class).lifetime() != Lifetime.BY_PLACE) {
            throw wrong(where, "what a parameter starts lives as long as its method");
        }
        return new Definition(
                parameter.getName(), ofLine(parameter.getAnnotation(Start.class).value(), where));
    }

    private static DetachedSpec ofLine(String line, String where) {
        if (line.isEmpty()) {
            throw wrong(
                    where, "the command line is missing; accepted form: @Start(\"docker run …\")");
        }
        return Containers.parse(line).detached();
    }

    private static Object spec(@Nullable Object value, String where) {
        if (value instanceof RunSpec run) {
            return run.detached();
        }
        if (value instanceof DetachedSpec
                || value instanceof NetworkSpec
                || value instanceof VolumeSpec) {
            return value;
        }
        throw wrong(
                where,
                (value == null
                                ? "the field is null"
                                : "its value is a " + value.getClass().getName())
                        + "; accepted form: a Container with a command line in the annotation, or a DetachedSpec, a RunSpec,"
                        + " a NetworkSpec or a VolumeSpec");
    }

    private static ExtensionConfigurationException wrong(String where, String reason) {
        return new ExtensionConfigurationException(where + ": " + reason);
    }

    /** Returns the name by which others refer to it: that of the spec, else the field's. */
    String plainName() {
        if (spec instanceof NetworkSpec network) {
            return network.name();
        }
        if (spec instanceof VolumeSpec volume) {
            return volume.name().isEmpty() ? name : volume.name();
        }
        return ((DetachedSpec) spec).name().orElse(name);
    }
}
