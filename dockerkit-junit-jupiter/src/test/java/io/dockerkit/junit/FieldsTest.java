package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.container.Container;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class FieldsTest {
    // the fields are read by reflection
    @SuppressWarnings("unused")
    static class Base {
        @Start private static Container ofClass;
        @Start private Container ofInstance;
        Container without;
    }

    @SuppressWarnings("unused")
    static final class Derived extends Base {
        @Start private Container ofDerived;
        @From private final String constant = String.valueOf(1);
    }

    record Components(@From("db") Container component) {
        @Start static Container ofRecord;
    }

    @Test
    void inheritedAndPrivateFieldsAreFoundThoseOfSuperclassesFirst() {
        assertThat(Fields.with(Start.class, Derived.class, false))
                .extracting(Field::getName)
                .containsExactly("ofInstance", "ofDerived");
        assertThat(Fields.with(Start.class, Derived.class, true))
                .extracting(Field::getName)
                .containsExactly("ofClass");
    }

    @Test
    void theComponentsOfARecordAreNotAmongThem() {
        assertThat(Fields.with(From.class, Components.class, false)).isEmpty();
        assertThat(Fields.with(Start.class, Components.class, true)).hasSize(1);
    }

    @Test
    void aFinalFieldIsRefusedByItsName() {
        Field constant = Fields.with(From.class, Derived.class, false).get(0);
        assertThatThrownBy(() -> Fields.write(constant, new Derived(), "x"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage(
                        "the field constant of "
                                + Derived.class
                                + " is set by DockerKit and must not be final");
    }
}
