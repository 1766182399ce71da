package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.events.EventKind;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.ParameterizedJobMixIn;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Descriptor of the trigger, with the lists and checks of its form. */
@Extension
@Symbol("humanitecEvent")
public class EventTriggerDescriptor extends TriggerDescriptor {

    public EventTriggerDescriptor() {
        super(HumanitecEventTrigger.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.HumanitecEventTrigger_displayName();
    }

    @Override
    public boolean isApplicable(Item item) {
        return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
    }

    /** {@return the kinds of events with their names in the form} */
    @NonNull
    public Map<String, String> getKinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            kinds.put(kind.id(), label(kind));
        }
        return kinds;
    }

    private static String label(EventKind kind) {
        return switch (kind) {
            case DEPLOYMENT_STARTED -> Messages.HumanitecEventTrigger_deploymentStarted();
            case DEPLOYMENT_SUCCEEDED -> Messages.HumanitecEventTrigger_deploymentSucceeded();
            case DEPLOYMENT_FAILED -> Messages.HumanitecEventTrigger_deploymentFailed();
            case ENVIRONMENT_CREATED -> Messages.HumanitecEventTrigger_environmentCreated();
            case ENVIRONMENT_DELETED -> Messages.HumanitecEventTrigger_environmentDeleted();
        };
    }

    /**
     * {@return whether the check box of a kind is set}
     *
     * @param trigger the trigger; null for a new one
     * @param kind the name of the kind
     */
    public boolean isSelected(@CheckForNull HumanitecEventTrigger trigger, @NonNull String kind) {
        return trigger == null || trigger.getEvents().contains(kind);
    }

    /** The form has a check box for each kind of event. */
    @Override
    public Trigger<?> newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        List<String> events = new ArrayList<>();
        boolean isFromForm = false;
        for (String kind : EventKind.ids()) {
            if (form.has(kind)) {
                isFromForm = true;
                if (form.getBoolean(kind)) {
                    events.add(kind);
                }
                form.remove(kind);
            }
        }
        if (isFromForm && events.isEmpty()) {
            throw new FormException(Messages.HumanitecEventTrigger_noEvents(), "events");
        }
        HumanitecEventTrigger trigger = (HumanitecEventTrigger) super.newInstance(request, form);
        if (isFromForm) {
            trigger.setEvents(events);
        }
        return trigger;
    }

    @POST
    public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return Forms.connections(item, connection);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return Forms.credentials(item, credentialsId);
    }

    @POST
    public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return Forms.checkCredentials(item, value, null);
    }

    @POST
    public ComboBoxModel doFillAppItems(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String credentialsId) {
        return Forms.applications(item, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public FormValidation doCheckApp(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId) {
        return Forms.checkApplication(item, value, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public ComboBoxModel doFillEnvItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckEnv(@QueryParameter String value) {
        // The environment may be created later.
        String id = Util.fixNull(value).trim().replace("*", "x0");
        return Forms.checkId("environment", id);
    }

    @POST
    public FormValidation doCheckType(@QueryParameter String value) {
        return Forms.checkId("environment type", value);
    }

    @POST
    public FormValidation doCheckPollInterval(@QueryParameter String value) {
        int least = HumanitecEventTrigger.leastInterval();
        try {
            return Integer.parseInt(Util.fixNull(value).trim()) >= least
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.HumanitecEventTrigger_shortInterval(least));
        } catch (NumberFormatException e) {
            return FormValidation.error(Messages.HumanitecEventTrigger_shortInterval(least));
        }
    }
}
