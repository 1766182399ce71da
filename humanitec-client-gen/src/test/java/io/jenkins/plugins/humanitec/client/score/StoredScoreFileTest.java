package io.jenkins.plugins.humanitec.client.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that a Score file is read that an earlier version has stored in a build. */
class StoredScoreFileTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** The sample has extensions and a property, and no image. */
    @Test
    void aFileWithoutWarningsIsValidatedAndDeployed() throws Exception {
        ScoreFile file;
        try (InputStream sample = StoredScoreFileTest.class.getResourceAsStream("score-file.ser");
                ObjectInputStream in = new ObjectInputStream(sample)) {
            file = (ScoreFile) in.readObject();
        }

        assertThat(file.warnings()).isEmpty();
        assertThat(file.files()).containsExactly("score.yaml", "humanitec.score.yaml");
        assertThat(humanitec.client().scores().validate("acme", List.of(file)))
                .extracting(ScoreFault::line)
                .containsExactly(4, 4);
        assertThat(humanitec
                        .client()
                        .scores()
                        .convert("acme", List.of(file.withImage("r/a:1")))
                        .getModules())
                .containsOnlyKeys("backend");
    }
}
