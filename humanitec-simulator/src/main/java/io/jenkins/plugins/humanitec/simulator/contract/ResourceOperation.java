package io.jenkins.plugins.humanitec.simulator.contract;

import java.util.Set;

/**
 * An operation on a collection of resources or on one of its resources.
 *
 * @param kind the kind of operation
 * @param id the ID of the operation in the contract
 * @param collection the path of the collection in the contract, such as {@code /orgs/{orgId}/agents}
 * @param idParameter the path parameter with the ID of the resource; null if the contract has no path for one resource
 * @param idField the field of the resource with its ID; null if it has none
 * @param status the status of a success
 * @param resource the fields of a resource of the collection
 * @param answer the fields of the answer; null if it is empty
 * @param filters the query parameters that are fields of the resource
 */
public record ResourceOperation(
        Kind kind,
        String id,
        String collection,
        String idParameter,
        String idField,
        int status,
        ObjectSchema resource,
        ObjectSchema answer,
        Set<String> filters) {

    /** The kinds of operations. */
    public enum Kind {
        /** Lists the resources of a collection. */
        LIST,
        /** Adds a resource to a collection. */
        CREATE,
        /** Returns a resource. */
        GET,
        /** Replaces all fields of a resource. */
        REPLACE,
        /** Changes the fields of a resource that the request has. */
        PATCH,
        /** Deletes a resource. */
        DELETE
    }
}
