package io.jenkins.plugins.humanitec.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import io.jenkins.plugins.humanitec.execution.FreestyleExecution;
import io.jenkins.plugins.humanitec.execution.SensitiveVariables;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import io.jenkins.plugins.humanitec.steps.artefacts.RegisterVersionStep;
import io.jenkins.plugins.humanitec.steps.deployments.DeployStep;
import io.jenkins.plugins.humanitec.steps.environments.DeleteEnvStep;
import io.jenkins.plugins.humanitec.steps.values.SetValueStep;
import io.jenkins.plugins.humanitec.steps.workloads.ScaleStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Runs operations of Freestyle jobs: the steps of Pipelines, with environment variables in their parameters. */
final class Operations {

    private Operations() {}

    @NonNull
    static List<Descriptor<?>> descriptors() {
        return Stream.of(
                        SetValueStep.class,
                        ScaleStep.class,
                        DeployStep.class,
                        RegisterVersionStep.class,
                        DeleteEnvStep.class)
                .<Descriptor<?>>map(Jenkins.get()::getDescriptorOrDie)
                .toList();
    }

    /** Checks the values of a form before they are saved. */
    static void check(@CheckForNull HumanitecStep operation) throws Descriptor.FormException {
        if (isSecretInForm(operation)) {
            throw new Descriptor.FormException(Messages.Operations_secretInForm(), "operation");
        }
    }

    private static boolean isSecretInForm(HumanitecStep operation) {
        return operation instanceof SetValueStep value && value.isSecret() && value.getValue() != null;
    }

    /** Runs an operation. Returns whether it succeeded; otherwise, the log contains the reason. */
    static boolean perform(@CheckForNull HumanitecStep operation, AbstractBuild<?, ?> build, BuildListener listener)
            throws IOException, InterruptedException {
        try {
            if (operation == null) {
                throw new AbortException("Humanitec: the job's configuration does not say what to do.");
            }
            if (isSecretInForm(operation)) {
                throw new AbortException(
                        "Humanitec: cannot " + operation.action() + ". " + Messages.Operations_secretInForm());
            }
            EnvVars variables = build.getEnvironment(listener);
            variables.overrideAll(build.getBuildVariables());
            List<String> secrets = SensitiveVariables.of(build.getSensitiveBuildVariables(), variables);
            new FreestyleExecution(build, variables, build.getWorkspace(), listener.getLogger(), secrets)
                    .run(expanded(operation, variables));
            return true;
        } catch (AbortException e) {
            listener.error(e.getMessage());
            return false;
        }
    }

    /** Returns a copy of a step with expanded variables. */
    private static HumanitecStep expanded(HumanitecStep step, EnvVars variables) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        step.getDescriptor()
                .uninstantiate(step)
                .getArguments()
                .forEach((name, value) -> expanded.put(name, expanded(value, variables)));
        try {
            return (HumanitecStep) step.getDescriptor().newInstance(expanded);
        } catch (Exception e) {
            throw new IllegalStateException("A step could be made before.", e);
        }
    }

    private static Object expanded(Object value, EnvVars variables) {
        if (value instanceof String text) {
            return variables.expand(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> expanded = new LinkedHashMap<>();
            map.forEach((name, inner) -> expanded.put(expanded(name, variables), expanded(inner, variables)));
            return expanded;
        }
        if (value instanceof List<?> list) {
            List<Object> expanded = new ArrayList<>();
            list.forEach(inner -> expanded.add(expanded(inner, variables)));
            return expanded;
        }
        return value;
    }
}
