package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.platform.OwnerRecord;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** Keeps the record of an owner in a file of the controller. The file has hashes of secrets, but no secrets. */
final class OwnerFile implements OwnerRecord.Store {

    private static final long serialVersionUID = 1L;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_. -]{0,98}[A-Za-z0-9])?");

    private final String api;
    private final String organization;
    private final String owner;

    private OwnerFile(String api, String organization, String owner) {
        this.api = api;
        this.organization = organization;
        this.owner = owner;
    }

    /**
     * {@return the record of an owner at the API and in the organization of a session}
     *
     * @param session the session
     * @param owner the name of the owner
     * @throws InvalidInputException if the name is invalid
     */
    static OwnerFile of(@NonNull HumanitecSession session, @NonNull String owner) {
        // An organization of the same name at another API, such as the simulator, has other objects.
        String authority = URI.create(session.apiUrl()).getAuthority().toLowerCase(Locale.ROOT);
        return new OwnerFile(authority.replace(':', '_'), session.organization(), requireName(owner));
    }

    /** Checks the name of an owner, which becomes the name of a file. */
    static String requireName(String owner) {
        if (!NAME.matcher(owner).matches()) {
            throw new InvalidInputException(
                    "The owner '" + owner + "' is not valid. Use 1 to 100 letters, digits, spaces, "
                            + "dots, underscores and hyphens, with a letter or digit at both ends.");
        }
        return owner;
    }

    private Path directory() {
        return Jenkins.get()
                .getRootDir()
                .toPath()
                .resolve("humanitec-owners")
                .resolve(api)
                .resolve(organization);
    }

    private Path path() {
        return directory().resolve(owner + ".json");
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public Optional<OwnerRecord> read() {
        Path path = path();
        try {
            return Files.exists(path) ? Optional.of(OwnerRecord.fromJson(Files.readString(path))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException("The record of the owner '" + owner + "', " + path + ", cannot be read: "
                    + e.getMessage()
                    + " Restore it from a backup of Jenkins, or delete it. Without it, nothing is pruned"
                    + " that was created before.");
        }
    }

    @Override
    public void write(OwnerRecord record) {
        Path path = path();
        try {
            Files.createDirectories(directory());
            try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8)) {
                writer.write(record.toJson());
                writer.commit();
            }
        } catch (IOException e) {
            throw new InvalidInputException("The record of the owner '" + owner + "', " + path + ", cannot be written: "
                    + e.getMessage() + ". What was applied is not in it, and is not pruned later.");
        }
    }
}
