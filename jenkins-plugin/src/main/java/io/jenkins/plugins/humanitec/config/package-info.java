/**
 * The settings that an administrator or the owner of a folder makes: connections, protection rules, folder settings. They
 * hold values only and use no other package of the plugin; their forms are in {@code forms}.
 */
package io.jenkins.plugins.humanitec.config;
