/**
 * The API description at run time: its operations with their parameters, and requests for operations that are chosen at
 * run time. The files of the API description are in {@code openapi/}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.contract;

import org.jspecify.annotations.NullMarked;
