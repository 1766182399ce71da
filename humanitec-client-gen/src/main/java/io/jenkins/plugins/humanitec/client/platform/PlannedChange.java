package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of an object that a plan contains.
 *
 * @param action what to do
 * @param object the object
 * @param apiId the ID of the object in the API; null if it does not exist yet
 * @param fields the changes of fields; those of a new object have no current value; empty for a deletion
 * @param manifest the manifest of the object; null for a deletion
 * @param after the objects whose changes come before this one
 * @param requests the requests of the change, in order
 */
public record PlannedChange(
        @JsonProperty("action") Action action,
        @JsonProperty("object") ObjectId object,
        @JsonProperty("apiId") @Nullable String apiId,
        @JsonProperty("fields") List<FieldChange> fields,
        @JsonProperty("manifest") @Nullable Manifest manifest,
        @JsonProperty("after") List<ObjectId> after,
        @JsonProperty("requests") List<Request> requests)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What to do with an object. */
    public enum Action {
        /** The object does not exist, and is created. */
        CREATE("create", "+"),
        /** The object exists, and is changed. */
        CHANGE("change", "~"),
        /** The object is deleted. */
        DELETE("delete", "-");

        private final String verb;
        private final String symbol;

        Action(String verb, String symbol) {
            this.verb = verb;
            this.symbol = symbol;
        }

        /** {@return the verb, such as {@code create}} */
        public String verb() {
            return verb;
        }

        /** {@return the symbol, such as {@code +}} */
        public String symbol() {
            return symbol;
        }
    }

    /**
     * A request that a change makes.
     *
     * @param operationId the ID of the operation
     * @param parameters the path parameters
     * @param body the body as JSON with references to secrets, or the YAML text of a pipeline; null if there is none
     * @param isText whether the body is a YAML text
     */
    record Request(
            @JsonProperty("operationId") String operationId,
            @JsonProperty("parameters") Map<String, String> parameters,
            @JsonProperty("body") @Nullable String body,
            @JsonProperty("isText") boolean isText)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        Request {
            parameters = new TreeMap<>(parameters);
        }
    }

    /** Copies the lists. */
    public PlannedChange {
        fields = new ArrayList<>(fields);
        after = new ArrayList<>(after);
        requests = new ArrayList<>(requests);
    }

    PlannedChange withRequests(@Nullable String otherApiId, List<Request> others) {
        return new PlannedChange(action, object, otherApiId, fields, manifest, after, others);
    }

    /** Returns whether another change does the same to the same state. */
    boolean isSame(PlannedChange other) {
        return action == other.action && object.equals(other.object) && fields.equals(other.fields);
    }

    /** {@return the change as JSON, as it is in {@link Plan#toJson}} */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the symbol, the verb and the object, such as {@code + create Definition my-db}} */
    @Override
    public String toString() {
        return action.symbol() + " " + action.verb() + " " + object;
    }
}
