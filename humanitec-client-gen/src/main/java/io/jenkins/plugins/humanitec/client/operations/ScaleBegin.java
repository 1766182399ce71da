package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.util.TreeMap;

/**
 * The stage in which it is found out how many replicas modules have before they are scaled.
 *
 * @param patience how long to wait until the pods have followed, or null not to wait
 */
record ScaleBegin(EnvRef env, TreeMap<String, Integer> replicas, Duration patience) implements Stage<Scaling> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Scaling> enter(Flow flow) {
        return new Next.Then<>(new ScaleSend(flow.client().workloads().plan(env, replicas), patience));
    }

    @Override
    public String abandon(Flow flow) {
        return "The numbers of replicas in " + env + " stay as they are.";
    }
}
