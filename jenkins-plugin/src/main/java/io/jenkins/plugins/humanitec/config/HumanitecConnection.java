package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Where an organization's Humanitec is, and which token Jenkins presents there. */
public class HumanitecConnection extends AbstractDescribableImpl<HumanitecConnection> {

    /** What a new connection's API URL is. */
    public static final String DEFAULT_API_URL = HumanitecClientBuilder.PUBLIC_API.toString();

    /** Where people look at Humanitec, for a new connection. */
    public static final String DEFAULT_WEB_URL = "https://app.humanitec.io";

    private final String name;
    private final String organization;
    private String apiUrl = DEFAULT_API_URL;
    private boolean plainHttp;
    private String credentialsId;
    private Token.Kind tokenKind = Token.Kind.BEARER;
    private String webUrl = DEFAULT_WEB_URL;
    private List<HumanitecProtection> protections = new ArrayList<>();

    @DataBoundConstructor
    public HumanitecConnection(@NonNull String name, @NonNull String organization) {
        this.name = Util.fixNull(name).trim();
        this.organization = Util.fixNull(organization).trim();
    }

    /** @return what Pipelines and folders call the connection */
    @NonNull
    public String getName() {
        return name;
    }

    /** @return the ID of the Humanitec organization */
    @NonNull
    public String getOrganization() {
        return organization;
    }

    /** @return where the API is */
    @NonNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(@CheckForNull String apiUrl) {
        String fixed = Util.fixEmptyAndTrim(apiUrl);
        this.apiUrl = fixed == null ? DEFAULT_API_URL : fixed;
    }

    /** @return whether the token may be sent over http to another machine */
    public boolean isPlainHttp() {
        return plainHttp;
    }

    @DataBoundSetter
    public void setPlainHttp(boolean plainHttp) {
        this.plainHttp = plainHttp;
    }

    /** @return the ID of the Secret text credentials that have the token, unless a folder or Pipeline names others */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** @return how the token is presented */
    @NonNull
    public Token.Kind getTokenKind() {
        return tokenKind;
    }

    @DataBoundSetter
    public void setTokenKind(@CheckForNull Token.Kind tokenKind) {
        this.tokenKind = tokenKind == null ? Token.Kind.BEARER : tokenKind;
    }

    /** @return where people look at Humanitec, for links; with no slash at the end */
    @NonNull
    public String getWebUrl() {
        return webUrl;
    }

    @DataBoundSetter
    public void setWebUrl(@CheckForNull String webUrl) {
        String fixed = Util.fixEmptyAndTrim(webUrl);
        this.webUrl = fixed == null ? DEFAULT_WEB_URL : fixed.replaceAll("/+$", "");
    }

    /** @return what must not be done to which applications and environments, whatever a Pipeline says */
    @NonNull
    public List<HumanitecProtection> getProtections() {
        return List.copyOf(protections);
    }

    @DataBoundSetter
    public void setProtections(@CheckForNull List<HumanitecProtection> protections) {
        this.protections = protections == null ? new ArrayList<>() : new ArrayList<>(protections);
    }

    /** @return what enforces the protections */
    @NonNull
    public Guard guard() {
        return Guard.all(protections.stream().map(HumanitecProtection::guard).toList());
    }

    /** Settings of an earlier version have neither page nor protections. */
    private Object readResolve() {
        setWebUrl(webUrl);
        setProtections(protections);
        return this;
    }
}
