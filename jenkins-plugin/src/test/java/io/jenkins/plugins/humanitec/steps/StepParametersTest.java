package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests that each parameter of each step accepts values of its type, and rejects others with an error message. */
class StepParametersTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    StepParametersTest() {
        super(SIMULATOR);
    }

    private static List<HumanitecStepDescriptor> steps() {
        return StepDescriptor.all().stream()
                .filter(HumanitecStepDescriptor.class::isInstance)
                .map(HumanitecStepDescriptor.class::cast)
                .toList();
    }

    /** Returns invalid values for a parameter, in Groovy. */
    private static List<String> unfit(DescribableParameter parameter) {
        String type = parameter.getName().equals("value")
                ? "String"
                : parameter.getErasedType().getSimpleName();
        return switch (type) {
            case "int" -> List.of("'abc'", "1.5", "true", "null", "[1]", "[a: 1]", "currentBuild");
            case "boolean" -> List.of("'yes'", "1", "null", "[true]", "[a: 1]", "currentBuild");
            case "String" -> List.of("[1]", "[a: 1]", "new int[1]", "currentBuild");
            case "Map" -> List.of("'text'", "1", "true", "[1]", "[a: currentBuild]", "[(true): 1]", "[('null'): 1]");
            default -> List.of("currentBuild", "[a: [currentBuild]]", "[a: [(true): 1]]");
        };
    }

    @Test
    void whatDoesNotFitIsASentenceForEachParameterOfEachStep() throws Exception {
        for (HumanitecStepDescriptor step : steps()) {
            StringBuilder script = new StringBuilder("""
                    def attempt(String what, Closure step) {
                        try {
                            step()
                            echo "TAKEN ${what}"
                        } catch (hudson.AbortException e) {
                            echo "REFUSED ${e.message}"
                        } catch (e) {
                            echo "BROKEN ${what} ${e}"
                        }
                    }
                    """);
            int attempts = 0;
            for (DescribableParameter parameter : new DescribableModel<>(step.clazz).getParameters()) {
                for (String given : unfit(parameter)) {
                    String call = step.getFunctionName() + "(" + parameter.getName() + ": " + given + ")"
                            + (step.takesImplicitBlockArgument() ? " {}" : "");
                    script.append("attempt(\"\"\"")
                            .append(call)
                            .append("\"\"\") { ")
                            .append(call)
                            .append(" }\n");
                    attempts++;
                }
            }
            WorkflowRun run = j.buildAndAssertSuccess(Setup.trustedJob(j, script.toString()));

            List<String> told = JenkinsRule.getLog(run)
                    .lines()
                    .filter(line -> line.matches("(TAKEN|REFUSED|BROKEN) .*"))
                    .toList();
            assertThat(told.size(), is(attempts));
            for (String line : told) {
                assertThat(
                        line,
                        line.matches("REFUSED Humanitec: (Parameter|A key of parameter) '.*' of "
                                + step.getFunctionName() + " (must be|is|has) .*"),
                        is(true));
            }
            j.assertLogNotContains("\tat ", run);
        }
        assertThat(SIMULATOR.calls(), empty());
    }

    @Test
    void aStepWithoutParametersSaysWhatIsMissing() throws Exception {
        StringBuilder script = new StringBuilder();
        for (HumanitecStepDescriptor step : steps()) {
            if (!step.takesImplicitBlockArgument()) {
                script.append("try { ")
                        .append(step.getFunctionName())
                        .append("() } catch (hudson.AbortException e) { echo \"REFUSED ${e.message}\" }\n");
            }
        }
        WorkflowRun run = j.buildAndAssertSuccess(Setup.trustedJob(j, script.toString()));

        List<String> refused = JenkinsRule.getLog(run)
                .lines()
                .filter(line -> line.startsWith("REFUSED "))
                .toList();
        assertThat(refused.size(), is(steps().size() - 1));
        for (String line : refused) {
            assertThat(
                    line,
                    line.matches("REFUSED Humanitec: cannot [^.]+\\. .*") && !line.matches(".*\\bnull\\b.*"),
                    is(true));
        }
        assertThat(SIMULATOR.calls(), empty());
    }

    @Test
    void whatReadsAsTheParametersTypeIsTakenForIt() throws Exception {
        for (HumanitecStepDescriptor step : steps()) {
            for (DescribableParameter parameter : new DescribableModel<>(step.clazz).getParameters()) {
                String name = parameter.getName();
                Map<Object, Object> alike =
                        switch (parameter.getErasedType().getSimpleName()) {
                            case "int" -> Map.of("17", 17, 17L, 17, new StringBuilder(" 17"), 17);
                            case "boolean" -> Map.of("true", true, "FALSE", false);
                            case "String" -> Map.of(5, "5", new BigDecimal("1.10"), "1.10", true, "true");
                            case "Map" -> Map.of(new LinkedHashMap<>(Map.of(1, "a")), Map.of("1", "a"));
                            default -> Map.of(new StringBuilder("a"), "a");
                        };
                for (Map.Entry<Object, Object> pair : alike.entrySet()) {
                    assertThat(
                            step.getFunctionName() + "." + name,
                            step.uninstantiate(step.newInstance(Map.of(name, pair.getKey())))
                                    .toString(),
                            is(step.uninstantiate(step.newInstance(Map.of(name, pair.getValue())))
                                    .toString()));
                }
            }
        }
    }
}
