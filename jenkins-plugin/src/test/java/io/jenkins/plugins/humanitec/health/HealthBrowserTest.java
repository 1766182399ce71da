package io.jenkins.plugins.humanitec.health;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.humanitec.testing.Browser;
import io.jenkins.plugins.humanitec.testing.PageCheck;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the message about connections in a real browser. */
class HealthBrowserTest extends SharedJenkins {

    private static final String MESSAGE = ".humanitec-health";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    HealthBrowserTest() {
        super(SIMULATOR);
    }

    @AfterEach
    void light() {
        ThemeManagerPageDecorator.get().setTheme(null);
    }

    @Test
    void aRefusedTokenIsShownUntilItIsReplaced() throws Exception {
        Setup.addCredentials("token", "revoked-token");
        ConnectionHealth.get().checkAll();

        for (int width : new int[] {600, 1300}) {
            for (boolean isDark : new boolean[] {true, false}) {
                ThemeManagerPageDecorator.get().setTheme(isDark ? new DarkThemeManagerFactory() : null);
                BROWSER.resize(width, 1000);
                BROWSER.goTo(j.getURL() + "manage/");
                BROWSER.see(MESSAGE, "the API refuses the token");
                BROWSER.keepPicture("health-" + width + (isDark ? "-dark" : ""));
                PageCheck.check(BROWSER, MESSAGE, MESSAGE);
            }
        }
        PageCheck.isPolicyEnforced(BROWSER);

        Setup.addCredentials("token", SimulatorProcess.TOKEN);
        BROWSER.press("Check again");

        BROWSER.await(d ->
                BROWSER.all(MESSAGE).isEmpty() && !BROWSER.all("#main-panel").isEmpty());
        assertThat(ConnectionHealth.get().problems(), is(empty()));
    }
}
