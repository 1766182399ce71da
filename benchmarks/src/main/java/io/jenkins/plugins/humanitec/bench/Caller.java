package io.jenkins.plugins.humanitec.bench;

import java.net.URI;

/** A way to call the API. */
public interface Caller {

    /**
     * @param app whose values
     * @return these
     * @throws Exception if it does not go well
     */
    Object list(String app) throws Exception;

    /**
     * Sets one value.
     *
     * @return what the API answered
     * @throws Exception if it does not go well
     */
    Object set() throws Exception;

    /** The ways there are. */
    enum Kind {
        /** The JDK's HTTP client and Jackson, with nothing around them. */
        FLOOR,
        /** The client of this project. */
        CLIENT,
        /** What the generator makes with the library {@code feign}. */
        STOCK_FEIGN,
        /** What the generator makes with the library {@code native}. */
        STOCK_NATIVE;

        /**
         * @param base where the API is
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
