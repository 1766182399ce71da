/** Steps that compare manifests of the platform with an organization, apply them, and export them. */
package io.jenkins.plugins.humanitec.steps.platform;
