package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnprocessableEntityException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ModuleInput;
import io.jenkins.plugins.humanitec.client.model.WorkloadDeploymentSet;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Validates and converts Score files. The API converts; nothing is changed there. */
public final class Scores {

    private static final int OK = 200;

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Scores(ClientContext client) {
        this.client = client;
    }

    /**
     * Validates Score files that are to be deployed together: each file by itself, and that they do not contradict each other.
     *
     * @param orgId the ID of the organization
     * @param files the files, at least one
     * @return the faults of all files; empty if they can be deployed
     * @throws InvalidInputException if there is no file
     * @throws HumanitecException if a request fails for another reason than the content of a file
     */
    public List<ScoreFault> validate(String orgId, List<ScoreFile> files) {
        List<ScoreFault> faults = new ArrayList<>();
        convert(orgId, files, faults);
        return List.copyOf(faults);
    }

    /**
     * Converts Score files to the content of a deployment set.
     *
     * @param orgId the ID of the organization
     * @param files the files, at least one
     * @return the modules and shared resources of all files
     * @throws InvalidScoreException if a file is not valid, or two files contradict each other; it has the faults of all files
     * @throws InvalidInputException if there is no file
     * @throws HumanitecException if a request fails for another reason than the content of a file
     */
    public WorkloadDeploymentSet convert(String orgId, List<ScoreFile> files) {
        List<ScoreFault> faults = new ArrayList<>();
        WorkloadDeploymentSet set = convert(orgId, files, faults);
        if (!faults.isEmpty()) {
            throw new InvalidScoreException(faults);
        }
        return set;
    }

    /**
     * Checks that Score files were read without faults.
     *
     * @param files the files, at least one
     * @throws InvalidScoreException if a file has faults; it has those of all files
     * @throws InvalidInputException if there is no file
     */
    public static void requireReadable(List<ScoreFile> files) {
        requireFiles(files);
        List<ScoreFault> faults =
                files.stream().flatMap(file -> file.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new InvalidScoreException(faults);
        }
    }

    private static void requireFiles(List<ScoreFile> files) {
        if (files.isEmpty()) {
            throw new InvalidInputException("No Score file is given. Give at least one.");
        }
    }

    private WorkloadDeploymentSet convert(String orgId, List<ScoreFile> files, List<ScoreFault> faults) {
        Identifiers.requireId("organization", orgId);
        requireFiles(files);
        Map<String, Map<String, Object>> modules = new TreeMap<>();
        Map<String, Map<String, Object>> shared = new TreeMap<>();
        Map<String, String> origins = new TreeMap<>();
        for (ScoreFile file : files) {
            faults.addAll(file.faults());
            if (file.hasSpec()) {
                try {
                    WorkloadDeploymentSet set = convert(orgId, file);
                    addModules(file, set, modules, origins, faults);
                    addShared(file, set, shared, origins, faults);
                } catch (BadRequestException | UnprocessableEntityException e) {
                    faults.addAll(RefusedScore.faults(file, e));
                }
            }
        }
        return new WorkloadDeploymentSet().modules(modules).shared(shared);
    }

    /** Converts one file. A field that is null has no meaning in a deployment set. */
    private WorkloadDeploymentSet convert(String orgId, ScoreFile file) {
        WorkloadDeploymentSet set = client.api(RepresentationsApi.class).convertScore(orgId, file.request());
        if (set == null || set.getModules() == null || set.getModules().isEmpty()) {
            throw unreadable(orgId, "a conversion without a module", null);
        }
        JsonNode json = Json.withoutNulls(json(set));
        try {
            for (JsonNode module : json.get("modules")) {
                Json.MAPPER.convertValue(module, ModuleInput.class);
            }
            return Json.MAPPER.convertValue(json, WorkloadDeploymentSet.class);
        } catch (IllegalArgumentException e) {
            throw unreadable(orgId, "a module of another structure", e);
        }
    }

    private static UnreadableResponseException unreadable(
            String orgId, String problem, @Nullable IllegalArgumentException cause) {
        return UnreadableResponseException.of(
                "POST", "/orgs/" + orgId + "/artefact-versions/convert-score", OK, problem, cause);
    }

    private static void addModules(
            ScoreFile file,
            WorkloadDeploymentSet set,
            Map<String, Map<String, Object>> modules,
            Map<String, String> origins,
            List<ScoreFault> faults) {
        orEmpty(set.getModules()).forEach((name, module) -> {
            if (modules.put(name, module) != null) {
                faults.add(file.faultAt(
                        "/metadata/name",
                        "The workload '" + name + "' is in " + origins.get("modules/" + name)
                                + " too. Give each workload a name of its own."));
            }
            origins.put("modules/" + name, file.path());
        });
    }

    private static void addShared(
            ScoreFile file,
            WorkloadDeploymentSet set,
            Map<String, Map<String, Object>> shared,
            Map<String, String> origins,
            List<ScoreFault> faults) {
        orEmpty(set.getShared()).forEach((id, resource) -> {
            Map<String, Object> other = shared.put(id, resource);
            if (other != null && !json(other).equals(json(resource))) {
                faults.add(file.faultAt(
                        "/resources",
                        "The shared resource '" + id + "' is different in " + origins.get("shared/" + id)
                                + ". Give it the same type, class and parameters in both files."));
            }
            origins.put("shared/" + id, file.path());
        });
    }

    private static JsonNode json(Object value) {
        return Json.MAPPER.valueToTree(value);
    }

    private static <T> Map<String, T> orEmpty(Map<String, T> map) {
        return map == null ? Map.of() : map;
    }
}
