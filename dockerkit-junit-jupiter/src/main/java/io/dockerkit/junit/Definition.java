package io.dockerkit.junit;

import io.dockerkit.Containers;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a {@link Start} says: the spec of a container, a network or a volume, and the name that it goes by. Immutable and
 * thread-safe.
 *
 * @param place the field or parameter that has the annotation
 * @param name the name of the field or parameter
 * @param spec a {@link DetachedSpec}, a {@link NetworkSpec} or a {@link VolumeSpec}
 */
record Definition(AnnotatedElement place, String name, Object spec) {
    /** Reads a field, whose value is the spec; if the field is for the handle, the annotation has the command line. */
    static Definition of(Field field, @Nullable Object instance) {
        Start start = field.getAnnotation(Start.class);
        if (field.getType() == Container.class) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw wrong(field, "a field that gets the container must not be final");
            }
            return new Definition(field, field.getName(), ofLine(start.value(), field));
        }
        if (!start.value().isEmpty()) {
            throw wrong(field, "a command line belongs at a Container, and not at a spec");
        }
        return new Definition(field, field.getName(), spec(Fields.read(field, instance), field));
    }

    static Definition of(Parameter parameter) {
        Start start = parameter.getAnnotation(Start.class);
        if (parameter.getType() != Container.class) {
            throw wrong(parameter, "the parameter must be a Container");
        }
        if (start.lifetime() != Lifetime.BY_PLACE) {
            throw wrong(parameter, "what a parameter starts lives as long as its method");
        }
        return new Definition(parameter, nameOf(parameter), ofLine(start.value(), parameter));
    }

    /** Without {@code -parameters}, the class file calls every first parameter {@code arg0}. */
    private static String nameOf(Parameter parameter) {
        if (parameter.isNamePresent()) {
            return parameter.getName();
        }
        Executable method = parameter.getDeclaringExecutable();
        return method.getName() + "-" + List.of(method.getParameters()).indexOf(parameter);
    }

    private static DetachedSpec ofLine(String line, AnnotatedElement place) {
        if (line.isEmpty()) {
            throw wrong(
                    place, "the command line is missing; accepted form: @Start(\"docker run …\")");
        }
        try {
            return Containers.parse(line).detached();
        } catch (InvalidOptionException invalid) {
            throw new ExtensionConfigurationException(
                    where(place) + ": " + invalid.getMessage(), invalid);
        }
    }

    private static Object spec(@Nullable Object value, AnnotatedElement place) {
        if (value instanceof RunSpec run) {
            return run.detached();
        }
        if (value instanceof DetachedSpec
                || value instanceof NetworkSpec
                || value instanceof VolumeSpec) {
            return value;
        }
        throw wrong(
                place,
                (value == null
                                ? "the field is null"
                                : "its value is a " + value.getClass().getName())
                        + "; accepted form: a Container with a command line in the annotation, or a DetachedSpec, a RunSpec,"
                        + " a NetworkSpec or a VolumeSpec");
    }

    static ExtensionConfigurationException wrong(AnnotatedElement place, String reason) {
        return new ExtensionConfigurationException(where(place) + ": " + reason);
    }

    private static String where(AnnotatedElement place) {
        return "@Start at the "
                + (place instanceof Field field
                        ? Fields.describe(field)
                        : describe((Parameter) place));
    }

    /** Returns {@code parameter web of serves}, for messages. */
    static String describe(Parameter parameter) {
        Executable method = parameter.getDeclaringExecutable();
        return parameter.isNamePresent()
                ? "parameter " + parameter.getName() + " of " + method.getName()
                : "parameter "
                        + (List.of(method.getParameters()).indexOf(parameter) + 1)
                        + " of "
                        + method.getName();
    }

    /** Returns where it stands, for messages. */
    String where() {
        return where(place);
    }

    /** Returns the class in which it stands. */
    Class<?> declaring() {
        return place instanceof Field field
                ? field.getDeclaringClass()
                : ((Parameter) place).getDeclaringExecutable().getDeclaringClass();
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
