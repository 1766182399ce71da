package io.jenkins.plugins.humanitec.client.testing;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.flow.StartedDeployment;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs operations stage by stage, and can lose the process in any of them. */
public final class RestartScenario {

    private static final Duration LIMIT = Duration.ofHours(1);

    private final HumanitecClient client;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<StartedDeployment> deployments = Collections.synchronizedList(new ArrayList<>());
    private final DeploymentQueue queue;
    private final Sleeper sleeper;

    public RestartScenario(HumanitecClient client) {
        this(client, new DeploymentQueue());
    }

    public RestartScenario(HumanitecClient client, DeploymentQueue queue) {
        this(client, queue, pause -> Thread.onSpinWait());
    }

    /** Waits with the sleeper, for operations that end only after a time. */
    public RestartScenario(HumanitecClient client, DeploymentQueue queue, Sleeper sleeper) {
        this.client = client;
        this.queue = queue;
        this.sleeper = sleeper;
    }

    private OperationContext operation() {
        OperationContext operation = new OperationContext(client.context(), client.context(), queue, log::add);
        operation.onDeployment(deployments::add);
        return operation;
    }

    /** Returns the deployments that were told of while stages were entered one by one. */
    public List<StartedDeployment> deployments() {
        return deployments;
    }

    /** Enters stages one by one until there is a result. */
    public <R> R enterAll(Stage<R> first) throws InterruptedException {
        Next<R> next = first.enter(operation());
        while (!(next instanceof Next.Done<R>)) {
            if (next instanceof Next.Await<R, ?> await) {
                next = await(await);
            } else if (next instanceof Next.Queue<R> inQueue) {
                next = inQueue.then().get();
            } else {
                next = ((Next.Then<R>) next).stage().enter(operation());
            }
        }
        return ((Next.Done<R>) next).result();
    }

    public List<String> log() {
        return log;
    }

    public <R> R run(Stage<R> stage) throws InterruptedException {
        return run(stage, sleeper);
    }

    public <R> R run(Stage<R> stage, Sleeper sleeper) throws InterruptedException {
        return new LongOperation<>(stage, client.context(), queue)
                .onProgress(log::add)
                .await(LIMIT, sleeper);
    }

    /**
     * Enters stages until one of the name is reached, which is then lost before it is entered, or, if it is to be entered,
     * before what came of it was kept. Then goes on from there, as another process does.
     */
    public <R> R runWithARestart(Stage<R> first, String stageName, boolean entered)
            throws InterruptedException, IOException, ClassNotFoundException {
        Stage<R> stage = first;
        while (!stage.getClass().getSimpleName().equals(stageName)) {
            stage = next(stage.enter(operation()));
        }
        Stage<R> kept = copy(stage);
        if (entered && stage.enter(operation()) instanceof Next.Queue<R> queue) {
            // What a stage does after it was its turn belongs to the stage.
            queue.then().get();
        }
        OperationContext again = operation();
        again.setRepeated(true);
        Next<R> next = kept.enter(again);
        again.setRepeated(false);
        return run(new Resumed<>(next));
    }

    private <R> Stage<R> next(Next<R> next) throws InterruptedException {
        if (next instanceof Next.Then<R> then) {
            return then.stage();
        } else if (next instanceof Next.Queue<R> queue) {
            return next(queue.then().get());
        } else if (next instanceof Next.Await<R, ?> await) {
            return next(await(await));
        }
        throw new AssertionError("No such stage came before the end.");
    }

    private <R, T> Next<R> await(Next.Await<R, T> await) throws InterruptedException {
        return await.then().apply(await.poller().await(sleeper));
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    /** Goes on with what came of a stage. */
    private static final class Resumed<R> implements Stage<R> {

        private static final long serialVersionUID = 1L;

        private final transient Next<R> next;

        Resumed(Next<R> next) {
            this.next = next;
        }

        @Override
        public Next<R> enter(OperationContext operation) {
            return next;
        }

        @Override
        public String abandon(OperationContext operation) {
            return "";
        }
    }
}
