package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import io.jenkins.plugins.humanitec.session.Clients;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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

    @Extension
    public static class DescriptorImpl extends Descriptor<HumanitecConnection> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HumanitecConnection_displayName();
        }

        public String getDefaultWebUrl() {
            return DEFAULT_WEB_URL;
        }

        public String getDefaultApiUrl() {
            return DEFAULT_API_URL;
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.HumanitecConnection_noName())
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOrganization(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                Identifiers.requireId("organization", Util.fixEmptyAndTrim(value));
                return FormValidation.ok();
            } catch (InvalidInputException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckApiUrl(@QueryParameter String value, @QueryParameter boolean plainHttp) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String url = Util.fixEmptyAndTrim(value);
            if (url == null) {
                return FormValidation.ok();
            }
            try {
                URI uri = URI.create(url);
                Clients.requireApiUrl(uri, plainHttp);
                return plainHttp && !"https".equalsIgnoreCase(uri.getScheme())
                        ? FormValidation.warning(Messages.HumanitecConnection_noTls())
                        : FormValidation.ok();
            } catch (InvalidInputException e) {
                return FormValidation.error(e.getMessage());
            } catch (IllegalArgumentException e) {
                return FormValidation.error(Messages.HumanitecConnection_noUrl());
            }
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String credentialsId, @QueryParameter String apiUrl) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    ? TokenCredentials.items(null, credentialsId, apiUrl)
                    : new ListBoxModel();
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter String apiUrl) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Forms.checkCredentials(null, value, apiUrl);
        }

        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String organization,
                @QueryParameter String apiUrl,
                @QueryParameter boolean plainHttp,
                @QueryParameter String credentialsId,
                @QueryParameter Token.Kind tokenKind) {
            // Whoever may test may send any token of this Jenkins to any host.
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            HumanitecConnection connection = new HumanitecConnection(name, organization);
            connection.setApiUrl(apiUrl);
            connection.setPlainHttp(plainHttp);
            connection.setCredentialsId(credentialsId);
            connection.setTokenKind(tokenKind);
            return ConnectionTest.of(connection);
        }
    }
}
