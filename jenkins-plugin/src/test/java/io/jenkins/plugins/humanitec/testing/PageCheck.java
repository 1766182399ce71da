package io.jenkins.plugins.humanitec.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

/** Checks a page that a browser shows. */
public final class PageCheck {

    private PageCheck() {}

    /** Requires that a page is usable, and that there is neither style nor script in our part of it. */
    public static void check(Browser browser, String own, String... sections) throws Exception {
        assertThat(
                "no style and no script within the page",
                number(
                        browser,
                        "[...document.querySelectorAll('" + own
                                + "')].flatMap(own => [own, ...own.querySelectorAll('*')])"
                                + ".filter(part => part.matches('script, style, [style]')"
                                + " || part.getAttributeNames().some(name => name.startsWith('on'))).length"),
                is(0L));
        isUsable(browser, sections);
    }

    /**
     * Requires that the page does not scroll sideways, that everybody can use its sections, and that it does not violate the Content
     * Security Policy.
     */
    public static void isUsable(Browser browser, String... sections) throws Exception {
        assertThat(
                "the page does not scroll sideways",
                number(browser, "document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                lessThanOrEqualTo(0L));
        assertThat(Axe.findings(browser, sections), is(empty()));
        assertThat(browser.messages("Content Security Policy"), is(empty()));
    }

    /** Requires that Jenkins enforces its Content Security Policy. */
    public static void isPolicyEnforced(Browser browser) {
        assertThat(
                (String) browser.runAsync("const done = arguments[arguments.length - 1];"
                        + "fetch(location.href).then(page => done(page.headers.get('Content-Security-Policy')))"),
                containsString("script-src"));
    }

    /** Returns the number that an expression in JavaScript has in the page. */
    public static long number(Browser browser, String expression) {
        return ((Number) browser.run("return " + expression)).longValue();
    }
}
