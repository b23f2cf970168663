package io.dockerkit.impl;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks at where the stack trace of an error begins. Stateless and thread-safe. */
final class CalledMethod {
    private CalledMethod() {}

    /**
     * Returns what is wrong with the beginning of a trace, or "": its first frame is the public method that was called, in a
     * type of the API or in a class that implements one, and the second frame is the caller's.
     *
     * @param verb the method, as {@link Verbs} names it
     */
    static String fault(String verb, Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String method = verb.substring(verb.lastIndexOf('.') + 1);
        // attach().await(), for instance, is a verb that is called in two steps
        String first = frames[0].getMethodName();
        boolean called =
                (first.equals(method) || first.equals("await")) && isOfTheApi(frames[0], first);
        boolean caller = frames[1].getClassName().startsWith(Verbs.class.getName());
        return called && caller
                ? ""
                : String.join(
                        "\n    ",
                        Arrays.stream(frames).limit(5).map(StackTraceElement::toString).toList());
    }

    private static boolean isOfTheApi(StackTraceElement frame, String method) {
        try {
            Class<?> type =
                    Class.forName(frame.getClassName(), false, CalledMethod.class.getClassLoader());
            return publicTypes(type).stream()
                    .flatMap(one -> Arrays.stream(one.getMethods()))
                    .map(Method::getName)
                    .anyMatch(method::equals);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a type of the API itself, or those that an implementation's class has. */
    private static List<Class<?>> publicTypes(Class<?> type) {
        if (!type.getName().startsWith("io.dockerkit.impl.")) {
            return Modifier.isPublic(type.getModifiers()) ? List.of(type) : List.of();
        }
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> one : type.getInterfaces()) {
            types.addAll(publicTypes(one));
        }
        return types;
    }
}
