/**
 * Asking again and again, for many at once: one request serves all who wait for the same thing, no thread is held in between,
 * and an API that has had enough is left alone for a while by all who use a connection.
 */
package io.jenkins.plugins.humanitec.client.polling;
