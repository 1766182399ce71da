package io.jenkins.plugins.humanitec.client;

import java.io.Serializable;

/** What a shared value belongs to: an {@link AppRef application} or one {@link EnvRef environment} of it. */
public sealed interface ValueScope extends Serializable permits AppRef, EnvRef {

    /** @return the application, or the one that the environment belongs to */
    AppRef app();

    /** @return {@code application} or {@code environment} */
    String kind();
}
