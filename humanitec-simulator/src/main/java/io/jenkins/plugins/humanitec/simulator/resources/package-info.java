/**
 * Resources whose operations follow from the contract: create, read, list, replace, change and delete. What an operation does
 * beyond that belongs in the package of its subject, which can use the resources here.
 */
package io.jenkins.plugins.humanitec.simulator.resources;
