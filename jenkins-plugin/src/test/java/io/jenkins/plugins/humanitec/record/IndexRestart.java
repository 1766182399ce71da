package io.jenkins.plugins.humanitec.record;

/** Makes the index of deployments forget what a restart would make it forget. */
public final class IndexRestart {

    private IndexRestart() {}

    public static void restart() {
        DeploymentIndex.get().forget();
    }
}
