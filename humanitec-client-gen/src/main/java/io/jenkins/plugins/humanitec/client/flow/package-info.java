/**
 * Operations that take long and must get to their end whatever happens to the process: made of stages, each of which can be
 * kept and entered again in another process. They hold no thread while they wait.
 */
package io.jenkins.plugins.humanitec.client.flow;
