package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The connections that an administrator has set up. The first one is the default. */
@Extension
@Symbol("humanitec")
public class HumanitecGlobalConfiguration extends GlobalConfiguration {

    private volatile List<HumanitecConnection> connections = new ArrayList<>();

    public HumanitecGlobalConfiguration() {
        load();
    }

    /** {@return the configuration of this Jenkins} */
    @NonNull
    public static HumanitecGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(HumanitecGlobalConfiguration.class);
    }

    /** {@return all connections} */
    @NonNull
    public List<HumanitecConnection> getConnections() {
        return List.copyOf(connections);
    }

    @DataBoundSetter
    public void setConnections(@CheckForNull List<HumanitecConnection> connections) {
        this.connections = connections == null ? new ArrayList<>() : new ArrayList<>(connections);
        save();
    }

    /**
     * Finds a connection.
     *
     * @param name the name of the connection; null for the first connection
     * @return the connection, if it exists
     */
    @NonNull
    public Optional<HumanitecConnection> connection(@CheckForNull String name) {
        return connections.stream()
                .filter(connection -> name == null || connection.getName().equals(name))
                .findFirst();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        // A form without connections does not contain the list.
        json.putIfAbsent("connections", new JSONArray());
        return super.configure(request, json);
    }
}
