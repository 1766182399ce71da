package io.jenkins.plugins.humanitec.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tests the dependencies between the packages of the plugin. */
@AnalyzeClasses(packages = ArchitectureTest.PLUGIN, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String PLUGIN = "io.jenkins.plugins.humanitec";

    private static final int MOST_CLASSES = 20;

    private static boolean isOfPlugin(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(PLUGIN) && !name.startsWith(PLUGIN + ".client");
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return isOfPlugin(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule settingsUseNothingOfThePlugin = noClasses()
            .that()
            .resideInAPackage(PLUGIN + ".config")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    PLUGIN + ".execution..",
                    PLUGIN + ".forms..",
                    PLUGIN + ".freestyle..",
                    PLUGIN + ".preview..",
                    PLUGIN + ".record..",
                    PLUGIN + ".scm..",
                    PLUGIN + ".session..",
                    PLUGIN + ".steps..",
                    PLUGIN + ".trigger..",
                    PLUGIN + ".webhook..");

    @ArchTest
    static final ArchRule executionDoesNotKnowTheSteps = noClasses()
            .that()
            .resideInAnyPackage(PLUGIN + ".execution..", PLUGIN + ".session..", PLUGIN + ".record..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PLUGIN + ".steps..", PLUGIN + ".freestyle..");

    /** Steps use the operations of the client and do not depend on HTTP. */
    @ArchTest
    static final ArchRule stepsUseNoHttp = noClasses()
            .that()
            .resideInAPackage(PLUGIN + ".steps..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net.http..",
                    "feign..",
                    PLUGIN + ".client.http..",
                    PLUGIN + ".client.transport..",
                    PLUGIN + ".client.api..");

    /** Steps of one subject do not use steps of another one. */
    @ArchTest
    static final ArchRule subjectsDoNotUseEachOther =
            slices().matching(PLUGIN + ".steps.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesAreSmall =
            classes().that().resideOutsideOfPackage(PLUGIN + ".client..").should(haveFewNeighbours());

    @ArchTest
    static final ArchRule packagesAreDescribed = classes()
            .that()
            .resideOutsideOfPackage(PLUGIN + ".client..")
            .should(new ArchCondition<>("be in a package that has a package-info.java") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Path description = Path.of(
                                    "src/main/java", type.getPackageName().split("\\."))
                            .resolve("package-info.java");
                    boolean isDescribed = Files.isRegularFile(description);
                    events.add(
                            new SimpleConditionEvent(type, isDescribed, type.getPackageName() + " is not described"));
                }
            });

    /** Returns a condition for one rule only, because it remembers the classes. */
    static ArchCondition<JavaClass> haveFewNeighbours() {
        return new ArchCondition<>("share their package with at most " + (MOST_CLASSES - 1) + " others") {

            private final Map<String, Set<String>> names = new HashMap<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                    names.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                            .add(type.getSimpleName());
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                names.forEach((name, types) -> events.add(new SimpleConditionEvent(
                        name, types.size() <= MOST_CLASSES, name + " has " + types.size() + " classes")));
            }
        };
    }
}
