package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A connection to Humanitec: the API URL, the organization and the credentials with the token. */
public class HumanitecConnection extends AbstractDescribableImpl<HumanitecConnection> {

    /** The API URL of a new connection. */
    public static final String DEFAULT_API_URL = HumanitecClientBuilder.PUBLIC_API.toString();

    /** The URL of the web interface of Humanitec, for a new connection. */
    public static final String DEFAULT_WEB_URL = WebPages.PUBLIC_ADDRESS.toString();

    private final String name;
    private final String organization;
    private String apiUrl = DEFAULT_API_URL;
    private boolean plainHttp;
    private String credentialsId;
    private Token.Kind tokenKind = Token.Kind.BEARER;
    private String webUrl = DEFAULT_WEB_URL;
    private String webhookCredentialsId;
    private boolean registerWebhooks;
    private boolean approvals;
    private String protectedKinds;
    private List<HumanitecProtection> protections = new ArrayList<>();

    @DataBoundConstructor
    public HumanitecConnection(@NonNull String name, @NonNull String organization) {
        this.name = Util.fixNull(name).trim();
        this.organization = Util.fixNull(organization).trim();
    }

    /** {@return the name of the connection, which Pipelines and folders use} */
    @NonNull
    public String getName() {
        return name;
    }

    /** {@return the ID of the Humanitec organization} */
    @NonNull
    public String getOrganization() {
        return organization;
    }

    /**
     * {@return whether another connection has the same API and organization}
     *
     * @param other the other connection
     */
    public boolean hasSameOrganization(@NonNull HumanitecConnection other) {
        return organization.equals(other.organization)
                && withoutSlash(getApiUrl()).equalsIgnoreCase(withoutSlash(other.getApiUrl()));
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    /** {@return the URL of the API} */
    @NonNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(@CheckForNull String apiUrl) {
        String fixed = Util.fixEmptyAndTrim(apiUrl);
        this.apiUrl = fixed == null ? DEFAULT_API_URL : fixed;
    }

    /** {@return whether the token may be sent over http to another machine} */
    public boolean isPlainHttp() {
        return plainHttp;
    }

    @DataBoundSetter
    public void setPlainHttp(boolean plainHttp) {
        this.plainHttp = plainHttp;
    }

    /** {@return the ID of the Secret text credentials with the token, unless a folder or Pipeline sets others} */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** {@return the kind of the token} */
    @NonNull
    public Token.Kind getTokenKind() {
        return tokenKind;
    }

    @DataBoundSetter
    public void setTokenKind(@CheckForNull Token.Kind tokenKind) {
        this.tokenKind = tokenKind == null ? Token.Kind.BEARER : tokenKind;
    }

    /** {@return the URL of the web interface, for links; without a slash at the end} */
    @NonNull
    public String getWebUrl() {
        return webUrl;
    }

    @DataBoundSetter
    public void setWebUrl(@CheckForNull String webUrl) {
        String fixed = Util.fixEmptyAndTrim(webUrl);
        this.webUrl = fixed == null ? DEFAULT_WEB_URL : fixed.replaceAll("/+$", "");
    }

    /** {@return the ID of the Secret text credentials with the key of webhooks; null if there are no webhooks} */
    @CheckForNull
    public String getWebhookCredentialsId() {
        return webhookCredentialsId;
    }

    @DataBoundSetter
    public void setWebhookCredentialsId(@CheckForNull String webhookCredentialsId) {
        this.webhookCredentialsId = Util.fixEmptyAndTrim(webhookCredentialsId);
    }

    /** {@return whether Jenkins registers webhooks in Humanitec for the triggers of jobs} */
    public boolean isRegisterWebhooks() {
        return registerWebhooks;
    }

    @DataBoundSetter
    public void setRegisterWebhooks(boolean registerWebhooks) {
        this.registerWebhooks = registerWebhooks;
    }

    /** {@return whether builds may approve and deny what pipelines of Humanitec ask for} */
    public boolean isApprovals() {
        return approvals;
    }

    @DataBoundSetter
    public void setApprovals(boolean approvals) {
        this.approvals = approvals;
    }

    /** {@return the kinds of objects that builds must not apply, with commas between them; null for none} */
    @CheckForNull
    public String getProtectedKinds() {
        return protectedKinds;
    }

    @DataBoundSetter
    public void setProtectedKinds(@CheckForNull String protectedKinds) {
        this.protectedKinds = Util.fixEmptyAndTrim(protectedKinds);
    }

    /** {@return the protection rules, which Pipelines cannot override} */
    @NonNull
    public List<HumanitecProtection> getProtections() {
        return List.copyOf(protections);
    }

    @DataBoundSetter
    public void setProtections(@CheckForNull List<HumanitecProtection> protections) {
        this.protections = protections == null ? new ArrayList<>() : new ArrayList<>(protections);
    }

    /** {@return a guard that enforces the protection rules and the setting for approvals} */
    @NonNull
    public Guard guard() {
        return approvals ? protectionGuard() : Guard.all(List.of(this::checkApproval, protectionGuard()));
    }

    /** {@return a guard that enforces the protection rules, for users who may approve} */
    @NonNull
    public Guard protectionGuard() {
        List<Guard> guards = new ArrayList<>();
        protections.forEach(protection -> guards.add(protection.guard()));
        return Guard.all(guards);
    }

    private void checkApproval(ProtectedAction action, ValueScope target) {
        if (action == ProtectedAction.APPROVAL) {
            throw new ProtectedException(
                    "The connection '" + name + "' does not permit builds to approve or deny. The request was for "
                            + target + ". An administrator can permit it in Manage Jenkins > System > Humanitec.");
        }
    }

    /** Sets the defaults for settings of earlier versions, which have no web URL and no protection rules. */
    private Object readResolve() {
        setWebUrl(webUrl);
        setProtections(protections);
        return this;
    }
}
