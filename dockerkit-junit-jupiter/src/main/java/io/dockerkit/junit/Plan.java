package io.dockerkit.junit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who starts what the static fields of a test class say. Immutable and thread-safe.
 *
 * @param shared what is started once for all test classes that need it at the same time, superclasses first
 * @param own what is started for this test class alone
 */
record Plan(Map<Group, List<Definition>> shared, List<Definition> own) {
    /**
     * The static fields of one class that live equally long.
     *
     * @param declaring the class that declares the fields
     */
    record Group(Class<?> declaring, Lifetime lifetime) {
        /** Returns whether fields of this group may refer to those of another one: it is there before and lives longer. */
        boolean sees(Group other) {
            return other.declaring.isAssignableFrom(declaring)
                    && (other.lifetime == lifetime
                            ? other.declaring != declaring
                            : other.lifetime.compareTo(lifetime) > 0);
        }
    }

    /**
     * Reads the static fields of a test class.
     *
     * <p>A static field that is set to a container or an address has one value, while several test classes that inherit it
     * may run at the same time: what its class declares is started once for all of them. Specs that are only read are
     * started for each test class.
     *
     * @param outside whether an enclosing test class has something of this kind
     */
    static Plan of(Class<?> testClass, Predicate<Predicate<Definition>> outside) {
        Map<Group, List<Definition>> groups = new LinkedHashMap<>();
        for (Field field : Fields.with(Start.class, testClass, true)) {
            groups.computeIfAbsent(group(field), group -> new ArrayList<>())
                    .add(Definition.of(field, null));
        }
        Set<Group> own = new LinkedHashSet<>();
        for (Group group : groups.keySet()) {
            if (group.lifetime == Lifetime.CLASS && !isSet(group.declaring)) {
                own.add(group);
            }
        }
        while (own.addAll(dependents(groups, own, outside))) {}
        Map<Group, List<Definition>> shared = new LinkedHashMap<>(groups);
        shared.keySet().removeAll(own);
        return new Plan(
                shared,
                own.stream()
                        .flatMap(group -> groups.getOrDefault(group, List.of()).stream())
                        .toList());
    }

    private static Group group(Field field) {
        Lifetime lifetime = field.getAnnotation(Start.class).lifetime();
        return switch (lifetime) {
            case RUN, PROGRAM -> new Group(field.getDeclaringClass(), lifetime);
            case CLASS, BY_PLACE -> new Group(field.getDeclaringClass(), Lifetime.CLASS);
            case METHOD ->
                    throw Definition.wrong(
                            field, "what lives for one test belongs into an instance field");
        };
    }

    /** Returns whether the extension sets static fields that this very class declares. */
    private static boolean isSet(Class<?> declaring) {
        return Fields.with(From.class, declaring, true).stream()
                        .anyMatch(field -> field.getDeclaringClass() == declaring)
                || Fields.with(Start.class, declaring, true).stream()
                        .filter(field -> group(field).lifetime == Lifetime.CLASS)
                        .anyMatch(
                                field ->
                                        field.getDeclaringClass() == declaring
                                                && Definition.isHandle(field.getType()));
    }

    /** Returns the groups that refer to what only this test class has, and so cannot be shared with others. */
    private static Set<Group> dependents(
            Map<Group, List<Definition>> groups,
            Set<Group> own,
            Predicate<Predicate<Definition>> outside) {
        Set<Group> dependents = new LinkedHashSet<>();
        for (Group group : groups.keySet()) {
            if (group.lifetime == Lifetime.CLASS && !own.contains(group)) {
                for (Definition definition : groups.get(group)) {
                    for (Predicate<Definition> target : References.targets(definition)) {
                        if (!isShared(target, group, groups, own)
                                && (isIn(target, groups) || outside.test(target))) {
                            dependents.add(group);
                        }
                    }
                }
            }
        }
        return dependents;
    }

    private static boolean isShared(
            Predicate<Definition> target,
            Group from,
            Map<Group, List<Definition>> groups,
            Set<Group> own) {
        return groups.entrySet().stream()
                .filter(it -> it.getKey().equals(from) || from.sees(it.getKey()))
                .filter(it -> !own.contains(it.getKey()))
                .anyMatch(it -> it.getValue().stream().anyMatch(target));
    }

    private static boolean isIn(Predicate<Definition> target, Map<Group, List<Definition>> groups) {
        return groups.values().stream()
                .anyMatch(definitions -> definitions.stream().anyMatch(target));
    }
}
