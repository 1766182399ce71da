package io.jenkins.plugins.humanitec.bench.callers;

import java.net.URI;

/** A way to call the API. */
public interface Caller {

    /**
     * Lists the values of an application.
     *
     * @param app the ID of the application
     * @return the values
     * @throws Exception if the call fails
     */
    Object list(String app) throws Exception;

    /**
     * Sets one value.
     *
     * @return the response
     * @throws Exception if the call fails
     */
    Object set() throws Exception;

    /** The kinds of callers. */
    enum Kind {
        /** The JDK's HTTP client and Jackson, without any other layer. */
        FLOOR,
        /** The client of this project. */
        CLIENT,
        /** The client that the generator creates with the library {@code feign}. */
        STOCK_FEIGN,
        /** The client that the generator creates with the library {@code native}. */
        STOCK_NATIVE;

        /**
         * Creates a caller.
         *
         * @param base the URL of the API
         * @return a caller of this kind
         */
        public Caller at(URI base) {
            return switch (this) {
                case FLOOR -> new FloorCaller(base);
                case CLIENT -> new ClientCaller(base);
                case STOCK_FEIGN -> new StockFeignCaller(base);
                case STOCK_NATIVE -> new StockNativeCaller(base);
            };
        }
    }
}
