package io.dockerkit.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** The fields of test classes, private and inherited ones too. Stateless and thread-safe. */
final class Fields {
    private Fields() {}

    /**
     * Returns the fields with the annotation, those of superclasses first. The components of a record are none of them: its
     * constructor sets them, and the annotation is one of the constructor's parameter.
     */
    static List<Field> with(
            Class<? extends Annotation> annotation, Class<?> testClass, boolean ofClass) {
        return AnnotationSupport.findAnnotatedFields(
                testClass,
                annotation,
                field -> Modifier.isStatic(field.getModifiers()) == ofClass && !isComponent(field),
                HierarchyTraversalMode.TOP_DOWN);
    }

    private static boolean isComponent(Field field) {
        return field.getDeclaringClass().isRecord() && !Modifier.isStatic(field.getModifiers());
    }

    static @Nullable Object read(Field field, @Nullable Object instance) {
        try {
            field.setAccessible(true);
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("cannot read " + field, e);
        }
    }

    /**
     * Sets a field.
     *
     * @throws ExtensionConfigurationException if it is final
     */
    static void write(Field field, @Nullable Object instance, Object value) {
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "the " + describe(field) + " is set by DockerKit and must not be final");
        }
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("cannot set " + field, e);
        }
    }

    /** Returns {@code field redis of class com.example.ShopTest}, for messages. */
    static String describe(Field field) {
        return "field " + field.getName() + " of " + field.getDeclaringClass();
    }
}
