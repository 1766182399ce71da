package io.jenkins.plugins.humanitec.steps.block;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Exports the token and the target to the commands in a block, as the environment variables of Humanitec's CLI. */
final class TokenExport {

    static final String TOKEN = "HUMANITEC_TOKEN";

    private TokenExport() {}

    /**
     * Adds the variables to a block, and masks the token in its log.
     *
     * @param invoker the invoker of the block
     * @param context the context of the {@code withHumanitec} step
     * @param session the session with the token and the target
     * @throws IOException if the context cannot be read
     * @throws InterruptedException if the build is aborted
     */
    static void addTo(@NonNull BodyInvoker invoker, @NonNull StepContext context, @NonNull HumanitecSession session)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        String charset = run == null ? "UTF-8" : run.getCharset().name();
        invoker.withContext(EnvironmentExpander.merge(context.get(EnvironmentExpander.class), new Variables(session)));
        invoker.withContext(BodyInvoker.mergeConsoleLogFilters(
                context.get(ConsoleLogFilter.class), new Mask(session.tokenSecret(), charset)));
    }

    /** Sets the variables. Saved with the Pipeline; the token is a {@link Secret}, which Jenkins encrypts. */
    private static final class Variables extends EnvironmentExpander {

        private static final long serialVersionUID = 1L;

        private final Secret token;
        private final Map<String, String> others = new LinkedHashMap<>();

        Variables(HumanitecSession session) {
            token = session.tokenSecret();
            others.put("HUMANITEC_ORG", session.organization());
            if (session.hasApp()) {
                others.put("HUMANITEC_APP", session.app().appId());
                if (session.hasEnv()) {
                    others.put("HUMANITEC_ENV", session.env().envId());
                }
            }
        }

        @Override
        public void expand(@NonNull EnvVars variables) {
            variables.override(TOKEN, token.getPlainText());
            others.forEach(variables::override);
        }

        @NonNull
        @Override
        public Set<String> getSensitiveVariables() {
            return Set.of(TOKEN);
        }
    }

    /** Masks the token in the log, also with the quotes of shells and in Base64. */
    private static final class Mask extends ConsoleLogFilter implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Secret pattern;
        private final String charset;

        Mask(Secret token, String charset) {
            this.pattern = Secret.fromString(SecretPatterns.getAggregateSecretPattern(List.of(token.getPlainText()))
                    .pattern());
            this.charset = charset;
        }

        @Override
        public OutputStream decorateLogger(Run build, OutputStream log) {
            return new SecretPatterns.MaskingOutputStream(log, () -> Pattern.compile(pattern.getPlainText()), charset);
        }
    }
}
