package io.jenkins.plugins.humanitec.client.architecture;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The layout of the client: which package may know which. */
@AnalyzeClasses(packages = ArchitectureTest.CLIENT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String CLIENT = "io.jenkins.plugins.humanitec.client";

    private static final int MOST_CLASSES = 20;

    /** Classes of the root package above all others: they create what the others are. */
    private static final Set<String> FACADE = Set.of(
            "HumanitecClient",
            "HumanitecClientBuilder",
            "ClientFactory",
            "ClientSettings",
            "EnvironmentSettings",
            "DefaultHttpClient",
            "ApiLookup");

    private static final String[] DOMAINS = {
        "..client.access..",
        "..client.artefacts..",
        "..client.deployments..",
        "..client.diagnostics..",
        "..client.environments..",
        "..client.events..",
        "..client.logs..",
        "..client.manifests..",
        "..client.overview..",
        "..client.pipelines..",
        "..client.platform..",
        "..client.resources..",
        "..client.runtime..",
        "..client.score..",
        "..client.values..",
        "..client.workloads.."
    };

    /** The root package has the facade and, below all others, what every caller meets. */
    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    if (!type.getPackageName().startsWith(CLIENT)) {
                        return SliceIdentifier.ignore();
                    }
                    if (!type.getPackageName().equals(CLIENT)) {
                        return SliceIdentifier.of(type.getPackageName().substring(CLIENT.length() + 1));
                    }
                    JavaClass outer = type;
                    while (outer.getEnclosingClass().isPresent()) {
                        outer = outer.getEnclosingClass().get();
                    }
                    return SliceIdentifier.of(
                            FACADE.contains(outer.getSimpleName()) ? "the facade" : "what every caller meets");
                }

                @Override
                public String getDescription() {
                    return "packages, and the root package in two parts";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingKnowsTheFacade = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(CLIENT.replace(".", "\\.") + "\\.(" + String.join("|", FACADE) + ")(\\$.*)?");

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoSubject = noClasses()
            .that()
            .resideInAnyPackage(
                    "..client.context..",
                    "..client.flow..",
                    "..client.polling..",
                    "..client.contract..",
                    "..client.http..",
                    "..client.guard..",
                    "..client.errors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOMAINS);

    /** Operations make their calls with the generated interfaces, and do not know how requests are sent. */
    @ArchTest
    static final ArchRule subjectsDoNotSendRequests = noClasses()
            .that()
            .resideInAnyPackage(DOMAINS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..client.http..", "..client.transport..", "java.net.http..", "feign..");

    @ArchTest
    static final ArchRule theClientDoesNotKnowJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "com.cloudbees..", "org.kohsuke..");

    @ArchTest
    static final ArchRule packagesAreSmall = classes()
            .that()
            .resideOutsideOfPackages("..client.api..", "..client.model..")
            .should(haveFewNeighbours());

    /** Returns a condition for one rule only: it remembers the classes that it has seen. */
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
