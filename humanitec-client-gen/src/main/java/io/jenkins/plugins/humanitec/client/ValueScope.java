package io.jenkins.plugins.humanitec.client;

import java.io.Serializable;

/** The owner of a shared value: an {@linkplain AppRef application}, or one of its {@linkplain EnvRef environments}. */
public sealed interface ValueScope extends Serializable permits AppRef, EnvRef {

    /** {@return the application, or the application of the environment} */
    AppRef app();

    /** {@return {@code application} or {@code environment}} */
    String kind();
}
