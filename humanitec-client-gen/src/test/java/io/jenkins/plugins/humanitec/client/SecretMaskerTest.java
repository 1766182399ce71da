package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskerTest {

    private static final String SECRET = "p@ss \"word\"/<1>&2";

    private static SecretMasker masker(String... secrets) {
        SecretMasker masker = new SecretMasker();
        List.of(secrets).forEach(masker::add);
        return masker;
    }

    @Test
    void aSecretIsMaskedInEachForm() throws JsonProcessingException {
        SecretMasker masker = masker(SECRET);
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);

        for (String form : List.of(
                SECRET,
                Json.MAPPER.writeValueAsString(SECRET).replaceAll("^\"|\"$", ""),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"),
                "p@ss &quot;word&quot;/&lt;1&gt;&amp;2",
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
            assertThat(masker.mask("before " + form + " after " + form)).isEqualTo("before **** after ****");
        }
    }

    @Test
    void theLongerOfTwoIsMaskedWhole() {
        assertThat(masker("abcd", "abcd-efgh").mask("abcd-efgh, abcd")).isEqualTo("****, ****");
        assertThat(masker("abcd-efgh", "abcd").mask("abcd-efgh, abcd")).isEqualTo("****, ****");
    }

    @Test
    void ofSeveralLinesEachIsMasked() {
        SecretMasker masker = masker("-----BEGIN KEY-----\n  c2VjcmV0\r\n{\n-----END KEY-----\n");

        assertThat(masker.mask("got c2VjcmV0 {")).isEqualTo("got **** {");
        assertThat(masker.mask("got -----BEGIN KEY----- c2VjcmV0 { -----END KEY-----"))
                .isEqualTo("got ****");
        assertThat(masker("hush\n").mask("hush!")).isEqualTo("****!");
    }

    @Test
    void whatWasCutOffIsMaskedToo() {
        SecretMasker masker = masker("0123456789");

        assertThat(masker.mask("got 0123456… and 01234…. 0123… no…")).isEqualTo("got ****… and ****…. 0123… no…");
        assertThat(masker.mask(LogSanitizer.inOneLine("value 0123456789", 12))).isEqualTo("value ****…");
    }

    @Test
    void whatIsTooShortOrNothingIsLeft() {
        assertThat(masker("1", " ", "").mask("1 of 1")).isEqualTo("1 of 1");
        SecretMasker masker = masker("hush");
        masker.add(null);
        assertThat(masker.mask("say $1 \\ hush")).isEqualTo("say $1 \\ ****");
    }

    @Test
    void anExceptionIsMaskedWithItsCauses() {
        Exception cause = new IOException("cannot store hush-hush");
        RuntimeException problem = new IllegalStateException("it went wrong", cause);
        problem.addSuppressed(new IllegalArgumentException("hush-hush, too"));

        Throwable masked = masker("hush-hush").mask(problem);

        StringWriter written = new StringWriter();
        masked.printStackTrace(new PrintWriter(written));
        assertThat(written.toString())
                .doesNotContain("hush-hush")
                .contains(
                        "java.lang.IllegalStateException: it went wrong",
                        "java.io.IOException: cannot store ****",
                        "java.lang.IllegalArgumentException: ****, too",
                        "SecretMaskerTest.anExceptionIsMaskedWithItsCauses");
    }

    @Test
    void anExceptionWithoutASecretStays() {
        Exception problem = new IllegalStateException("it went wrong", new IOException("no answer"));

        assertThat(masker("hush-hush").mask(problem)).isSameAs(problem);
        assertThat(masker().mask(problem)).isSameAs(problem);
    }
}
