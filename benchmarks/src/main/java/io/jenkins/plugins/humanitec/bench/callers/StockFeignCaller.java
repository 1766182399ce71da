package io.jenkins.plugins.humanitec.bench.callers;

import io.jenkins.plugins.humanitec.bench.stockfeign.ApiClient;
import io.jenkins.plugins.humanitec.bench.stockfeign.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.bench.stockfeign.model.SharedValueReplace;
import java.net.URI;

/** The {@code feign} client of the generator, with its default settings. */
final class StockFeignCaller implements Caller {

    private final SharedValuesApi api;

    StockFeignCaller(URI base) {
        ApiClient client = new ApiClient();
        client.setBasePath(base.toString());
        client.getFeignBuilder().requestInterceptor(template -> template.header("Authorization", "Bearer token"));
        api = client.buildClient(SharedValuesApi.class);
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
