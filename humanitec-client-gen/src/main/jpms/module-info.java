/**
 * A client of the Humanitec API. The packages that are not exported are not for use outside of this library.
 */
module io.jenkins.plugins.humanitec.client {
    requires transitive com.fasterxml.jackson.annotation;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive feign.core;
    requires transitive feign.form;
    requires transitive java.net.http;
    requires transitive org.jspecify;
    requires transitive org.openapitools.jackson.nullable;
    requires com.ethlo.time;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.networknt.schema;
    requires org.yaml.snakeyaml;

    exports io.jenkins.plugins.humanitec.client;
    exports io.jenkins.plugins.humanitec.client.access;
    exports io.jenkins.plugins.humanitec.client.api;
    exports io.jenkins.plugins.humanitec.client.artefacts;
    exports io.jenkins.plugins.humanitec.client.context;
    exports io.jenkins.plugins.humanitec.client.contract;
    exports io.jenkins.plugins.humanitec.client.deployments;
    exports io.jenkins.plugins.humanitec.client.diagnostics;
    exports io.jenkins.plugins.humanitec.client.environments;
    exports io.jenkins.plugins.humanitec.client.errors;
    exports io.jenkins.plugins.humanitec.client.files;
    exports io.jenkins.plugins.humanitec.client.flow;
    exports io.jenkins.plugins.humanitec.client.generated;
    exports io.jenkins.plugins.humanitec.client.guard;
    exports io.jenkins.plugins.humanitec.client.input;
    exports io.jenkins.plugins.humanitec.client.json;
    exports io.jenkins.plugins.humanitec.client.logs;
    exports io.jenkins.plugins.humanitec.client.manifests;
    exports io.jenkins.plugins.humanitec.client.model;
    exports io.jenkins.plugins.humanitec.client.paging;
    exports io.jenkins.plugins.humanitec.client.overview;
    exports io.jenkins.plugins.humanitec.client.pipelines;
    exports io.jenkins.plugins.humanitec.client.platform;
    exports io.jenkins.plugins.humanitec.client.polling;
    exports io.jenkins.plugins.humanitec.client.representations;
    exports io.jenkins.plugins.humanitec.client.resources;
    exports io.jenkins.plugins.humanitec.client.runtime;
    exports io.jenkins.plugins.humanitec.client.scm;
    exports io.jenkins.plugins.humanitec.client.score;
    exports io.jenkins.plugins.humanitec.client.types;
    exports io.jenkins.plugins.humanitec.client.values;
    exports io.jenkins.plugins.humanitec.client.workloads;

    // Interfaces that Feign implements, and types that Jackson creates.
    opens io.jenkins.plugins.humanitec.client.api to
            feign.core;
    opens io.jenkins.plugins.humanitec.client.contract to
            com.fasterxml.jackson.databind,
            feign.core;
    opens io.jenkins.plugins.humanitec.client.generated to
            com.fasterxml.jackson.databind;
    opens io.jenkins.plugins.humanitec.client.manifests to
            com.fasterxml.jackson.databind;
    opens io.jenkins.plugins.humanitec.client.model to
            com.fasterxml.jackson.databind;
    opens io.jenkins.plugins.humanitec.client.platform to
            com.fasterxml.jackson.databind;
    opens io.jenkins.plugins.humanitec.client.representations to
            com.fasterxml.jackson.databind,
            feign.core;
    opens io.jenkins.plugins.humanitec.client.types to
            com.fasterxml.jackson.databind;
}
