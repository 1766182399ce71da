package io.jenkins.plugins.humanitec.bench.callers;

import io.jenkins.plugins.humanitec.bench.stocknative.ApiClient;
import io.jenkins.plugins.humanitec.bench.stocknative.ApiException;
import io.jenkins.plugins.humanitec.bench.stocknative.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.bench.stocknative.model.SharedValueReplace;
import java.net.URI;

/** The {@code native} client of the generator, with its default settings. */
final class StockNativeCaller implements Caller {

    private final SharedValuesApi api;

    StockNativeCaller(URI base) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(base.toString());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer token"));
        api = new SharedValuesApi(client);
    }

    @Override
    public Object list(String app) throws ApiException {
        return api.listApplicationValues("acme", app);
    }

    @Override
    public Object set() throws ApiException {
        return api.replaceApplicationValue(
                "acme", "shop", "KEY_0", new SharedValueReplace().value("v").description("d"));
    }
}
