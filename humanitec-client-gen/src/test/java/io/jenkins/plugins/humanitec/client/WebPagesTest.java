package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {

    private static final String SHOP_PAGE = "https://app.humanitec.io/orgs/acme/apps/shop";

    private static WebPages pagesOf(HumanitecClientBuilder builder) {
        try (HumanitecClient client = builder.bearerToken("secret").build()) {
            return client.context().webPages();
        }
    }

    @Test
    void eachObjectHasItsPageInThePublicWebInterface() {
        WebPages pages = pagesOf(HumanitecClient.builder());

        assertThat(pages.ofOrganization("acme")).isEqualTo("https://app.humanitec.io/orgs/acme");
        assertThat(pages.of(SHOP)).isEqualTo(SHOP_PAGE);
        assertThat(pages.of(SHOP.env("dev"))).isEqualTo(SHOP_PAGE + "/envs/dev");
        assertThat(pages.ofStatus(SHOP.env("dev"))).isEqualTo(SHOP_PAGE + "/envs/dev/status");
        assertThat(pages.ofDefinition("acme", "postgres-dev"))
                .isEqualTo("https://app.humanitec.io/orgs/acme/resources/definitions/postgres-dev");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://humanitec.example.com/ui",
                "https://humanitec.example.com/ui/",
                "https://humanitec.example.com/ui//"
            })
    void aWebInterfaceOfOnesOwnCanHaveAPathAndSlashesAtItsEnd(String address) {
        WebPages pages = pagesOf(HumanitecClient.builder().webUri(URI.create(address)));

        assertThat(pages.of(SHOP)).isEqualTo("https://humanitec.example.com/ui/orgs/acme/apps/shop");
    }

    @Test
    void aClientWithTheSettingsOfAnotherOneHasTheSamePages() {
        try (HumanitecClient client = HumanitecClient.builder()
                .bearerToken("secret")
                .webUri(URI.create("https://humanitec.example.com"))
                .build()) {

            assertThat(pagesOf(client.toBuilder()).ofOrganization("acme"))
                    .isEqualTo("https://humanitec.example.com/orgs/acme");
        }
    }

    /** The API gives these IDs, and the organization of a connection is only checked when it is used. */
    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "a/b, a%2Fb",
        "a?b=c#d, a%3Fb%3Dc%23d",
        "50%, 50%25",
        "ä, %C3%A4",
        "'](javascript:x)', %5D%28javascript%3Ax%29",
        "a+b, a%2Bb"
    })
    void anIdIsOneSegmentOfThePath(String id, String segment) {
        WebPages pages = pagesOf(HumanitecClient.builder());

        assertThat(pages.ofOrganization(id)).isEqualTo("https://app.humanitec.io/orgs/" + segment);
        assertThat(pages.ofDefinition(id, id))
                .isEqualTo("https://app.humanitec.io/orgs/" + segment + "/resources/definitions/" + segment);
    }
}
