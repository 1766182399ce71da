package io.jenkins.plugins.humanitec.client.operations;

/** Words of the API for people, which may be missing although the contract says that they are there. */
final class Told {

    private Told() {}

    static String or(String text, String otherwise) {
        return isMissing(text) ? otherwise : text;
    }

    static boolean isMissing(String text) {
        return text == null || text.isBlank();
    }
}
