package io.jenkins.plugins.humanitec.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.events.EventKind;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.StaplerRequest2;

/** Tests the settings of the trigger. */
class EventTriggerFormTest extends EventTriggers {

    @Test
    void wrongSettingsFailTheBuild() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "wrong");
        job.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([humanitecEvent(app: 'shop', events: ['deployed'])])])", true));
        Run<?, ?> run = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("There is no kind of event 'deployed'. Use one of deploymentStarted, ", run);

        job.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([humanitecEvent(app: 'shop', pollInterval: 0)])])", true));
        run = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("The pollInterval of humanitecEvent is 0. Use at least 1 seconds.", run);
    }

    @Test
    void theFormKeepsTheSettings() throws Exception {
        HumanitecEventTrigger trigger = trigger("pr-*", "deploymentFailed", "environmentDeleted");
        trigger.setType("development");
        trigger.setPollInterval(120);
        FreeStyleProject job = j.createFreeStyleProject();
        job.addTrigger(trigger);

        j.configRoundtrip(job);

        HumanitecEventTrigger read = job.getTrigger(HumanitecEventTrigger.class);
        assertThat(read, notNullValue());
        j.assertEqualDataBoundBeans(trigger, read);
        assertThat(read.getEvents(), is(List.of("deploymentFailed", "environmentDeleted")));
    }

    @Test
    void theFormOfAPipelineKeepsTheSettings() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        HumanitecEventTrigger trigger = trigger("development");
        job.addTrigger(trigger);

        j.configRoundtrip(job);

        HumanitecEventTrigger read =
                (HumanitecEventTrigger) job.getTriggersJobProperty().getTriggerForDescriptor(trigger.getDescriptor());
        j.assertEqualDataBoundBeans(trigger, read);
    }

    @Test
    void aGeneratedScriptHasOnlyWhatIsSet() {
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setApp("shop");
        trigger.setEvents(List.of("deploymentFailed"));

        assertThat(
                DescribableModel.uninstantiate2_(trigger).toString(),
                is("@humanitecEvent(app=shop,events=[deploymentFailed])"));
    }

    @Test
    void aFormWithoutEventsIsRefused() {
        JSONObject form = new JSONObject().element("app", "shop");
        EventKind.ids().forEach(kind -> form.element(kind, false));
        EventTriggerDescriptor descriptor = (EventTriggerDescriptor) new HumanitecEventTrigger().getDescriptor();

        assertThat(
                assertThrows(Descriptor.FormException.class, () -> descriptor.newInstance((StaplerRequest2) null, form))
                        .getMessage(),
                is("Select at least one event that starts the job."));
    }

    @ParameterizedTest
    @CsvSource({"15, OK", "' 60 ', OK", "0, ERROR", "'', ERROR", "soon, ERROR"})
    void theIntervalIsChecked(String value, FormValidation.Kind kind) {
        EventTriggerDescriptor descriptor = (EventTriggerDescriptor) new HumanitecEventTrigger().getDescriptor();

        assertThat(descriptor.doCheckPollInterval(value).kind, is(kind));
    }

    /** Otherwise each poll would be a first one, which has no events. */
    @Test
    void aLongIntervalEndsWithinTheDayOfTheCursor() {
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setPollInterval(7 * 24 * 60 * 60);

        assertThat(trigger.interval(), lessThan(CursorFile.LONGEST_AGE));
    }

    @ParameterizedTest
    @CsvSource({"development, OK", "pr-*, OK", "*, OK", "'', OK", "PR, ERROR", "a b, ERROR"})
    void theEnvironmentIsChecked(String value, FormValidation.Kind kind) {
        EventTriggerDescriptor descriptor = (EventTriggerDescriptor) new HumanitecEventTrigger().getDescriptor();

        assertThat(descriptor.doCheckEnv(value).kind, is(kind));
    }
}
