package io.jenkins.plugins.humanitec.client.score;

import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contents of files. What cannot be used is a fault of the Score file.
 *
 * @param files reads the files
 */
record ScoreContents(FileSource files) {

    boolean exists(String path) throws IOException {
        Optional<String> normalized = ScoreNames.normalized(path);
        return normalized.isPresent() && files.read(normalized.get()) != null;
    }

    Optional<YamlDocument> document(ScoreFile file, String path) throws IOException {
        byte[] content = content(file, path, 0, path);
        if (content == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(YamlDocument.parse(content));
        } catch (InvalidYamlException e) {
            file.add(new ScoreFault(path, e.line(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Returns the content of a file. If it cannot be used, adds a fault at the place that names the file. */
    byte @Nullable [] content(ScoreFile file, String place, int line, String path) throws IOException {
        Optional<String> normalized = ScoreNames.normalized(path);
        if (normalized.isEmpty()) {
            file.add(new ScoreFault(
                    place, line, "The file " + path + " is outside of the directory that is read. Move it there."));
            return null;
        }
        byte[] content = files.read(normalized.get());
        if (content == null) {
            file.add(new ScoreFault(
                    place, line, "There is no file " + path + ". Correct the path, or create the file."));
        } else if (content.length > FileSource.LARGEST_FILE) {
            file.add(new ScoreFault(place, line, "The file " + path + " is larger than 1 MB. Make it smaller."));
            return null;
        }
        return content;
    }

    /** Returns the content as text; empty if it is no text in UTF-8. */
    static Optional<String> text(byte[] content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
