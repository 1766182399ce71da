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
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The connection, token and target of a step. Each setting comes from the step, else from the enclosing
 * {@code withHumanitec}, else from the nearest folder, else from the system. Contains a token, so it is never saved
 * with a Pipeline.
 */
public final class HumanitecSession {

    private final Run<?, ?> run;
    private final TargetSettings choice;
    private final HumanitecConnection connection;
    private final String credentialsId;
    private final Secret secret;
    private final Token token;
    private final Supplier<String> credentials;

    /** @param credentials reads the token; called again when the API rejects the token */
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
     * {@return a new session for a step}
     *
     * @param run the build
     * @param block the settings of the enclosing blocks; null if there are none
     * @param own the settings of the step itself
     * @throws InvalidInputException if the connection or the credentials do not exist
     */
    @NonNull
    public static HumanitecSession open(
            @NonNull Run<?, ?> run, @CheckForNull TargetSettings block, @NonNull TargetSettings own) {
        TargetSettings choice = own.within(block == null ? TargetSettings.NONE : block)
                .within(TargetSettings.ofFolders(run.getParent().getParent()));
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
     * {@return a new session for work of Jenkins outside of builds}
     *
     * @param connectionName the name of a connection
     * @param credentialsId the ID of Secret text credentials
     * @param group the folder in which to find the credentials, or Jenkins
     * @throws InvalidInputException if the connection or the credentials do not exist
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
     * {@return a new session for a form, or for a trigger of a job} The caller has checked the permissions.
     *
     * @param item the item of the form or trigger; null for the top level
     * @param own the settings in the form or trigger
     * @throws InvalidInputException if the connection or the credentials do not exist
     */
    @NonNull
    public static HumanitecSession ofForm(@CheckForNull Item item, @NonNull TargetSettings own) {
        ItemGroup<?> around =
                item instanceof AbstractFolder<?> folder ? folder : item == null ? null : item.getParent();
        TargetSettings choice = own.within(TargetSettings.ofFolders(around));
        HumanitecConnection connection = connection(choice.connection());
        String credentialsId = credentialsId(choice, connection);
        return new HumanitecSession(
                null,
                choice,
                connection,
                credentialsId,
                () -> TokenCredentials.secretForForm(credentialsId, item, connection.getApiUrl()));
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

    /** {@return a new client for the requests of a step} */
    @NonNull
    public HumanitecClient client() {
        return Clients.forCalls(connection, credentialsId, renewable(), choice.dryRun());
    }

    /** {@return a new client for the answer of a user to a request for approval} */
    @NonNull
    public HumanitecClient approvalClient() {
        return Clients.forApproval(connection, credentialsId, renewable());
    }

    /** {@return a new client for polling} */
    @NonNull
    public HumanitecClient pollingClient() {
        return Clients.forPolling(connection, credentialsId, renewable());
    }

    /**
     * Supplies the token of this session first, and the current token of the credentials when the API has rejected it.
     */
    private Supplier<Token> renewable() {
        AtomicBoolean begun = new AtomicBoolean();
        return () -> begun.getAndSet(true) ? Token.of(connection.getTokenKind(), credentials.get()) : token;
    }

    /** {@return a new client for forms, with a short timeout} */
    @NonNull
    public HumanitecClient formClient() {
        return Clients.forTest(connection, token);
    }

    /** {@return a new client for pages that show the state, with a short timeout; its requests are counted with those of builds} */
    @NonNull
    public HumanitecClient viewClient() {
        return Clients.forViews(connection, credentialsId, token);
    }

    /** {@return the token, for commands that make their own requests} */
    @NonNull
    public Secret tokenSecret() {
        return secret;
    }

    /** {@return a cache key for this API, organization and token; contains the token, so it must not be stored} */
    @NonNull
    public Object identity() {
        return List.of(connection.getApiUrl(), connection.getOrganization(), token);
    }

    /** {@return whether this is a dry run, which sends no requests that change something} */
    public boolean isDryRun() {
        return choice.dryRun();
    }

    /** {@return the ID of the credentials with the token} */
    @NonNull
    public String credentialsId() {
        return credentialsId;
    }

    /** {@return the ID of the organization} */
    @NonNull
    public String organization() {
        return connection.getOrganization();
    }

    /** {@return the URL of the API} */
    @NonNull
    public String apiUrl() {
        return connection.getApiUrl();
    }

    /** {@return the pages in the web interface of Humanitec, for links} */
    @NonNull
    public WebPages webPages() {
        return new WebPages(Clients.webUri(connection));
    }

    /** {@return the name of the connection} */
    @NonNull
    public String connectionName() {
        return connection.getName();
    }

    /** {@return the kinds of objects that the connection protects, with commas between them; null for none} */
    @CheckForNull
    public String protectedKinds() {
        return connection.getProtectedKinds();
    }

    /**
     * {@return an application in the organization of the connection}
     *
     * @param appId the ID of the application
     * @throws InvalidInputException if the ID is invalid
     */
    @NonNull
    public AppRef app(@CheckForNull String appId) {
        return new AppRef(connection.getOrganization(), appId);
    }

    /**
     * {@return the application}
     *
     * @throws InvalidInputException if no application is set
     */
    @NonNull
    public AppRef app() {
        if (choice.app() == null) {
            throw new InvalidInputException(
                    "No application is given. Name it with 'app' on the step, in withHumanitec or in the folder.");
        }
        return app(choice.app());
    }

    /** {@return whether an application is set} */
    public boolean hasApp() {
        return choice.app() != null;
    }

    /**
     * {@return the environment}
     *
     * @throws InvalidInputException if no environment is set
     */
    @NonNull
    public EnvRef env() {
        if (!hasEnv()) {
            throw new InvalidInputException(
                    "No environment is given. Name it with 'env' on the step, in withHumanitec or in the folder.");
        }
        return app().env(choice.env());
    }

    /** {@return the environment, or the application if no environment is set; fails if neither is set} */
    @NonNull
    public ValueScope valueScope() {
        return hasEnv() ? env() : app();
    }

    /** {@return whether an environment is set} */
    public boolean hasEnv() {
        String env = choice.env();
        return env != null && !env.isEmpty();
    }

    /**
     * {@return the secret of Secret text credentials, which must not be stored or shown in Jenkins}
     *
     * @param credentialsId the ID of the credentials
     * @throws InvalidInputException if the build has no access to such credentials
     */
    @NonNull
    public String secretOf(@NonNull String credentialsId) {
        return TokenCredentials.secret(credentialsId, run, null);
    }
}
