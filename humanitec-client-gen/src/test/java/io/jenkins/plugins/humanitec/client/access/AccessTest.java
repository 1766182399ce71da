package io.jenkins.plugins.humanitec.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.TokensApi;
import io.jenkins.plugins.humanitec.client.api.UsersApi;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.model.ServiceUserCreate;
import io.jenkins.plugins.humanitec.client.model.TokenCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

    @Test
    void aTokenExpiresNotLaterThanTheLastTokenOfItsUser() {
        HumanitecClient client = humanitec.client();
        String user = client.api(UsersApi.class)
                .createServiceUser(
                        "acme", new ServiceUserCreate().name("Jenkins").role("administrator"))
                .getId();
        OffsetDateTime soon = OffsetDateTime.now(ZoneOffset.UTC).plusDays(3).truncatedTo(ChronoUnit.SECONDS);
        String token = token(user, "ci", soon);
        Access access = humanitec.builder().bearerToken(token).build().access();

        assertThat(access.latestExpiry()).contains(soon.toInstant());
        token(user, "later", soon.plusDays(1));
        assertThat(access.latestExpiry()).contains(soon.plusDays(1).toInstant());
        token(user, "forever", null);
        assertThat(access.latestExpiry()).isEmpty();
    }

    private String token(String user, String id, OffsetDateTime expiry) {
        return humanitec
                .client()
                .api(TokensApi.class)
                .createToken(user, new TokenCreate().id(id).type("static").expiresAt(expiry))
                .getToken();
    }
}
