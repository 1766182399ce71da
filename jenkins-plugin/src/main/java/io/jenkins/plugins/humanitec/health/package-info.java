/**
 * What an administrator wants to know of the connections: refused and expiring tokens, metrics, and the part of a support
 * bundle. Nothing here has a token or other secret.
 */
package io.jenkins.plugins.humanitec.health;
