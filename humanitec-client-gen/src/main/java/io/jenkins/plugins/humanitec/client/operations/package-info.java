/**
 * Whole operations above the generated interfaces: what a person would do with several requests. They know nothing of
 * Jenkins. What takes longer is a {@link io.jenkins.plugins.humanitec.client.operations.Watch}, which holds no thread.
 */
package io.jenkins.plugins.humanitec.client.operations;
