package io.jenkins.plugins.humanitec.forms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Browser;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Tests the first steps of a new user in a real browser. */
class BrowserTest extends SharedJenkins {

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.2S");

    BrowserTest() {
        super(SIMULATOR);
    }

    @BeforeEach
    void widen() {
        BROWSER.wide();
    }

    private static String url(String path) throws Exception {
        return j.getURL() + path;
    }

    private static void fill(WebElement form, String field, String text) {
        WebElement input = form.findElement(By.name("_." + field));
        input.clear();
        input.sendKeys(text);
    }

    @Test
    void aConnectionIsSetUpAndTested() throws Exception {
        HumanitecGlobalConfiguration.get().setConnections(List.of());
        BROWSER.goTo(url("manage/configure"));
        BROWSER.press("Add connection");
        BROWSER.see("[name='connections'] [name='_.organization']");
        WebElement form = BROWSER.all("[name='connections']").stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
        fill(form, "name", "main");
        fill(form, "organization", "acme");
        fill(form, "apiUrl", SIMULATOR.url());
        BROWSER.await(d -> new Select(form.findElement(By.name("_.credentialsId")))
                .getOptions().stream().anyMatch(option -> "token".equals(option.getDomAttribute("value"))));
        new Select(form.findElement(By.name("_.credentialsId"))).selectByValue("token");

        BROWSER.press("Test connection");

        BROWSER.see("[name='connections'] .ok", "The token belongs to Alice (u-alice)");
        BROWSER.scrollTo(form.findElement(By.name("_.credentialsId")));
        BROWSER.keepPicture("connection");
        BROWSER.press("Save");
        BROWSER.await(d -> !HumanitecGlobalConfiguration.get().getConnections().isEmpty());
        HumanitecConnection saved =
                HumanitecGlobalConfiguration.get().getConnections().get(0);
        assertThat(saved.getName(), is("main"));
        assertThat(saved.getApiUrl(), is(SIMULATOR.url()));
        assertThat(saved.getCredentialsId(), is("token"));
    }

    @Test
    void aSnippetIsGeneratedForEachStep() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "snippets");
        BROWSER.goTo(url(job.getUrl() + "pipeline-syntax/"));
        List<String> steps = new Select(BROWSER.see("select"))
                .getOptions().stream()
                        .map(WebElement::getText)
                        .filter(text -> text.contains(": Humanitec"))
                        .toList();
        assertThat(steps, hasSize(28));
        for (String step : steps) {
            String function = step.replaceFirst(":.*", "");
            new Select(BROWSER.see("select")).selectByVisibleText(step);
            BROWSER.run("document.querySelector('#prototypeText').value = ''");

            // Until the form of this step is loaded, the button generates the snippet of the previous step.
            String snippet = BROWSER.await(d -> {
                BROWSER.press("Generate Pipeline Script");
                String text = BROWSER.see("#prototypeText").getDomProperty("value");
                return text != null && text.startsWith(function) ? text : null;
            });
            assertThat(snippet, startsWith(function));
        }
    }

    /**
     * Types the first letter of a value and selects the value from the list. The form loads the list when it is shown,
     * and again when other fields change, so the list may still be empty. Therefore the letter is typed again, but not
     * immediately, because typing closes an open list.
     */
    private static void choose(String field, String value) {
        WebElement input = BROWSER.see("[name='_." + field + "']");
        BROWSER.scrollTo(input);
        AtomicInteger looks = new AtomicInteger();
        BROWSER.await(d -> {
            if (looks.getAndIncrement() % 10 == 0) {
                input.clear();
                input.sendKeys(value.substring(0, 1));
            }
            Optional<WebElement> item = BROWSER.all(".jenkins-dropdown__item").stream()
                    .filter(offered ->
                            offered.isDisplayed() && offered.getText().trim().equals(value))
                    .findFirst();
            item.ifPresent(WebElement::click);
            return item.isPresent();
        });
        input.sendKeys("\t");
    }

    @Test
    void theFormOffersWhatThereIs() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "offers");
        BROWSER.goTo(url(job.getUrl() + "pipeline-syntax/"));
        new Select(BROWSER.see("select"))
                .selectByVisibleText("humanitecScale: Humanitec: scale modules of an environment");
        choose("app", "shop");
        choose("env", "development");
        WebElement replicas = BROWSER.see("[name='_.replicas']");
        replicas.sendKeys("backend=3\t");

        BROWSER.await(d -> BROWSER.all(".validation-error-area").stream()
                .anyMatch(area -> area.getText().contains("backend (2), frontend (1)")));
        BROWSER.press("Generate Pipeline Script");
        BROWSER.await(d -> "humanitecScale app: 'shop', env: 'development', replicas: [backend: 3]"
                .equals(BROWSER.see("#prototypeText").getDomProperty("value")));
        BROWSER.scrollTo(replicas);
        BROWSER.keepPicture("snippet-generator");
    }
}
