package io.jenkins.plugins.humanitec.client.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The signatures of all that callers can use, a line each. */
final class PublicApi {

    private PublicApi() {}

    static SortedSet<String> of(JavaClasses classes) {
        TreeSet<String> signatures = new TreeSet<>();
        classes.stream().filter(PublicApi::isAccessible).forEach(type -> {
            signatures.add(kind(type) + " " + type.getName() + parents(type));
            type.getMembers().stream()
                    .filter(member -> isAccessible(member, type))
                    .forEach(member -> signatures.add(type.getName() + signature(member)));
        });
        return signatures;
    }

    private static boolean isAccessible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApi::isAccessible).orElse(true);
    }

    private static boolean isAccessible(JavaMember member, JavaClass type) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && !modifiers.contains(JavaModifier.BRIDGE)
                && !member.getName().equals("<clinit>")
                && (modifiers.contains(JavaModifier.PUBLIC)
                        || modifiers.contains(JavaModifier.PROTECTED)
                                && !type.getModifiers().contains(JavaModifier.FINAL));
    }

    private static String kind(JavaClass type) {
        return type.isRecord()
                ? "record"
                : type.isEnum()
                        ? "enum"
                        : type.isInterface()
                                ? "interface"
                                : type.getModifiers().contains(JavaModifier.FINAL) ? "final class" : "class";
    }

    private static String parents(JavaClass type) {
        TreeSet<String> parents = new TreeSet<>();
        type.getRawSuperclass().map(HasName::getName).ifPresent(parents::add);
        type.getRawInterfaces().forEach(parent -> parents.add(parent.getName()));
        parents.remove(Object.class.getName());
        return parents.isEmpty() ? "" : ": " + String.join(", ", parents);
    }

    private static String signature(JavaMember member) {
        String isStatic = member.getModifiers().contains(JavaModifier.STATIC) ? " (static)" : "";
        if (member instanceof JavaField field) {
            return "." + field.getName() + ": " + field.getType().getName() + isStatic;
        }
        JavaCodeUnit method = (JavaCodeUnit) member;
        String parameters =
                method.getParameterTypes().stream().map(JavaType::getName).collect(Collectors.joining(", "));
        return "." + method.getName() + "(" + parameters + "): "
                + method.getReturnType().getName() + isStatic;
    }
}
