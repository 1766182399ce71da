/**
 * Shows what is deployed where: the page at the top of Jenkins and in folders, with its table. It reads with the shared cache of the
 * client, and shows only what the connection and the restrictions of the place permit.
 */
package io.jenkins.plugins.humanitec.board;
