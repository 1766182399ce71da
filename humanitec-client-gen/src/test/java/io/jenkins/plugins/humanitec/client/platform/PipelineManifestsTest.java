package io.jenkins.plugins.humanitec.client.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pipelines, whose definitions are texts with comments. */
class PipelineManifestsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private static List<Manifest> pipeline(String text) {
        return Manifests.readForApp("shop", text);
    }

    @Test
    void pipelinesInTheirOwnFormAreFoundByIdOrName() {
        List<Manifest> withoutId = pipeline("name: Ship it\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n");
        TestHumanitec.result(platform().apply(withoutId, PlanOptions.DEFAULT, OnFailure.STOP));
        assertThat(platform().plan(withoutId).text()).isEqualTo("Plan: nothing to change.");

        String text = "# One\r\nid: ship\r\nname: Ship it\r\non: {pipeline_call: {}}\r\njobs: {a: {steps: []}}\r\n";
        TestHumanitec.result(platform().apply(pipeline(text), PlanOptions.DEFAULT, OnFailure.STOP));
        assertThat(platform().plan(pipeline(text)).text()).isEqualTo("Plan: nothing to change.");
        assertThat(platform()
                        .plan(pipeline("\uFEFF" + text.replace("\r\n", "\n")))
                        .text())
                .isEqualTo("Plan: nothing to change.");

        Plan plan = platform().plan(pipeline(text.replace("# One", "# Two")));
        assertThat(plan.text())
                .contains("~ change Pipeline shop/ship")
                .contains("      comments and layout: \"changed\"");
        TestHumanitec.result(platform().apply(plan, PlanOptions.DEFAULT, OnFailure.STOP));
        assertThat(platform().plan(pipeline(text.replace("# One", "# Two"))).text())
                .isEqualTo("Plan: nothing to change.");
    }

    @Test
    void aPipelineWithTheNameOfAnothersIdIsAnotherPipeline() {
        humanitec.shop().pipelines().create("{id: aaa, name: zzz, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");
        humanitec.shop().pipelines().create("{id: zzz, name: other, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}");

        assertThat(platform()
                        .plan(pipeline("{id: zzz, name: other, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}"))
                        .text())
                .isEqualTo("Plan: nothing to change.");
        assertThat(platform()
                        .plan(pipeline("{id: other, name: new, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}"))
                        .summary())
                .isEqualTo("1 to create, 0 to change, 0 to delete");
    }
}
