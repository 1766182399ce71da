package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a plan. Immutable and serializable. */
public final class PlanOptions implements Serializable {

    private static final long serialVersionUID = 1L;

    /** No owner, no secrets, and no rule. */
    public static final PlanOptions DEFAULT = new PlanOptions(null, null, false, CredentialSource.NONE, ChangeRule.ALL);

    private final @Nullable OwnerRecord record;
    private final OwnerRecord.@Nullable Store store;
    private final boolean isPruning;
    private final CredentialSource credentials;
    private final ChangeRule rule;

    /** Decides which objects may be changed. */
    @FunctionalInterface
    public interface ChangeRule extends Serializable {

        /** Allows everything. */
        ChangeRule ALL = (object, action) -> Optional.empty();

        /**
         * Checks a change.
         *
         * @param object the object
         * @param action what is to be done with it
         * @return why it is forbidden, in a sentence; empty if it is allowed
         */
        Optional<String> refusal(ObjectId object, PlannedChange.Action action);
    }

    private PlanOptions(
            @Nullable OwnerRecord record,
            OwnerRecord.@Nullable Store store,
            boolean isPruning,
            CredentialSource credentials,
            ChangeRule rule) {
        this.record = record;
        this.store = store;
        this.isPruning = isPruning;
        this.credentials = credentials;
        this.rule = rule;
    }

    /**
     * {@return a copy of these options with the record of an owner}
     *
     * @param ownerRecord what earlier applies of the owner have created
     */
    public PlanOptions withOwner(OwnerRecord ownerRecord) {
        return new PlanOptions(ownerRecord, store, isPruning, credentials, rule);
    }

    /**
     * Returns a copy of these options with the store of an owner's record. An apply reads the record when it starts, and writes it
     * after its changes. Applies of the same owner in this process wait for each other.
     *
     * @param ownerStore keeps the record
     * @return the copy
     */
    public PlanOptions withOwner(OwnerRecord.Store ownerStore) {
        return new PlanOptions(null, ownerStore, isPruning, credentials, rule);
    }

    /**
     * {@return a copy of these options with which a plan deletes what the owner has created and no manifest describes}
     *
     * @throws InvalidInputException if there is no owner: nothing else tells what may be deleted
     */
    public PlanOptions withPruning() {
        if (record == null && store == null) {
            throw new InvalidInputException("Pruning needs an owner. Only what an earlier apply of the same owner has "
                    + "created is deleted.");
        }
        return new PlanOptions(record, store, true, credentials, rule);
    }

    /**
     * {@return a copy of these options with the secrets to which manifests refer}
     *
     * @param source supplies the secrets
     */
    public PlanOptions withCredentials(CredentialSource source) {
        return new PlanOptions(record, store, isPruning, source, rule);
    }

    /**
     * {@return a copy of these options with a rule}
     *
     * @param changeRule decides which objects may be changed
     */
    public PlanOptions withRule(ChangeRule changeRule) {
        return new PlanOptions(record, store, isPruning, credentials, changeRule);
    }

    /** {@return what earlier applies of the owner have created; empty if there is no owner} */
    public Optional<OwnerRecord> owner() {
        if (record == null && store != null) {
            return Optional.of(store.read().orElseGet(() -> OwnerRecord.empty(store.owner())));
        }
        return Optional.ofNullable(record);
    }

    /** Returns the store of the owner's record; empty if there is none. */
    Optional<OwnerRecord.Store> store() {
        return Optional.ofNullable(store);
    }

    boolean isPruning() {
        return isPruning;
    }

    /** Returns why a change is refused. The manifest of an application can also create an environment. */
    List<String> refusals(ObjectId object, PlannedChange.Action action, @Nullable Manifest manifest) {
        List<ObjectId> objects = new ArrayList<>(List.of(object));
        if (manifest != null && object.kind().equals("Application") && action == PlannedChange.Action.CREATE) {
            String env = manifest.entity().at("/env/id").asText();
            if (!env.isEmpty()) {
                objects.add(new ObjectId("Environment", Map.of("app_id", object.id()), env));
            }
        }
        return objects.stream()
                .flatMap(one -> rule.refusal(one, action).map(why -> one + ": " + why).stream())
                .toList();
    }

    CredentialSource credentials() {
        return credentials;
    }
}
