package io.jenkins.plugins.humanitec.client.paging;

import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Walks through a list that the API gives in pages. For instance all pipelines of an application:
 *
 * <pre>{@code
 * PipelinesApi pipelines = client.api(PipelinesApi.class);
 * Pages.stream(page -> pipelines.listPipelinesWithHttpInfo("acme", "shop", 100, page, null, null))
 * }</pre>
 */
public final class Pages {

    private Pages() {}

    /**
     * Asks for one page.
     *
     * @param <T> what is listed
     */
    @FunctionalInterface
    public interface Fetch<T> {

        /**
         * @param page the token of the page, for the parameter {@code page} of the operation; null for the first page
         * @return the API's answer with its headers, as the methods named {@code …WithHttpInfo} return it
         */
        ApiResponse<List<T>> page(String page);
    }

    /**
     * Nothing is asked for before the first element is, and no page before its first element is. A stream that is not read
     * to its end leaves the remaining pages alone. The API's exceptions come out of the stream's terminal operation; so does one of a page
     * that names an earlier one as the next, since that would never end.
     *
     * @param fetch asks for a page
     * @param <T> what is listed
     * @return all elements of all pages, in the API's order; sequential
     */
    public static <T> Stream<T> stream(Fetch<T> fetch) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(fetch), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * The same as an iterator.
     *
     * @param fetch asks for a page
     * @param <T> what is listed
     * @return all elements of all pages, in the API's order
     */
    public static <T> Iterator<T> iterator(Fetch<T> fetch) {
        return new Walk<>(fetch);
    }

    private static final class Walk<T> implements Iterator<T> {

        private final Fetch<T> fetch;
        private final Set<String> tokens = new HashSet<>();
        private Iterator<T> elements = Collections.emptyIterator();
        private String next;
        private boolean begun;

        Walk(Fetch<T> fetch) {
            this.fetch = fetch;
        }

        @Override
        public boolean hasNext() {
            while (!elements.hasNext() && (!begun || next != null)) {
                turn();
            }
            return elements.hasNext();
        }

        private void turn() {
            ApiResponse<List<T>> answer = fetch.page(next);
            NextPage following = NextPage.of(answer.getHeaders()).orElse(null);
            if (following != null && !tokens.add(following.token())) {
                throw UnreadableResponseException.of(
                        "GET",
                        following.path(),
                        answer.getStatusCode(),
                        "a page whose next page was there before",
                        null);
            }
            begun = true;
            next = following == null ? null : following.token();
            elements = answer.getData() == null
                    ? Collections.emptyIterator()
                    : answer.getData().stream().filter(Objects::nonNull).iterator();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return elements.next();
        }
    }
}
