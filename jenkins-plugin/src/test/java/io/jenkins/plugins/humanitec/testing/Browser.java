package io.jenkins.plugins.humanitec.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium. Tests that need it are skipped if it is not installed. If a test fails, a screenshot of the page
 * is saved, and the report contains the messages of the browser.
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {

    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "screenshots");

    private ChromeDriver driver;

    @Override
    public void beforeAll(ExtensionContext context) {
        Path browser = BROWSERS.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(
                browser != null && Files.isExecutable(DRIVER),
                "The tests in a browser are left out: neither Chromium with its driver nor Chrome is installed.");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        wide();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable problem) throws Throwable {
        String picture = "failed-" + context.getRequiredTestMethod().getName();
        keepPicture(picture);
        StringBuilder report = new StringBuilder("picture: " + PICTURES.resolve(picture + ".png") + ", page: "
                + driver.getCurrentUrl() + ", " + driver.getCapabilities().getBrowserName() + " "
                + driver.getCapabilities().getBrowserVersion());
        driver.manage()
                .logs()
                .get(LogType.BROWSER)
                .forEach(entry -> report.append("\n").append(entry));
        problem.addSuppressed(new AssertionError(report.toString()));
        throw problem;
    }

    public void wide() {
        driver.manage().window().setSize(new Dimension(1280, 1000));
    }

    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    public void goTo(String url) {
        driver.get(url);
    }

    /** Waits until a condition returns a value, and returns the value. */
    public <T> T await(Function<ChromeDriver, T> condition) {
        try {
            return new WebDriverWait(driver, Duration.ofSeconds(30))
                    .ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
                    .until(d -> condition.apply(driver));
        } catch (TimeoutException e) {
            throw new AssertionError("not seen within 30 s", e);
        }
    }

    /** Waits until an element is visible. */
    public WebElement see(String css) {
        return await(d -> d.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** Waits until an element contains a text. */
    public void see(String css, String text) {
        await(d -> see(css).getText().contains(text));
    }

    /** Waits for a button with a text and presses it. Repeats this while the page moves. */
    public void press(String text) {
        await(d -> {
            Optional<WebElement> button =
                    d.findElements(By.xpath("//button[normalize-space()='" + text + "']")).stream()
                            .filter(WebElement::isDisplayed)
                            .findFirst();
            button.ifPresent(found -> {
                scrollTo(found);
                found.click();
            });
            return button.isPresent();
        });
    }

    public void scrollTo(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    }

    public Object run(String script) {
        return driver.executeScript(script);
    }

    /** Runs a script that calls its last argument with the result. */
    public Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Returns the messages of the browser that contain a text. */
    public List<String> messages(String text) {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains(text))
                .toList();
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Saves a screenshot. */
    public void keepPicture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
