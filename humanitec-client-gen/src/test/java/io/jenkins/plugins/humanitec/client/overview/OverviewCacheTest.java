package io.jenkins.plugins.humanitec.client.overview;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.testing.ManualTimer;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many viewers see, and how many requests they cause. The background runs when the test says so. */
class OverviewCacheTest {

    private static final Duration MOMENT = Duration.ofSeconds(9);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final ManualTimer timer = new ManualTimer();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final OverviewCache cache = new OverviewCache(background::add, timer.clock());

    private HumanitecClient client() {
        return humanitec.builder().retryPolicy(RetryPolicy.NONE).build();
    }

    private Snapshot<ApplicationOverview> look(AppRef app) {
        return cache.application("token", app, client()::overview);
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    private int requests() {
        return humanitec.requests().size();
    }

    @Test
    void nobodyWaitsForARequest() {
        humanitec.shop().env("dev").deployed();

        assertThat(look(SHOP)).isEqualTo(new Snapshot<>(null, null, null, true));
        Instant readAt = timer.clock().instant();
        runBackground();
        timer.pass(MOMENT);

        Snapshot<ApplicationOverview> read = look(SHOP);
        assertThat(read.readAt()).isEqualTo(readAt);
        assertThat(read.isBeingRead()).isFalse();
        assertThat(read.value().environments()).hasSize(1);
    }

    @Test
    void howeverManyLookAnApplicationIsReadOnceInTenSeconds() throws Exception {
        ExecutorService viewers = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Object>> looks = new ArrayList<>();
            IntStream.range(0, 50).forEach(i -> looks.add(() -> look(SHOP)));
            viewers.invokeAll(looks);
            runBackground();
            viewers.invokeAll(looks);
            runBackground();
            assertThat(requests()).isEqualTo(1);

            timer.pass(OverviewCache.FRESH);
            viewers.invokeAll(looks);
            runBackground();
            assertThat(requests()).isEqualTo(2);
        } finally {
            viewers.shutdown();
        }
    }

    @Test
    void setsAreReadOnce() {
        humanitec.shop().env("dev").deployed();
        look(SHOP);
        runBackground();
        assertThat(requests()).isEqualTo(3);
        timer.pass(OverviewCache.FRESH.multipliedBy(2));

        look(SHOP);
        runBackground();

        assertThat(requests()).isEqualTo(5);
        assertThat(look(SHOP).value().environments().get(0).images()).isNotEmpty();
    }

    /** Each read takes two requests: one for the environments, and one for the status of up to five of them. */
    @ParameterizedTest
    @CsvSource({"1, 6", "2, 12", "5, 12", "6, 18"})
    void thereIsAtMostOneRequestForAnEnvironmentInTenSeconds(int environments, int expected) {
        humanitec.shop().env("dev").deployed();
        for (int i = 1; i < environments; i++) {
            humanitec.shop().addEnv("env" + i, "Env", "development").deployed();
        }
        look(SHOP);
        runBackground();
        int before = requests();

        for (int seconds = 0; seconds < 60; seconds += 5) {
            timer.pass(Duration.ofSeconds(5));
            look(SHOP);
            runBackground();
        }

        assertThat(requests() - before).isEqualTo(expected);
    }

    @Test
    void aLongHistoryIsReadBitByBit() {
        humanitec.shop().env("dev").deployed();
        for (int i = 0; i < 25; i++) {
            TestHumanitec.result(client().deployments()
                    .deploy(DeploymentRequest.images(TestHumanitec.DEV, Map.of("backend", "backend:" + i))));
        }
        List<Integer> known = new ArrayList<>();
        int before = requests();
        for (int i = 0; i < 5; i++) {
            cache.history("token", TestHumanitec.DEV, client()::overview);
            runBackground();
            known.add((int) cache.history("token", TestHumanitec.DEV, client()::overview).value().stream()
                    .filter(entry -> entry.changes() != null)
                    .count());
            timer.pass(OverviewCache.FRESH);
        }

        assertThat(known).isSorted().first().isEqualTo(9);
        assertThat(known.get(4)).isEqualTo(26);
        // Of 26 sets, those at which a read ended are read again.
        assertThat(requests() - before).isLessThanOrEqualTo(5 + 26 + 3);
    }

