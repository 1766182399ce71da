package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Why a deployment or workloads failed, as maps, lists and texts. Scripts, the build's page, its remote API and its files have
 * the same. All texts are masked.
 */
public final class FailureDetails {

    private final HumanitecSession session;
    private final SecretMasker secrets;

    private FailureDetails(HumanitecSession session, SecretMasker secrets) {
        this.session = session;
        this.secrets = secrets;
    }

    /** {@return the details of a failure about which nothing more is known than its message} */
    @NonNull
    public static Map<String, Object> none() {
        Map<String, Object> details = new LinkedHashMap<>();
        List.of("errors", "pods", "logs", "resources", "unread").forEach(name -> details.put(name, new ArrayList<>()));
        return details;
    }

    /**
     * Returns the details of a failure.
     *
     * @param problem the reason why a step failed
     * @param session the session of the step; null if it was not opened
     * @param secrets masks secrets
     * @return the lists {@code errors}, {@code pods}, {@code logs} and {@code resources}, and {@code unread} with what could
     *     not be read; all are empty if there is no report
     */
    @NonNull
    public static Map<String, Object> of(
            @NonNull Throwable problem, @CheckForNull HumanitecSession session, @NonNull SecretMasker secrets) {
        if (session == null || !(problem instanceof Diagnosed diagnosed)) {
            return none();
        }
        FailureDetails details = new FailureDetails(session, secrets);
        return diagnosed.failureReport().map(details::of).orElseGet(FailureDetails::none);
    }

    private Map<String, Object> of(FailureReport report) {
        Map<String, Object> details = none();
        WebPages pages = session.webPages();
        String page = pages.of(report.env());
        String status = pages.ofStatus(report.env());
        details.put("errors", list(report.problems(), problem -> error(problem, page)));
        details.put("pods", list(report.pods(), pod -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("workload", text(pod.workload()));
            plain.put("pod", text(pod.pod()));
            plain.put("container", text(pod.container()));
            plain.put("reason", text(pod.reason()));
            plain.put("message", text(pod.message()));
            plain.put("text", text(pod.toString()));
            plain.put("url", status);
            return plain;
        }));
        details.put("logs", list(report.logs(), log -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("workload", text(log.workload()));
            plain.put("container", text(log.container()));
            plain.put("lines", list(log.lines(), this::line));
            plain.put("text", text(log.name()));
            plain.put("url", status);
            return plain;
        }));
        details.put("resources", list(report.resources(), resource -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("id", text(resource.id()));
            plain.put("type", text(resource.type()));
            plain.put("class", text(resource.resourceClass()));
            plain.put("definition", text(resource.definitionId()));
            plain.put("message", text(resource.message()));
            plain.put("text", text(resource.toString()));
            plain.put(
                    "url",
                    resource.definitionId().isEmpty()
                            ? page
                            : pages.ofDefinition(report.env().app().orgId(), resource.definitionId()));
            return plain;
        }));
        details.put("unread", list(report.unread(), this::text));
        return details;
    }

    private Map<String, Object> error(DeploymentProblem problem, String page) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("code", text(problem.code()));
        plain.put("scope", text(problem.scope()));
        plain.put("object", text(problem.object()));
        plain.put("message", text(problem.message()));
        plain.put("scoreFile", text(problem.scoreFile()));
        plain.put("text", text(problem.toString()));
        plain.put("url", page);
        return plain;
    }

    private String line(LogLine line) {
        return text(line.time() + (line.level().isEmpty() ? "" : " " + line.level()) + " | " + line.message());
    }

    private static <T, R> List<R> list(List<T> values, Function<T, R> plain) {
        List<R> list = new ArrayList<>();
        values.forEach(value -> list.add(plain.apply(value)));
        return list;
    }

    /**
     * Returns a text without secrets; empty if it is null, so that a script needs no check. A script may print the text, which must
     * not forge lines of the log.
     */
    private String text(@CheckForNull String text) {
        return text == null ? "" : LogSanitizer.indented(secrets.mask(text));
    }
}
