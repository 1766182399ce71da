/** Walks through lists that the API gives in pages. */
package io.jenkins.plugins.humanitec.client.paging;
