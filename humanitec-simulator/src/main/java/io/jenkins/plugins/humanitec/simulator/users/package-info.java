/**
 * Users, groups, their roles and their tokens: data, operations, and what a role permits. Operations that only read or change
 * a role follow from the contract and need no code here.
 */
package io.jenkins.plugins.humanitec.simulator.users;
