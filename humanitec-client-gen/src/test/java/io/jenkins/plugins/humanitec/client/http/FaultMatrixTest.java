package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClientBuilder;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValuePatch;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What comes of each fault that does not go away, for each method. The table in {@code docs/reliability.md} says it; after a
 * change it is written anew with {@code -Dhumanitec.writeFaults=true}, to be read by a person.
 */
@Order(1)
class FaultMatrixTest {

    private static final Path PAGE = Path.of("..", "docs", "reliability.md");
    private static final String BEGIN = "<!-- faults -->\n";
    private static final String END = "<!-- /faults -->";
    private static final Instant BEGIN_OF_CALL = Instant.parse("2026-03-02T08:00:00Z");
    private static final String JSON = "application/json";

    /** The attempts of the client. */
    private static final int ATTEMPTS = 4;

    /** For these, a call ends at the timeout. With the others, a slow machine must not reach it. */
    private static final List<String> NEVER_ENDING =
            List.of("stalled in the middle of the answer", "a byte every 100 ms");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static final Map<String, Consumer<SharedValuesApi>> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put("GET", api -> api.listApplicationValues("acme", "shop"));
        METHODS.put(
                "PUT",
                api -> api.replaceApplicationValue(
                        "acme", "shop", "A", new SharedValueReplace().value("b").description("")));
        METHODS.put(
                "POST",
                api -> api.createApplicationValue(
                        "acme",
                        "shop",
                        new SharedValueCreate()
                                .key("B")
                                .value("b")
                                .description("")
                                .isSecret(false)));
        METHODS.put("PATCH", api -> api.patchApplicationValue("acme", "shop", "A", new SharedValuePatch().value("b")));
        METHODS.put("DELETE", api -> api.deleteApplicationValue("acme", "shop", "A"));
    }

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("connection refused", null);
        faults.put("reset before the answer, not carried out", Fault.of(Fault.Kind.RESET));
        faults.put("reset instead of the answer, carried out", Fault.of(Fault.Kind.LOST_ANSWER));
        faults.put("closed in the middle of the answer", Fault.of(Fault.Kind.TRUNCATE));
        faults.put("stalled in the middle of the answer", Fault.of(Fault.Kind.STALL));
        faults.put("a byte every 100 ms", Fault.of(Fault.Kind.SLOW).delay(100));
        faults.put("200 with half of a JSON text", Fault.status(200).body(JSON, "[{\"key\": \"A\", "));
        faults.put("200 with a page in HTML", Fault.status(200).body("text/html", "<h1>Welcome to the hotel</h1>"));
        faults.put("200 with nothing", Fault.status(200).body(JSON, ""));
        faults.put("502 with a page in HTML", Fault.status(502).body("text/html", "<h1>Bad gateway</h1>"));
        for (int status : new int[] {301, 307, 400, 401, 403, 404, 405, 409, 412, 422, 500, 502, 503, 504}) {
            faults.put(String.valueOf(status), Fault.status(status).header("Location", "http://127.0.0.1:1/elsewhere"));
        }
        faults.put("429, Retry-After: 3", Fault.status(429).retryAfter("3"));
        faults.put("429, Retry-After: a date in 7 s", Fault.status(429).retryAfter("Mon, 02 Mar 2026 08:00:07 GMT"));
        faults.put("429, Retry-After: soon", Fault.status(429).retryAfter("soon"));
        faults.put("429, no Retry-After", Fault.status(429));
        return faults;
    }

    private String cell(String name, Fault fault, Consumer<SharedValuesApi> call) {
        humanitec.beforeEach(null);
        humanitec.shop().setValue("A", "a", "", false);
        InstantSource time =
                () -> BEGIN_OF_CALL.plus(humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus));
        HumanitecClientBuilder builder = humanitec.builderWithOwnConnections().clock(time.withZone(ZoneOffset.UTC));
        if (NEVER_ENDING.contains(name)) {
            builder.requestTimeout(Duration.ofMillis(500));
        }
        if (fault == null) {
            builder.baseUri(URI.create("http://127.0.0.1:1"));
        } else {
            humanitec.fail(fault.times(100));
        }
        String outcome;
        try {
            call.accept(builder.build().api(SharedValuesApi.class));
            outcome = "succeeds";
        } catch (HumanitecException e) {
            outcome = e.getClass().getSimpleName().replace("Exception", "");
        }
        Duration waited = humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus);
        return outcome + ", " + requests() + (waited.isZero() ? "" : ", " + waited.toMillis() / 1000.0 + " s");
    }

    /** Returns the number of requests. The JDK client sends a GET again if the connection was reset, but not each time. */
    private String requests() {
        int number = humanitec.requests().size();
        return number > ATTEMPTS
                        && number <= 2 * ATTEMPTS
                        && humanitec.requests().get(0).startsWith("GET ")
                ? ATTEMPTS + " to " + 2 * ATTEMPTS
                : String.valueOf(number);
    }

    private String table() {
        StringBuilder table = new StringBuilder("| | " + String.join(" | ", METHODS.keySet()) + " |\n");
        table.append("|---".repeat(METHODS.size() + 1)).append("|\n");
        faults().forEach((name, fault) -> {
            List<String> cells = new ArrayList<>();
            METHODS.values().forEach(call -> cells.add(cell(name, fault, call)));
            table.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
        });
        return table.toString();
    }

    @Test
    void eachFaultEndsAsThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("humanitec.writeFaults")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(table).isEqualTo(page.substring(begin, end));
        }
    }
}
