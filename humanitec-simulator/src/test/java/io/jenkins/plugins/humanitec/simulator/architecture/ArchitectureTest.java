package io.jenkins.plugins.humanitec.simulator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The layout of the simulator: which package may use which. */
@AnalyzeClasses(packages = ArchitectureTest.SIMULATOR, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String SIMULATOR = "io.jenkins.plugins.humanitec.simulator";

    private static final int MOST_CLASSES = 20;

    /** Classes of the root package that may use all other packages. No other package may use them. */
    private static final Set<String> FACADE =
            Set.of("DataFile", "DemoData", "SimulatedOperations", "Simulator", "SimulatorCli", "World");

    private static final String[] SUBJECTS = {
        "..simulator.artefacts..",
        "..simulator.definitions..",
        "..simulator.deployments..",
        "..simulator.environments..",
        "..simulator.organizations..",
        "..simulator.pipelines..",
        "..simulator.provisioning..",
        "..simulator.score..",
        "..simulator.users..",
        "..simulator.values..",
        "..simulator.webhooks..",
        "..simulator.workloads.."
    };

    /** The root package has two parts: the facade above all other packages, and the types of its API below them. */
    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    if (!type.getPackageName().startsWith(SIMULATOR)) {
                        return SliceIdentifier.ignore();
                    }
                    if (!type.getPackageName().equals(SIMULATOR)) {
                        return SliceIdentifier.of(type.getPackageName().substring(SIMULATOR.length() + 1));
                    }
                    JavaClass outer = type;
                    while (outer.getEnclosingClass().isPresent()) {
                        outer = outer.getEnclosingClass().get();
                    }
                    return SliceIdentifier.of(
                            FACADE.contains(outer.getSimpleName()) ? "the facade" : "the types of its API");
                }

                @Override
                public String getDescription() {
                    return "packages, and the root package in two parts";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingUsesTheFacade = noClasses()
            .that()
            .resideOutsideOfPackages(SIMULATOR, SIMULATOR + ".junit")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(SIMULATOR.replace(".", "\\.") + "\\.(" + String.join("|", FACADE) + ")(\\$.*)?");

    /** Operations receive calls and return answers. They do not know the server, nor the types of the facade's API. */
    @ArchTest
    static final ArchRule subjectsAreBelowTheServer = noClasses()
            .that()
            .resideInAnyPackage(SUBJECTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SIMULATOR, "..simulator.http..", "..simulator.contract..", "io.undertow..", "io.swagger..");

    @ArchTest
    static final ArchRule whatIsSharedUsesNoSubject = noClasses()
            .that()
            .resideInAnyPackage(
                    "..simulator.contract..",
                    "..simulator.http..",
                    "..simulator.operations..",
                    "..simulator.resources..",
                    "..simulator.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SUBJECTS);

    /** A client that is tested with the simulator must not share code with it. */
    @ArchTest
    static final ArchRule theSimulatorUsesNeitherClientNorJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.jenkins.plugins.humanitec.client..",
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "com.cloudbees..",
                    "org.kohsuke..");

    @ArchTest
    static final ArchRule packagesAreSmall = classes()
            .should(beInPackages("packages of at most " + MOST_CLASSES + " classes", one -> {
                long number = one.getClasses().stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .count();
                return number <= MOST_CLASSES ? Optional.empty() : Optional.of("has " + number + " classes");
            }));

    @ArchTest
    static final ArchRule packagesAreDescribed = classes()
            .should(beInPackages("packages with a description in package-info.java", one -> {
                Path info = Path.of("src/main/java", one.getName().replace('.', '/'), "package-info.java");
                return Files.exists(info) ? Optional.empty() : Optional.of("has no package-info.java");
            }));

    private static ArchCondition<JavaClass> beInPackages(
            String description, Function<JavaPackage, Optional<String>> violation) {
        return new ArchCondition<>("be in " + description) {

            private final Map<String, JavaPackage> packages = new TreeMap<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                packages.put(type.getPackageName(), type.getPackage());
            }

            @Override
            public void finish(ConditionEvents events) {
                packages.forEach((name, one) -> {
                    Optional<String> found = violation.apply(one);
                    events.add(new SimpleConditionEvent(one, found.isEmpty(), name + " " + found.orElse("is fine")));
                });
            }
        };
    }
}
