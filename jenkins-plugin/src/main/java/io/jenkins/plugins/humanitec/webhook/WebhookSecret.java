package io.jenkins.plugins.humanitec.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.HMACConfidentialKey;

/**
 * The secrets that webhooks send. A webhook that this Jenkins has registered has a secret of its own, which is made of a key of
 * this Jenkins and is not stored. Others have the key that an administrator has chosen for the connection.
 */
final class WebhookSecret {

    private static final Logger LOGGER = Logger.getLogger(WebhookSecret.class.getName());

    private static final HMACConfidentialKey SECRETS = new HMACConfidentialKey(WebhookSecret.class, "secrets");
    private static final HMACConfidentialKey IDS = new HMACConfidentialKey(WebhookSecret.class, "ids");

    private static final int ID_LENGTH = 16;

    /** The connections whose key cannot be read. */
    private static final Set<String> UNREADABLE = ConcurrentHashMap.newKeySet();

    private WebhookSecret() {}

    /** Returns the secret of the webhook of an application. */
    @NonNull
    static String of(@NonNull String connection, @NonNull String app) {
        return SECRETS.mac(connection + "\n" + app);
    }

    /** Returns the ID of the webhook of an application. It differs from those of other Jenkins controllers. */
    @NonNull
    static String idOf(@NonNull String connection, @NonNull String app) {
        return "jenkins-" + IDS.mac(connection + "\n" + app).substring(0, ID_LENGTH);
    }

    /** Returns whether a request for an application has one of the secrets that the connection accepts. */
    static boolean isAccepted(@NonNull HumanitecConnection connection, @NonNull String app, @NonNull String given) {
        boolean isOwn = isEqual(of(connection.getName(), app), given) && connection.isRegisterWebhooks();
        return isOwn || isKey(connection, given);
    }

    private static boolean isKey(HumanitecConnection connection, String given) {
        if (connection.getWebhookCredentialsId() == null) {
            return false;
        }
        try {
            String key = TokenCredentials.webhookKey(connection);
            UNREADABLE.remove(connection.getName());
            return !key.isEmpty() && isEqual(key, given);
        } catch (RuntimeException e) {
            // The sender is not known, so it is not told why, and cannot fill the log.
            LOGGER.log(
                    UNREADABLE.add(connection.getName()) ? Level.WARNING : Level.FINE,
                    "The key of webhooks of the connection {0} cannot be read: {1}",
                    new Object[] {connection.getName(), e.getMessage()});
            return false;
        }
    }

    /** Compares hashes. The time that this takes depends neither on the first different character nor on the length of a secret. */
    private static boolean isEqual(@NonNull String expected, @CheckForNull String given) {
        return given != null && MessageDigest.isEqual(hash(expected), hash(given));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
