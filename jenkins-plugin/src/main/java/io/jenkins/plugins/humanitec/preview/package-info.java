/** Stores the preview environments of jobs, and deletes them when their jobs are deleted. */
package io.jenkins.plugins.humanitec.preview;
