/**
 * Settings for administrators and owners of folders: connections, protection rules, folder settings. They contain only
 * values and use no other package of the plugin. Their forms are in {@code forms}.
 */
package io.jenkins.plugins.humanitec.config;
