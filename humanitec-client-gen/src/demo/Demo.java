import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The operations of the demo's Jenkinsfile, without Jenkins. Finds the simulator's URL and token in its environment. */
public final class Demo {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static HumanitecClient client;

    public static void main(String[] args) throws InterruptedException {
        client = HumanitecClient.builder()
                .baseUri(URI.create(System.getenv("DEMO_API_URL")))
                .bearerToken(System.getenv("DEMO_TOKEN"))
                .build();
        AppRef shop = new AppRef("acme", "shop");
        EnvRef development = shop.env("development");

        set(development, ValueSetting.plain("API_URL", "https://api-1.example.com").describedAs("Where the API is"));
        set(development, ValueSetting.secret("PAYMENT_KEY", "demo-secret"));
        System.out.println("Humanitec: values of " + development + ": "
                + client.values().list(development).size());
        boolean deleted = client.values().delete(development, "PAYMENT_KEY");
        System.out.println(
                "Humanitec: value PAYMENT_KEY of " + development + ": " + (deleted ? "deleted" : "did not exist"));
        set(shop, ValueSetting.plain("REGION", "eu"));

        System.out.println("Humanitec: modules of " + development + ": "
                + String.join(", ", client.workloads().runtime(development).modules().keySet()));
        scale(development);
        deleteApp(new AppRef("acme", "prototype"));
    }

    private static void set(ValueScope scope, ValueSetting setting) {
        String outcome = client.values().set(scope, setting).outcome().name().toLowerCase(Locale.ROOT);
        System.out.println("Humanitec: value " + setting.key() + " of " + scope + ": " + outcome);
    }

    private static void scale(EnvRef env) throws InterruptedException {
        Map<String, Integer> replicas = new LinkedHashMap<>(Map.of("backend", 3, "frontend", 2));
        client.workloads().scale(env, replicas).onProgress(Demo::print).await(LONGEST);
    }

    private static void deleteApp(AppRef app) throws InterruptedException {
        client.applications().delete(app).onProgress(Demo::print).await(LONGEST);
    }

    private static void print(String line) {
        System.out.println("Humanitec: " + line);
    }
}
