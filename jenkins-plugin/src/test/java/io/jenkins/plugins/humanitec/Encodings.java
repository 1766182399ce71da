package io.jenkins.plugins.humanitec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The forms in which a secret could slip out. */
final class Encodings {

    private Encodings() {}

    /** The secret, encoded for a URL, and in Base64 wherever in the encoded text it begins. */
    static List<String> of(String secret) {
        List<String> encodings = new ArrayList<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        for (int before = 0; before < 3; before++) {
            byte[] text = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().encodeToString(text);
            // The first and the last characters also depend on what stands beside.
            encodings.add(base64.substring(before == 0 ? 0 : before + 1, text.length / 3 * 4));
        }
        return encodings;
    }
}
