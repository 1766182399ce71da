package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.util.List;
import java.util.Objects;

/**
 * An environment to which a build has deployed, with the connection and credentials it used. Saved with the build, so
 * the fields must stay readable for later versions.
 */
public final class DeployedEnvironment {

    private String connection;
    private String credentialsId;
    private String app;
    private String env;

    /** For deserialization. */
    private DeployedEnvironment() {}

    /**
     * Creates a record of an environment.
     *
     * @param connection the name of the connection
     * @param credentialsId the ID of the credentials with the token
     * @param env the environment
     */
    DeployedEnvironment(@NonNull String connection, @NonNull String credentialsId, @NonNull EnvRef env) {
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.app = env.app().appId();
        this.env = env.envId();
    }

    /**
     * Returns the records of an environment that mean the same: connections with the same API and organization have the same
     * environments.
     */
    @NonNull
    static List<DeployedEnvironment> all(@NonNull String connection, @NonNull EnvRef env) {
        HumanitecGlobalConfiguration configuration = HumanitecGlobalConfiguration.get();
        HumanitecConnection own = configuration.connection(connection).orElse(null);
        return own == null
                ? List.of(new DeployedEnvironment(connection, "", env))
                : configuration.getConnections().stream()
                        .filter(own::hasSameOrganization)
                        .map(other -> new DeployedEnvironment(other.getName(), "", env))
                        .toList();
    }

    /** Returns the settings to open a session for the environment. */
    TargetSettings targetSettings() {
        return new TargetSettings(connection, credentialsId, app, env, false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeployedEnvironment place
                && connection.equals(place.connection)
                && app.equals(place.app)
                && env.equals(place.env);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connection, app, env);
    }

    @Override
    public String toString() {
        return app + "/" + env;
    }
}
