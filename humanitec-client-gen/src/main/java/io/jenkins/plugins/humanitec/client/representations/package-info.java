/** Media types beyond the first one that an operation has. */
package io.jenkins.plugins.humanitec.client.representations;
