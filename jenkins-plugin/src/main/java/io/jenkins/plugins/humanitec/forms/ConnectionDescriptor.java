package io.jenkins.plugins.humanitec.forms;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.session.Clients;
import io.jenkins.plugins.humanitec.session.TokenCredentials;
import java.net.URI;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Descriptor of a connection, with the lists and checks of its form. */
@Extension
public class ConnectionDescriptor extends Descriptor<HumanitecConnection> {

    public ConnectionDescriptor() {
        super(HumanitecConnection.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.HumanitecConnection_displayName();
    }

    public String getDefaultWebUrl() {
        return HumanitecConnection.DEFAULT_WEB_URL;
    }

    public String getDefaultApiUrl() {
        return HumanitecConnection.DEFAULT_API_URL;
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
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId, @QueryParameter String apiUrl) {
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
    public FormValidation doCheckProtectedKinds(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Forms.checkKinds(value);
    }

    @POST
    public FormValidation doCheckWebUrl(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String url = Util.fixEmptyAndTrim(value);
        return url == null || url.matches("(?i)https?://[^/\\s]+.*")
                ? FormValidation.ok()
                : FormValidation.error(Messages.HumanitecConnection_noUrl());
    }

    @POST
    public ListBoxModel doFillWebhookCredentialsIdItems(
            @QueryParameter String webhookCredentialsId, @QueryParameter String apiUrl) {
        return doFillCredentialsIdItems(webhookCredentialsId, apiUrl);
    }

    @POST
    public FormValidation doCheckWebhookCredentialsId(@QueryParameter String value, @QueryParameter String apiUrl) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : Forms.checkCredentials(null, value, apiUrl);
    }

    @POST
    public FormValidation doCheckRegisterWebhooks(@QueryParameter boolean value, @QueryParameter String name) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return WebhookReport.of(Util.fixNull(name).trim(), value);
    }

    @POST
    public FormValidation doTestConnection(
            @QueryParameter String name,
            @QueryParameter String organization,
            @QueryParameter String apiUrl,
            @QueryParameter boolean plainHttp,
            @QueryParameter String credentialsId,
            @QueryParameter Token.Kind tokenKind) {
        // A test can send any token of this Jenkins to any host, so it requires an administrator.
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        HumanitecConnection connection = new HumanitecConnection(name, organization);
        connection.setApiUrl(apiUrl);
        connection.setPlainHttp(plainHttp);
        connection.setCredentialsId(credentialsId);
        connection.setTokenKind(tokenKind);
        return ConnectionTest.of(connection);
    }
}
