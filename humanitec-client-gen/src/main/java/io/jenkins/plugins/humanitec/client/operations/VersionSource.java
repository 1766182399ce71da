package io.jenkins.plugins.humanitec.client.operations;

/**
 * What a version was made from. What is null is not known.
 *
 * @param version the version, such as {@code 1.2.3}
 * @param ref the branch or tag, such as {@code refs/heads/main}
 * @param commit the commit's hash
 */
public record VersionSource(String version, String ref, String commit) {}
