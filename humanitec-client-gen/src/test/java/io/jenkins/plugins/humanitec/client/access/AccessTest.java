package io.jenkins.plugins.humanitec.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void itTellsWhoseTheTokenIsAndWhatItSees() {
        int applications = humanitec.client().applications().list("acme").size();

        assertThat(humanitec.client().access().to("acme"))
                .isEqualTo(new TokenAccess("u-alice", "Alice", "acme", "Acme", applications));
    }

    @Test
    void aTokenThatIsNotValidAndAnOrganizationThatIsNotThereAreErrors() {
        HumanitecClient stranger = humanitec.builder().bearerToken("stranger").build();

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> stranger.access().to("acme"));
        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> humanitec.client().access().to("globex"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().access().to("No ID"));
    }
}