    @Test
    void withoutViewersNothingIsRead() {
        look(SHOP);
        runBackground();
        timer.pass(Duration.ofMinutes(5));
        runBackground();
        assertThat(requests()).isEqualTo(1);

        look(SHOP);
        timer.pass(OverviewCache.UNSEEN.plusSeconds(1));
        runBackground();
        assertThat(requests()).isEqualTo(1);

        look(SHOP);
        runBackground();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void anErrorIsToldWithTheLastState() {
        AppRef missing = new AppRef("acme", "missing");
        look(SHOP);
        look(missing);
        runBackground();
        Instant readAt = timer.clock().instant();
        timer.pass(OverviewCache.FRESH);
        humanitec.fail(Fault.status(403).on("GET", "/apps/shop/envs"));

        look(SHOP);
        runBackground();

        assertThat(look(SHOP).error()).contains("403").doesNotContain(TestHumanitec.TOKEN);
        assertThat(look(SHOP).value()).isNotNull();
        assertThat(look(SHOP).readAt()).isEqualTo(readAt);
        assertThat(look(missing).error()).contains("404");
        timer.pass(OverviewCache.FRESH);
        look(SHOP);
        runBackground();
        assertThat(look(SHOP).error()).isNull();
    }

    @Test
    void anotherTokenDoesNotSeeIt() {
        look(SHOP);
        runBackground();

        assertThat(cache.application("other", SHOP, client()::overview).value()).isNull();
    }

    @Test
    void anUnexpectedErrorDoesNotStopTheCache() {
        for (int i = 0; i < 10; i++) {
            cache.application("token", new AppRef("acme", "app" + i), () -> {
                throw new IllegalStateException("expected by the test");
            });
            try {
                runBackground();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("expected by the test");
            }
        }
        look(SHOP);
        runBackground();

        assertThat(look(SHOP).value()).isNotNull();
    }

    @Test
    void aFewApplicationsAreReadAtATime() {
        IntStream.range(0, 20).forEach(i -> look(new AppRef("acme", "app" + i)));

        assertThat(background).hasSize(4);
        runBackground();
        assertThat(requests()).isEqualTo(20);
    }

    @Test
    void manyApplicationsComeFromAWarmCacheAtOnce() {
        List<AppRef> apps = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            App app = humanitec.world().addApp("acme", "app" + i, "App");
            for (String type : List.of("development", "test", "qa", "staging", "production")) {
                app.addEnv(type, type, type)
                        .addModule("backend", "Deployment", 1)
                        .deployed();
            }
            apps.add(new AppRef("acme", "app" + i));
        }
        apps.forEach(this::look);
        runBackground();

        long begin = System.nanoTime();
        int environments = apps.stream()
                .mapToInt(app -> look(app).value().environments().size())
                .sum();

        assertThat(environments).isEqualTo(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void applicationsAndHistoriesAreReadInTheSameWay() {
        humanitec.shop().env("dev").deployed();
        cache.history("token", TestHumanitec.DEV, client()::overview);
        cache.history("token", TestHumanitec.DEV, client()::overview);
        cache.applications("token", "acme", client()::overview);
        runBackground();

        assertThat(cache.applications("token", "acme", client()::overview).value())
                .containsExactly(SHOP);
        assertThat(cache.history("token", TestHumanitec.DEV, client()::overview).value())
                .hasSize(1);
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void whoKnowsAnApplicationDoesNotReadItAgain() {
        assertThat(cache.knownApplication("token", SHOP, client()::overview).isBeingRead())
                .isTrue();
        runBackground();
        int before = requests();
        timer.pass(OverviewCache.FRESH);

        Snapshot<ApplicationOverview> known = cache.knownApplication("token", SHOP, client()::overview);
        runBackground();

        assertThat(known.value()).isNotNull();
        assertThat(requests()).isEqualTo(before);
    }
}
