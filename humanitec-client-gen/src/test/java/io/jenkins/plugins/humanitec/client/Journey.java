package io.jenkins.plugins.humanitec.client;

import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Flows;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs operations of several stages, and can lose the process in any of them. */
final class Journey {

    private final HumanitecClient client;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Turns turns;

    Journey(HumanitecClient client) {
        this(client, new Turns());
    }

    Journey(HumanitecClient client, Turns turns) {
        this.client = client;
        this.turns = turns;
    }

    Flow flow() {
        return new Flow(client, client, turns, Clock.systemUTC(), log::add);
    }

    List<String> log() {
        return log;
    }

    <R extends Serializable> R run(Stage<R> stage) throws InterruptedException {
        return Flows.run(stage, flow(), pause -> Thread.onSpinWait());
    }

    /**
     * Enters stages until one of the name is reached, which is then lost before it is entered, or, if it is to be entered,
     * before what came of it was kept. Then goes on from there, as another process does.
     */
    <R extends Serializable> R runWithARestart(Stage<R> first, String stageName, boolean entered)
            throws InterruptedException, IOException, ClassNotFoundException {
        Stage<R> stage = first;
        while (!stage.getClass().getSimpleName().equals(stageName)) {
            stage = next(stage.enter(flow()));
        }
        Stage<R> kept = copy(stage);
        if (entered) {
            stage.enter(flow());
        }
        Flow again = flow();
        again.setRepeated(true);
        Next<R> next = kept.enter(again);
        again.setRepeated(false);
        return run(new Resumed<>(next));
    }

    private <R extends Serializable> Stage<R> next(Next<R> next) throws InterruptedException {
        if (next instanceof Next.Then<R> then) {
            return then.stage();
        } else if (next instanceof Next.Queue<R> queue) {
            return next(queue.then().get());
        } else if (next instanceof Next.Await<R, ?> await) {
            return next(await(await));
        }
        throw new AssertionError("No such stage came before the end.");
    }

    private static <R extends Serializable, T> Next<R> await(Next.Await<R, T> await) throws InterruptedException {
        return await.then().apply(await.watch().await(pause -> Thread.onSpinWait()));
    }

    @SuppressWarnings("unchecked")
    static <T> T copy(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    /** Goes on with what came of a stage. */
    private static final class Resumed<R extends Serializable> implements Stage<R> {

        private static final long serialVersionUID = 1L;

        private final transient Next<R> next;

        Resumed(Next<R> next) {
            this.next = next;
        }

        @Override
        public Next<R> enter(Flow flow) {
            return next;
        }

        @Override
        public String abandon(Flow flow) {
            return "";
        }
    }
}
