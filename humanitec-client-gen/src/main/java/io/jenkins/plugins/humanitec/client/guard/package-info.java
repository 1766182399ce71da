/** What a client must not do, whoever asks for it. */
package io.jenkins.plugins.humanitec.client.guard;
