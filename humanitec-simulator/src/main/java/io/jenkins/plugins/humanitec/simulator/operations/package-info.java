/**
 * What every operation receives and returns: the request, the answer and the exception for a refused request. {@code
 * OperationTable} has all operations; the operations themselves belong in the packages of their subjects.
 */
package io.jenkins.plugins.humanitec.simulator.operations;
