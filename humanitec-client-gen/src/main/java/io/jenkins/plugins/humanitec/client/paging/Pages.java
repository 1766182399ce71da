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
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a list that the API returns in pages. Example, for all pipelines of an application:
 *
 * <pre>{@code
 * PipelinesApi pipelines = client.api(PipelinesApi.class);
 * Pages.stream(page -> pipelines.listPipelinesWithHttpInfo("acme", "shop", 100, page, null, null))
 * }</pre>
 */
public final class Pages {

    private Pages() {}

    /**
     * Requests one page.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Fetch<T> {

        /**
         * Requests one page.
         *
         * @param page the token of the page, for the parameter {@code page} of the operation; null for the first page
         * @return the response with its headers, as the methods named {@code …WithHttpInfo} return it
         */
        ApiResponse<List<T>> page(@Nullable String page);
    }

    /**
     * Returns a stream of all elements of all pages, in the order of the API. Each page is requested when its first
     * element is read; remaining pages are not requested. Exceptions of requests, and of a page whose next page was
     * already read, are thrown by the stream's terminal operation.
     *
     * @param fetch requests a page
     * @param <T> the type of the elements
     * @return the stream, which is sequential
     */
    public static <T> Stream<T> stream(Fetch<T> fetch) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(fetch), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Returns an iterator over all elements of all pages, in the order of the API. Requests pages when they are needed,
     * as {@link #stream} does. Exceptions of requests are thrown by {@link Iterator#hasNext()} and
     * {@link Iterator#next()}.
     *
     * @param fetch requests a page
     * @param <T> the type of the elements
     * @return the iterator
     */
    public static <T> Iterator<T> iterator(Fetch<T> fetch) {
        return new PageIterator<>(fetch);
    }

    private static final class PageIterator<T> implements Iterator<T> {

        private final Fetch<T> fetch;
        private final Set<String> tokens = new HashSet<>();
        private Iterator<T> elements = Collections.emptyIterator();
        private @Nullable String next;
        private boolean hasStarted;

        PageIterator(Fetch<T> fetch) {
            this.fetch = fetch;
        }

        @Override
        public boolean hasNext() {
            while (!elements.hasNext() && (!hasStarted || next != null)) {
                fetchPage();
            }
            return elements.hasNext();
        }

        private void fetchPage() {
            ApiResponse<List<T>> answer = fetch.page(next);
            NextPage following = NextPage.of(answer.getHeaders()).orElse(null);
            if (following != null && !tokens.add(following.token())) {
                throw UnreadableResponseException.of(
                        "GET",
                        following.path(),
                        answer.getStatusCode(),
                        "a page whose next page was already read",
                        null);
            }
            hasStarted = true;
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
