package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the stages of one operation work with in this process. To be closed when the operation is over, however it ends. */
public final class Flow implements AutoCloseable {

    private final HumanitecClient client;
    private final HumanitecClient watcher;
    private final Turns turns;
    private final Consumer<String> log;
    private final Clock clock;
    private final Map<EnvRef, Turns.Ticket> taken = new HashMap<>();
    private boolean isRepeated;

    /**
     * @param client makes the stages' requests
     * @param watcher looks at what is waited for; it should not retry by itself
     * @param turns whose turn it is to change an environment
     * @param clock what time it is
     * @param log is told what happens, a sentence at a time, for people
     */
    public Flow(HumanitecClient client, HumanitecClient watcher, Turns turns, Clock clock, Consumer<String> log) {
        this.client = client;
        this.watcher = watcher;
        this.turns = turns;
        this.clock = clock;
        this.log = log;
    }

    /** @return what makes a stage's requests */
    public HumanitecClient client() {
        return client;
    }

    /** @return what looks at what is waited for */
    public HumanitecClient watcher() {
        return watcher;
    }

    /** @return what time it is */
    public Instant now() {
        return clock.instant();
    }

    /** @param sentence what happened, for people */
    public void say(String sentence) {
        log.accept(sentence);
    }

    /** @return whether the stage may have been entered before, in another process, so that its requests may have been made */
    public boolean isRepeated() {
        return isRepeated;
    }

    /** @param repeated whether the stage that is entered next may have been entered before */
    public void setRepeated(boolean repeated) {
        this.isRepeated = repeated;
    }

    /**
     * @param env an environment
     * @param ticket the operation's place
     * @return what completes when it is the operation's turn to change the environment
     */
    public CompletionStage<Void> takeTurn(EnvRef env, Turns.Ticket ticket) {
        synchronized (taken) {
            taken.put(env, ticket);
        }
        return turns.take(env, ticket);
    }

    /**
     * @param env an environment
     * @param ticket the operation's place
     * @return whether it is the operation's turn now; if not, it does not wait for it
     */
    public boolean tryTakeTurn(EnvRef env, Turns.Ticket ticket) {
        boolean isOurs = turns.tryTake(env, ticket);
        if (isOurs) {
            synchronized (taken) {
                taken.put(env, ticket);
            }
        }
        return isOurs;
    }

    /** Ends all turns. */
    @Override
    public void close() {
        Map<EnvRef, Turns.Ticket> ours;
        synchronized (taken) {
            ours = Map.copyOf(taken);
            taken.clear();
        }
        ours.forEach(turns::leave);
    }
}
