/** Which preview environment belongs to which job. When the job is deleted, its environment is deleted as well. */
package io.jenkins.plugins.humanitec.preview;
