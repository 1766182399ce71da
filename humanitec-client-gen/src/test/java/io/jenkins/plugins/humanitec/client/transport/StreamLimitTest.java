package io.jenkins.plugins.humanitec.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each slot is free again after its request, and each free slot is given to a thread that waits. */
class StreamLimitTest {

    private final StreamLimit streams = new StreamLimit();

    /** Reduces the limit to one, with one request. */
    @BeforeEach
    void reduce() throws Exception {
        streams.acquire(in(1));
        streams.acquire(in(1));
        streams.refused();
    }

    private static long in(long seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private FutureTask<Void> waiting() {
        return waiting(streams);
    }

    private static FutureTask<Void> waiting(StreamLimit streams) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            streams.acquire(in(60));
            return null;
        });
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private void refuseInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(streams::refused);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void thereIsALimit() {
        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> streams.acquire(System.nanoTime()));
    }

    @Test
    void anInterruptedThreadGivesItsSlotBack() throws Exception {
        refuseInterrupted();

        streams.acquire(in(1));
    }

    @Test
    void anInterruptedThreadWakesTheNext() throws Exception {
        FutureTask<Void> next = waiting();

        refuseInterrupted();

        next.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedPauseWakesTheNext() throws Exception {
        FutureTask<Void> next = waiting();
        Thread refused = new Thread(() -> {
            try {
                streams.refused();
            } catch (InterruptedException e) {
                // Expected.
            }
        });
        refused.start();
        refused.interrupt();

        next.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedWaitTakesNoSlot() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    streams.acquire(in(60));
                } catch (InterruptedException | HttpTimeoutException e) {
                    // Expected.
                }
            });
            threads.add(thread);
            thread.start();
            Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        streams.release();

        streams.acquire(in(1));
    }

    /** After a request at a limit of one, the limit is two. */
    @Test
    void aLargerLimitWakesTwo() throws Exception {
        FutureTask<Void> first = waiting();
        FutureTask<Void> second = waiting();

        streams.release();

        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aNewRequestDoesNotPassThoseThatWait() throws Exception {
        StreamLimit three = new StreamLimit();
        for (int i = 0; i < 4; i++) {
            three.acquire(in(1));
        }
        three.refused();
        FutureTask<Void> first = waiting(three);
        waiting(three);

        three.release();
        // Immediately, before the first thread has woken up.
        boolean passes = isFree(three);

        assertThat(passes).isFalse();
        first.get(10, TimeUnit.SECONDS);
    }

    private static boolean isFree(StreamLimit streams) throws InterruptedException {
        try {
            streams.acquire(System.nanoTime());
            return true;
        } catch (HttpTimeoutException e) {
            return false;
        }
    }
}
