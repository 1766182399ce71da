package io.jenkins.plugins.humanitec.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;

/** Reads and changes the environments of {@code shop} in the simulator. */
public final class ShopEnvironments {

    private static final String PATH = "/orgs/acme/apps/shop/envs";

    private final SimulatorProcess simulator;

    public ShopEnvironments(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    public List<String> ids() throws Exception {
        return simulator.list(PATH).stream()
                .map(env -> ((JSONObject) env).getString("id"))
                .toList();
    }

    public String nameOf(String env) throws Exception {
        return simulator.get(PATH + "/" + env).getString("name");
    }

    public void rename(String env, String name) throws Exception {
        simulator.patch(PATH + "/" + env, new JSONObject().element("name", name));
    }

    public void awaitGone(String env) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !ids().contains(env));
    }

    public void assertNotDeleted(String env) throws Exception {
        assertThat(ids(), hasItem(env));
        assertThat(simulator.calls(), not(hasItem("DELETE " + PATH + "/" + env)));
    }

    /** Returns the number of requests for an environment. */
    public long asked(String env) throws Exception {
        return simulator.calls().stream()
                .filter(call -> call.endsWith("/envs/" + env))
                .count();
    }
}
