package io.dockerkit.junit;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.network.NetworkSpec;
import io.dockerkit.volume.VolumeSpec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a {@link Start} says: the spec of a container, a network, a volume, a build or a project, and the name that it goes by.
 * Immutable and thread-safe.
 *
 * @param place the field or parameter that has the annotation
 * @param name the name of the field or parameter
 * @param spec a {@link DetachedSpec}, a {@link NetworkSpec}, a {@link VolumeSpec}, a {@link BuildSpec}, or the spec of a
 *     project, whose type {@link ComposeTypes} knows
 */
record Definition(AnnotatedElement place, String name, Object spec) {
    /** Reads a field, whose value is the spec; if the field is for the handle, the annotation has the command line. */
    static Definition of(Field field, @Nullable Object instance) {
        Start start = field.getAnnotation(Start.class);
        if (isHandle(field.getType())) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw wrong(
                        field,
                        "a field that gets the "
                                + (field.getType() == Image.class ? "image" : "container")
                                + " must not be final");
            }
            return new Definition(
                    field, field.getName(), ofLine(start.value(), field.getType(), field));
        }
        if (!start.value().isEmpty()) {
            throw wrong(
                    field, "a command line belongs at a Container or an Image, and not at a spec");
        }
        Object spec = spec(Fields.read(field, instance), field);
        if (ComposeTypes.isSpec(spec) && start.lifetime() == Lifetime.PROGRAM) {
            throw wrong(
                    field,
                    "a project cannot outlive the program; accepted form: lifetime = Lifetime.RUN");
        }
        return new Definition(field, field.getName(), spec);
    }

    static Definition of(Parameter parameter) {
        Start start = parameter.getAnnotation(Start.class);
        if (!isHandle(parameter.getType())) {
            throw wrong(parameter, "the parameter must be a Container or an Image");
        }
        if (start.lifetime() != Lifetime.BY_PLACE) {
            throw wrong(parameter, "what a parameter starts lives as long as its method");
        }
        return new Definition(
                parameter,
                nameOf(parameter),
                ofLine(start.value(), parameter.getType(), parameter));
    }

    /** Returns whether the annotation at a place of this type has a command line, and the place gets the handle. */
    static boolean isHandle(Class<?> type) {
        return type == Container.class || type == Image.class;
    }

    /** Without {@code -parameters}, the class file calls every first parameter {@code arg0}. */
    private static String nameOf(Parameter parameter) {
        if (parameter.isNamePresent()) {
            return parameter.getName();
        }
        Executable method = parameter.getDeclaringExecutable();
        return method.getName() + "-" + List.of(method.getParameters()).indexOf(parameter);
    }

    private static Object ofLine(String line, Class<?> type, AnnotatedElement place) {
        boolean isImage = type == Image.class;
        if (line.isEmpty()) {
            throw wrong(
                    place,
                    "the command line is missing; accepted form: @Start(\"docker "
                            + (isImage ? "build" : "run")
                            + " …\")");
        }
        try {
            return isImage ? Images.parse(line) : Containers.parse(line).detached();
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
                || value instanceof VolumeSpec
                || value instanceof BuildSpec
                || ComposeTypes.isSpec(value)) {
            return Objects.requireNonNull(value);
        }
        throw wrong(
                place,
                (value == null
                                ? "the field is null"
                                : "its value is a " + value.getClass().getName())
                        + "; accepted form: a Container or an Image with a command line in the annotation, or a"
                        + " DetachedSpec, a RunSpec, a NetworkSpec, a VolumeSpec, a BuildSpec, a Compose or an UpSpec");
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
        return spec instanceof DetachedSpec run ? run.name().orElse(name) : name;
    }

    /** Returns whether a spec means this by a name of a container, a network or a volume. */
    boolean isCalled(String plain) {
        return !(spec instanceof BuildSpec) && !isProject() && plainName().equals(plain);
    }

    /** Returns whether this starts a project. */
    boolean isProject() {
        return ComposeTypes.isSpec(spec);
    }

    /** Returns whether this starts a project to which a network or a volume of this name belongs: {@code shop_default}. */
    boolean owns(String plain) {
        return isProject() && plain.startsWith(name + "_");
    }

    /** Returns whether this builds the image that a container names so: by a name of the spec, or the field's. */
    boolean builds(String image) {
        return spec instanceof BuildSpec build
                && Stream.concat(Stream.of(name), build.tags().stream())
                        .anyMatch(one -> tagged(one).equals(tagged(image)));
    }

    private static String tagged(String image) {
        boolean hasTag = image.lastIndexOf(':') > image.lastIndexOf('/');
        return hasTag || image.contains("@") ? image : image + ":latest";
    }
}
