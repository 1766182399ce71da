package io.jenkins.plugins.humanitec.client.transport;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Collects the body of a response, up to a maximum size and until a timeout. If the body is too large, the result is
 * {@link #TOO_LARGE}, and the rest is not read. After the timeout, the result is a
 * {@link java.util.concurrent.TimeoutException}. An error counts by its status, so that the result for an incomplete body
 * is {@link #INCOMPLETE}.
 */
final class BoundedBodySubscriber implements HttpResponse.BodySubscriber<byte[]> {

    /** The result for a body that is too large. */
    static final byte[] TOO_LARGE = new byte[0];

    /** The result for an incomplete body of an error. */
    static final byte[] INCOMPLETE = new byte[0];

    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_GUESS = 8192;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final int maxBytes;
    private final long millis;
    private final boolean isError;
    private byte[] bytes;
    private int length;

    /**
     * Creates the subscriber.
     *
     * @param head the status and headers of the response
     * @param maxBytes the maximum size of the body in bytes
     * @param millis the timeout for the complete body in milliseconds
     */
    BoundedBodySubscriber(HttpResponse.ResponseInfo head, int maxBytes, long millis) {
        this.maxBytes = maxBytes;
        this.millis = millis;
        this.isError = head.statusCode() >= FIRST_REDIRECT;
        long announced = head.headers().firstValueAsLong("Content-Length").orElse(FIRST_GUESS);
        // Limited, since the announced size may be wrong.
        this.bytes = new byte[(int) Math.max(0, Math.min(announced, Math.min(maxBytes, 1 << 20)))];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return isError ? whole.exceptionally(problem -> INCOMPLETE) : whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        whole.orTimeout(millis, TimeUnit.MILLISECONDS).whenComplete((body, problem) -> {
            if (body == null || body == TOO_LARGE) {
                // The rest of the body is not needed. The connection cannot be reused without reading it.
                subscription.cancel();
            }
        });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int more = buffer.remaining();
            if (more > maxBytes - length) {
                whole.complete(TOO_LARGE);
                return;
            }
            if (more > bytes.length - length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(length + more, 2L * bytes.length)));
            }
            buffer.get(bytes, length, more);
            length += more;
        }
    }

    @Override
    public void onError(Throwable problem) {
        whole.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
}
