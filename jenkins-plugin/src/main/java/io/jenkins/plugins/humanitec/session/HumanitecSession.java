package io.jenkins.plugins.humanitec.session;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What a step works with once it is settled where to go: each of connection, credentials, application and environment comes
 * from the step itself, else from the enclosing {@code withHumanitec}, else from the nearest folder, else from the system.
 * Holds a token, so it is never kept with a Pipeline.
 */
public final class HumanitecSession {

    private final Run<?, ?> run;
    private final TargetSettings choice;
    private final HumanitecConnection connection;
    private final String credentialsId;
    private final Secret secret;
    private final Token token;
    private final Supplier<String> credentials;

    /** @param credentials reads the token; again, when the API no longer accepts it */
    private HumanitecSession(
            Run<?, ?> run,
            TargetSettings choice,
            HumanitecConnection connection,
            String credentialsId,
            Supplier<String> credentials) {
        this.run = run;
        this.choice = choice;
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.credentials = credentials;
        String current = credentials.get();
        this.secret = Secret.fromString(current);
        this.token = Token.of(connection.getTokenKind(), current);
    }

    /**
     * @param run the build
     * @param block what the enclosing blocks say, or null
     * @param own what the step itself says
     * @return the session
     * @throws InvalidInputException if there is no such connection or no such credentials
     */
    @NonNull
    public static HumanitecSession open(
            @NonNull Run<?, ?> run, @CheckForNull TargetSettings block, @NonNull TargetSettings own) {
        TargetSettings choice = own.within(block == null ? TargetSettings.NONE : block)
                .within(ofFolders(run.getParent().getParent()));
        HumanitecConnection connection = connection(choice.connection());
        String credentialsId = credentialsId(choice, connection);
        return new HumanitecSession(
                run,
                choice,
                connection,
                credentialsId,
                () -> TokenCredentials.secret(credentialsId, run, connection.getApiUrl()));
    }

    private static String credentialsId(TargetSettings choice, HumanitecConnection connection) {
        String id = choice.credentialsId() != null ? choice.credentialsId() : connection.getCredentialsId();
        if (id == null) {
            throw new InvalidInputException("The Humanitec connection '" + connection.getName()
                    + "' has no credentials, and neither the folder nor the Pipeline names any.");
        }
        return id;
    }

    /**
     * @param connectionName the name of a connection
     * @param credentialsId the ID of Secret text credentials
     * @param group the folder whose credentials these may be, or Jenkins
     * @return a session for what Jenkins does by itself, outside of any build
     * @throws InvalidInputException if there is no such connection or no such credentials
     */
    @NonNull
    public static HumanitecSession ofSystem(
            @NonNull String connectionName, @NonNull String credentialsId, @NonNull ItemGroup<?> group) {
        HumanitecConnection connection = connection(connectionName);
        return new HumanitecSession(
                null,
                TargetSettings.NONE,
                connection,
                credentialsId,
                () -> TokenCredentials.secretForSystem(credentialsId, group, connection.getApiUrl()));
    }

    /**
     * @param item where a form is, or null for the top
     * @param own what the form chooses
     * @return a session for what the form offers; the caller has checked who asks
     * @throws InvalidInputException if there is no such connection or no such credentials
     */
    @NonNull
    public static HumanitecSession ofForm(@CheckForNull Item item, @NonNull TargetSettings own) {
        ItemGroup<?> around =
                item instanceof AbstractFolder<?> folder ? folder : item == null ? null : item.getParent();
        TargetSettings choice = own.within(ofFolders(around));
        HumanitecConnection connection = connection(choice.connection());
        String credentialsId = credentialsId(choice, connection);
        return new HumanitecSession(
                null,
                choice,
                connection,
                credentialsId,
                () -> TokenCredentials.secretForForm(credentialsId, item, connection.getApiUrl()));
    }

    private static TargetSettings ofFolders(@CheckForNull ItemGroup<?> innermost) {
        TargetSettings choice = TargetSettings.NONE;
        for (ItemGroup<?> group = innermost; group instanceof AbstractFolder<?> folder; group = folder.getParent()) {
            HumanitecFolderProperty property = folder.getProperties().get(HumanitecFolderProperty.class);
            if (property != null) {
                choice = choice.within(TargetSettings.of(property));
            }
        }
        return choice;
    }

