/** What builds changed in Humanitec, for people who look at them later. */
package io.jenkins.plugins.humanitec.record;
