package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.polling.Forecast;
import io.jenkins.plugins.humanitec.client.polling.Forecaster;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows from the earlier deployments to an environment how long the current one will probably take. The list of
 * deployments also has the state of the current one, so reading it replaces a request for the environment.
 */
final class DeploymentForecaster implements Forecaster<Optional<Environment>> {

    /** How many of the last deployments count: an environment changes, and so does the duration of its deployments. */
    private static final int EARLIER = 30;

    /** The header has whole seconds, so it is too early by half a second on average. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final ClientContext client;
    private final EnvRef env;
    private final @Nullable String id;

    /**
     * Creates a forecaster.
     *
     * @param client the client to use
     * @param env the environment
     * @param id the ID of a deployment that is in progress; null if it is unknown whether there is one
     */
    DeploymentForecaster(ClientContext client, EnvRef env, @Nullable String id) {
        this.client = client;
        this.env = env;
        this.id = id;
    }

    @Override
    public @Nullable Object inProgress(@Nullable Optional<Environment> state) {
        return state == null
                ? id
                : state.map(Environment::getLastDeploy)
                        .filter(last -> !DeploymentResult.isOver(last))
                        .map(Deployment::getId)
                        .orElse(null);
    }

    @Override
    public Forecast<Optional<Environment>> read(@Nullable Optional<Environment> last) {
        ApiResponse<List<Deployment>> response = client.api(DeploymentsApi.class)
                .listDeploymentsWithHttpInfo(env.app().orgId(), env.app().appId(), env.envId(), (String) null);
        List<Deployment> deployments =
                response.getData().stream().filter(Objects::nonNull).toList();
        List<Duration> earlier = deployments.stream()
                .filter(DeploymentResult::isOver)
                .filter(each -> each.getCreatedAt() != null && each.getStatusChangedAt() != null)
                .map(each -> Duration.between(each.getCreatedAt(), each.getStatusChangedAt()))
                .limit(EARLIER)
                .toList();
        Object inProgress = inProgress(last);
        Optional<Deployment> current = deployments.stream()
                .filter(each -> Objects.equals(each.getId(), inProgress))
                .findFirst();
        if (current.isEmpty()) {
            // Nothing is known about the current deployment.
            return new Forecast<>(last, client.clock().instant(), List.of());
        }
        return new Forecast<>(
                Optional.of(with(last, deployments.get(0))), begin(current.get().getCreatedAt(), response), earlier);
    }

    /** Returns the environment with its last deployment. Before the first request, nothing else is known of it. */
    private Environment with(@Nullable Optional<Environment> last, Deployment newest) {
        Environment known = last == null
                ? new Environment().id(env.envId())
                // A copy, since others may have the original.
                : Json.MAPPER.convertValue(last.orElseThrow(), Environment.class);
        return known.lastDeploy(newest);
    }

    /** Returns when a deployment began, in the time of this machine, whose clock can differ from the one of the API. */
    private Instant begin(@Nullable OffsetDateTime createdAt, ApiResponse<?> response) {
        Instant now = client.clock().instant();
        if (createdAt == null) {
            return now;
        }
        Instant apiNow = date(response).map(date -> date.plus(HALF_A_SECOND)).orElse(now);
        Duration elapsed = Duration.between(createdAt.toInstant(), apiNow);
        return elapsed.isNegative() ? now : now.minus(elapsed);
    }

    private static Optional<Instant> date(ApiResponse<?> response) {
        return response.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("date"))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .findFirst()
                .flatMap(DeploymentForecaster::parse);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