    private static HumanitecConnection connection(@CheckForNull String name) {
        HumanitecGlobalConfiguration system = HumanitecGlobalConfiguration.get();
        return system.connection(name).orElseThrow(() -> {
            List<String> names = system.getConnections().stream()
                    .map(HumanitecConnection::getName)
                    .toList();
            return new InvalidInputException(
                    names.isEmpty()
                            ? "No Humanitec connection is set up. An administrator adds one under Manage Jenkins > System."
                            : "There is no Humanitec connection '" + name + "'. Connections: "
                                    + String.join(", ", names) + ".");
        });
    }

    /** @return a client for a step's own calls */
    @NonNull
    public HumanitecClient client() {
        return Clients.forCalls(connection, renewable(), choice.dryRun());
    }

    /** @return a client for watching */
    @NonNull
    public HumanitecClient pollingClient() {
        return Clients.forPolling(connection, renewable());
    }

    /** The token that this session began with, and then, if the API does not accept it, that which the credentials have by now. */
    private Supplier<Token> renewable() {
        AtomicBoolean begun = new AtomicBoolean();
        return () -> begun.getAndSet(true) ? Token.of(connection.getTokenKind(), credentials.get()) : token;
    }

    /** @return a client for somebody who waits in front of a form */
    @NonNull
    public HumanitecClient formClient() {
        return Clients.forTest(connection, token);
    }

    /** @return the token itself, for commands that make requests of their own */
    @NonNull
    public Secret tokenSecret() {
        return secret;
    }

    /** @return what tells apart those who may see different things; it has the token, so it is not for the disk */
    @NonNull
    public Object identity() {
        return List.of(connection.getApiUrl(), connection.getOrganization(), token);
    }

    /** @return whether nothing is to be changed */
    public boolean isDryRun() {
        return choice.dryRun();
    }

    /** @return the ID of the credentials that have the token */
    @NonNull
    public String credentialsId() {
        return credentialsId;
    }

    /** @return the ID of the organization */
    @NonNull
    public String organization() {
        return connection.getOrganization();
    }

    /**
     * @param scope an application or environment; null for the organization
     * @return what people call it
     */
    @NonNull
    public String name(@CheckForNull ValueScope scope) {
        return scope == null ? organization() : scope.toString();
    }

    /**
     * @param scope an application or environment; null for the organization
     * @return its page for people
     */
    @NonNull
    public String page(@CheckForNull ValueScope scope) {
        if (scope == null) {
            return connection.getWebUrl() + "/orgs/" + organization();
        }
        String app = connection.getWebUrl() + "/orgs/" + scope.app().orgId() + "/apps/"
                + scope.app().appId();
        return scope instanceof EnvRef env ? app + "/envs/" + env.envId() : app;
    }

    /** @return the name of the connection */
    @NonNull
    public String connectionName() {
        return connection.getName();
    }

    /**
     * @param appId the ID of an application
     * @return it, in the connection's organization
     * @throws InvalidInputException if it is not an ID
     */
    @NonNull
    public AppRef app(@CheckForNull String appId) {
        return new AppRef(connection.getOrganization(), appId);
    }

    /**
     * @return the application
     * @throws InvalidInputException if none is named
     */
    @NonNull
    public AppRef app() {
        if (choice.app() == null) {
            throw new InvalidInputException(
                    "No application is given. Name it with 'app' on the step, in withHumanitec or in the folder.");
        }
        return app(choice.app());
    }

    /** @return whether an application is named */
    public boolean hasApp() {
        return choice.app() != null;
    }

    /**
     * @return the environment
     * @throws InvalidInputException if none is named
     */
    @NonNull
    public EnvRef env() {
        if (!hasEnv()) {
            throw new InvalidInputException(
                    "No environment is given. Name it with 'env' on the step, in withHumanitec or in the folder.");
        }
        return app().env(choice.env());
    }

    /**
     * @return the environment, or the application if no environment is named
     * @throws InvalidInputException if no application is named either
     */
    @NonNull
    public ValueScope valueScope() {
        return hasEnv() ? env() : app();
    }

    /** @return whether an environment is named */
    public boolean hasEnv() {
        String env = choice.env();
        return env != null && !env.isEmpty();
    }

    /**
     * @param credentialsId the ID of Secret text credentials whose content is to be stored in Humanitec
     * @return the content; keep it out of everything that is stored or shown
     * @throws InvalidInputException if the run cannot see such credentials
     */
    @NonNull
    public String secretOf(@NonNull String credentialsId) {
        return TokenCredentials.secret(credentialsId, run, null);
    }
}
