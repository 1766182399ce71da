package io.jenkins.plugins.humanitec.bench.callers;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import java.net.URI;

/** The client of this project, with its default settings. */
final class ClientCaller implements Caller {

    private final SharedValuesApi api;

    ClientCaller(URI base) {
        api = HumanitecClient.builder()
                .baseUri(base)
                .bearerToken("token")
                .build()
                .api(SharedValuesApi.class);
    }

    @Override
    public Object list(String app) {
        return api.listApplicationValues("acme", app);
    }

    @Override
    public Object set() {
        return api.replaceApplicationValue(
                "acme", "shop", "KEY_0", new SharedValueReplace().value("v").description("d"));
    }
}
