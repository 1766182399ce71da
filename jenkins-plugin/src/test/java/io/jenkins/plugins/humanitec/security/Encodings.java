package io.jenkins.plugins.humanitec.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The encodings in which a secret could be disclosed. */
final class Encodings {

    private Encodings() {}

    /** Returns the secret as plain text, URL-encoded, and in Base64 for each possible offset in the encoded text. */
    static List<String> of(String secret) {
        List<String> encodings = new ArrayList<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        for (int before = 0; before < 3; before++) {
            byte[] text = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().encodeToString(text);
            // The first and last characters are left out, because they depend on the neighboring text.
            encodings.add(base64.substring(before == 0 ? 0 : before + 1, text.length / 3 * 4));
        }
        return encodings;
    }
}
