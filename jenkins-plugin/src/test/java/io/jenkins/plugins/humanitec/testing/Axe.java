package io.jenkins.plugins.humanitec.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks parts of pages for what people with a keyboard, a screen reader or weak sight cannot use. */
public final class Axe {

    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run({include: arguments[0].map(css => [css])}, {resultTypes: ['violations']})
              .then(result => done(result.violations
                .filter(found => found.impact === 'serious' || found.impact === 'critical')
                .flatMap(found => found.nodes.map(node =>
                  found.id + ' ' + node.html.slice(0, 200) + ' ' + node.failureSummary))))
              .catch(problem => done(['' + problem]));
            """;

    private Axe() {}

    /** Returns the serious findings in the elements with these selectors; a selector that finds nothing is a finding. */
    public static List<?> findings(Browser browser, String... selectors) throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream(SCRIPT)) {
            browser.run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) browser.runAsync(RUN, List.of(selectors));
    }
}
