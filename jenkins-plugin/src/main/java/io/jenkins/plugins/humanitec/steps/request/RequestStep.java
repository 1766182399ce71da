package io.jenkins.plugins.humanitec.steps.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.contract.BodySecrets;
import io.jenkins.plugins.humanitec.client.contract.Contract;
import io.jenkins.plugins.humanitec.client.contract.Operation;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.JsonText;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Sends a request for any operation of the API. */
public class RequestStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();
    /** The body in JSON. It may contain secrets; Jenkins encrypts this type when it saves the running step. */
    private Secret body;

    @DataBoundConstructor
    public RequestStep(String operation) {
        this.operation = Util.fixEmptyAndTrim(operation);
    }

    public String getOperation() {
        return operation;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    @DataBoundSetter
    public void setParameters(@CheckForNull Map<String, Object> parameters) {
        this.parameters = parameters == null ? new LinkedHashMap<>() : new LinkedHashMap<>(parameters);
    }

    /** {@return the parameters as text for the form} */
    public String getParametersText() {
        return KeyValueLines.format(parameters);
    }

    @CheckForNull
    public Object getBody() {
        return body == null ? null : JsonText.read(body.getPlainText());
    }

    /**
     * Sets the body.
     *
     * @param body maps, lists, texts, numbers and booleans; a text for an operation that takes YAML
     */
    @DataBoundSetter
    public void setBody(@CheckForNull Object body) {
        this.body = body == null ? null : Secret.fromString(JsonText.write(body));
    }

    /** {@return the body as text for the form} */
    public String getBodyText() {
        Object shown = getBody();
        return shown == null ? "" : JsonText.format(shown);
    }

    @NonNull
    @Override
    public String action() {
        return operation == null || operation.isEmpty() ? "call an operation" : "carry out " + operation;
    }

    @NonNull
    @Override
    public List<String> secrets() {
        return BodySecrets.of(operation, getBody());
    }

    @Override
    public void check() {
        Contract.get().operation(operation);
    }

    @Override
    public Object call(@NonNull StepRun run) {
        Map<String, Object> given = whereToGo(run.session());
        given.putAll(parameters);
        AnyRequest request = AnyRequest.of(operation, given, getBody());
        if (run.isResumed() && !request.isRepeatable()) {
            throw new InvalidInputException(
                    "Jenkins restarted while " + request + " was sent, and whether it was carried "
                            + "out is not known. Look in Humanitec before you run the step again.");
        }
        if (run.session().isDryRun() && !request.isReading()) {
            run.say("would send " + request);
            return null;
        }
        Object answer = send(run, request);
        run.say(request + ": done");
        if (!request.isReading()) {
            run.changed(
                    ChangeDraft.of(
                            operation, run.session().hasApp() ? run.session().valueScope() : null),
                    "done");
        }
        return answer;
    }

    private static Object send(StepRun run, AnyRequest request) {
        try {
            return run.client().send(request);
        } catch (NotFoundException e) {
            if (run.isResumed() && request.isDeletion()) {
                // The request before the restart has deleted the object.
                return null;
            }
            throw e;
        }
    }

    /** Returns the organization, application and environment if the operation has such parameters and they are set. */
    private Map<String, Object> whereToGo(HumanitecSession session) {
        Operation asked = Contract.get().operation(operation);
        Map<String, Object> known = new LinkedHashMap<>();
        if (asked.parameter("orgId").isPresent()) {
            known.put("orgId", session.organization());
        }
        if (asked.parameter("appId").isPresent() && session.hasApp()) {
            known.put("appId", session.app().appId());
        }
        if (asked.parameter("envId").isPresent() && session.hasApp() && session.hasEnv()) {
            known.put("envId", session.env().envId());
        }
        return known;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecRequest", Messages._RequestStep_displayName(), "parameters", "body");
        }

        public ComboBoxModel doFillOperationItems() {
            return new ComboBoxModel(Contract.get().operationIds());
        }

        @POST
        public FormValidation doCheckOperation(@QueryParameter String value) {
            String id = Util.fixEmptyAndTrim(value);
            return id == null
                    ? FormValidation.ok()
                    : Forms.check(() -> Contract.get().operation(id));
        }

        /** Restores the key {@code on} of pipeline definitions in a body, which YAML parsers read as a boolean. */
        @Override
        protected Object read(String name, Object given, Map<String, Object> arguments) {
            String operation = String.valueOf(arguments.get("operation")).strip();
            return name.equals("body") && Contract.get().operationIds().contains(operation)
                    ? Contract.get().operation(operation).bodyWithTriggers(given)
                    : given;
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            RequestStep request = (RequestStep) step;
            request.parameters.putAll(KeyValueLines.parse(lines.get("parameters")));
            request.setBody(JsonText.parse(lines.get("body")));
        }
    }
}
