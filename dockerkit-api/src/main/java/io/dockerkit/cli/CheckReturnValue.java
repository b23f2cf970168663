package io.dockerkit.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type or a method whose results must be used: an option that a program drops has no effect. Error Prone and IntelliJ
 * know an annotation of this simple name, in whatever package, and report a call whose result is dropped.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CheckReturnValue {}
