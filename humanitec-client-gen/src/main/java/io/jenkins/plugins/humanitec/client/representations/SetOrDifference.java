package io.jenkins.plugins.humanitec.client.representations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.SetDifference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API's response to a request for a set: the set, or, if the request names a second set, the difference between
 * both. It is a set if it has an ID.
 */
public final class SetOrDifference {

    private final JsonNode json;
    private final @Nullable DeploymentSet set;
    private final @Nullable SetDifference difference;

    private SetOrDifference(JsonNode json, @Nullable DeploymentSet set, @Nullable SetDifference difference) {
        this.json = json;
        this.set = set;
        this.difference = difference;
    }

    @JsonCreator
    static SetOrDifference of(JsonNode json) throws JsonProcessingException {
        return json.hasNonNull("id")
                ? new SetOrDifference(json, Json.MAPPER.treeToValue(json, DeploymentSet.class), null)
                : new SetOrDifference(json, null, Json.MAPPER.treeToValue(json, SetDifference.class));
    }

    /** {@return the set; empty if the response is a difference} */
    public Optional<DeploymentSet> set() {
        return Optional.ofNullable(set);
    }

    /** {@return the difference; empty if the response is a set} */
    public Optional<SetDifference> difference() {
        return Optional.ofNullable(difference);
    }

    @JsonValue
    JsonNode json() {
        return json;
    }

    @Override
    public String toString() {
        return String.valueOf(set != null ? set : difference);
    }
}
