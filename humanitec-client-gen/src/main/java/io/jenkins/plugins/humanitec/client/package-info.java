/**
 * A client of the Humanitec API. {@link io.jenkins.plugins.humanitec.client.HumanitecClient} is where to start: it hands
 * out the generated interfaces of {@code api}, one for each tag of the contract, and above them the whole operations of
 * {@code operations}.
 */
package io.jenkins.plugins.humanitec.client;
