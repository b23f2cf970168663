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

    /** Returns the fields with the annotation, those of superclasses first. */
    static List<Field> with(
            Class<? extends Annotation> annotation, Class<?> testClass, boolean ofClass) {
        return AnnotationSupport.findAnnotatedFields(
                testClass,
                annotation,
                field -> Modifier.isStatic(field.getModifiers()) == ofClass,
                HierarchyTraversalMode.TOP_DOWN);
    }

    static @Nullable Object read(Field field, @Nullable Object instance) {
        try {
            field.setAccessible(true);
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("cannot read " + field, e);
        }
    }

    static void write(Field field, @Nullable Object instance, Object value) {
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("cannot set " + field, e);
        }
    }
}
