package io.jenkins.plugins.humanitec.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.humanitec.testing.Browser;
import io.jenkins.plugins.humanitec.testing.PageCheck;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Tests the form of the trigger in a real browser. */
class TriggerBrowserTest extends SharedJenkins {

    private static final String TRIGGER = "[name='io-jenkins-plugins-humanitec-trigger-HumanitecEventTrigger']";
    private static final String KINDS = ".humanitec-event-kinds";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    TriggerBrowserTest() {
        super(SIMULATOR);
    }

    @AfterEach
    void light() {
        ThemeManagerPageDecorator.get().setTheme(null);
    }

    private static void open(FreeStyleProject job, int width) throws Exception {
        BROWSER.resize(width, 1000);
        BROWSER.goTo(j.getURL() + job.getUrl() + "configure");
        BROWSER.await(d -> !BROWSER.all(TRIGGER).isEmpty());
    }

    private static void type(String field, String text) {
        WebElement input = BROWSER.see("[name='_." + field + "']");
        BROWSER.scrollTo(input);
        input.clear();
        input.sendKeys(text + "\t");
    }

    @Test
    void aTriggerIsSetUp() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("on-events");
        open(job, 1300);
        PageCheck.isPolicyEnforced(BROWSER);
        BROWSER.scrollTo(BROWSER.all(TRIGGER).get(0).findElement(By.xpath("..")));
        BROWSER.run("document.querySelector(\"" + TRIGGER + "\").click()");
        type("app", "shop");
        type("env", "production");
        type("pollInterval", "soon");
        BROWSER.await(d -> BROWSER.all(".error").stream()
                .anyMatch(error ->
                        error.getText().contains("soon") || error.getText().contains("number")));
        BROWSER.scrollTo(BROWSER.see("[name='_.type']"));
        BROWSER.keepPicture("trigger-error");
        type("pollInterval", "30");
        BROWSER.run("document.querySelectorAll(\"" + KINDS + " input[type=checkbox]\").forEach(box => {"
                + "if (box.checked !== (box.name === 'deploymentFailed')) { box.click(); } })");
        BROWSER.scrollTo(BROWSER.see("[name='_.type']"));
        BROWSER.keepPicture("trigger");
        BROWSER.press("Save");
        BROWSER.await(d -> job.getTrigger(HumanitecEventTrigger.class) != null);

        HumanitecEventTrigger saved = job.getTrigger(HumanitecEventTrigger.class);
        assertThat(saved.getApp(), is("shop"));
        assertThat(saved.getEnv(), is("production"));
        assertThat(saved.getEvents(), contains("deploymentFailed"));
        assertThat(saved.getPollInterval(), is(30));
    }

    @Test
    void theFormIsReadableAtEachWidthInLightAndDark() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("readable");
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setApp("shop");
        job.addTrigger(trigger);

        for (int width : new int[] {1300, 600}) {
            for (boolean isDark : new boolean[] {false, true}) {
                ThemeManagerPageDecorator.get().setTheme(isDark ? new DarkThemeManagerFactory() : null);
                open(job, width);
                BROWSER.scrollTo(BROWSER.see("[name='_.type']"));
                BROWSER.keepPicture("trigger-" + width + (isDark ? "-dark" : ""));
                // Jenkins does not connect the other fields with their labels.
                PageCheck.isUsable(BROWSER, KINDS);
            }
        }
    }
}
