package io.jenkins.plugins.humanitec.client.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing that callers can use is changed or removed unnoticed. The baseline has the signatures of the hand-written packages and
 * of the generated interfaces; the generated models follow the contract. After an intended change, run this test with {@code
 * -Dhumanitec.writePublicApi=true}, and review the difference of the baseline.
 */
class PublicApiTest {

    private static final Path BASELINE = Path.of("src/test/api/public-api.txt");

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/client/model/")
                        && !location.contains("/client/transport/")
                        && !location.contains("/client/generated/"))
                .importPackages(ArchitectureTest.CLIENT);
    }

    private static Set<String> baseline() throws IOException {
        return new TreeSet<>(Files.readAllLines(BASELINE));
    }

    private static SortedSet<String> missing(Set<String> baseline, Set<String> now) {
        TreeSet<String> missing = new TreeSet<>(baseline);
        missing.removeAll(now);
        return missing;
    }

    @Test
    void nothingIsRemovedOrAddedUnnoticed() throws IOException {
        SortedSet<String> now = PublicApi.of(classes);
        if (Boolean.getBoolean("humanitec.writePublicApi")) {
            Files.createDirectories(BASELINE.getParent());
            Files.write(BASELINE, now);
        }

        assertThat(missing(baseline(), now)).as("removed or changed").isEmpty();
        assertThat(missing(now, baseline()))
                .as("added; write the baseline anew")
                .isEmpty();
    }

    @Test
    void aMethodThatIsRemovedIsReported() throws IOException {
        JavaClasses withoutTheClient =
                classes.that(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(HumanitecClient.class)));

        assertThat(missing(baseline(), PublicApi.of(withoutTheClient)))
                .contains("io.jenkins.plugins.humanitec.client.HumanitecClient.values(): "
                        + "io.jenkins.plugins.humanitec.client.values.SharedValues")
                .allMatch(line -> line.contains("HumanitecClient"));
    }
}
