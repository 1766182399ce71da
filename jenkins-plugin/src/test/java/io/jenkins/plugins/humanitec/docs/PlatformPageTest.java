package io.jenkins.plugins.humanitec.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.humanitec.client.contract.Operation;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that the table of kinds in {@code docs/platform.md} says what the client does. */
class PlatformPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)`[^|]*\\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void theTableHasTheKindsTheirMetadataAndWhatCannotChange() throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/platform.md")));
        while (row.find()) {
            String fixed = row.group(3).trim().equals("all")
                    ? "all"
                    : words(row.group(3)).toString();
            rows.add(row.group(1) + " " + words(row.group(2)) + " " + fixed);
        }

        List<String> kinds = new ArrayList<>();
        for (String name : Kind.names()) {
            Kind kind = Kind.of(name);
            Set<String> metadata = new TreeSet<>(Set.of("id"));
            kind.collections().forEach(one -> metadata.addAll(one.owners().values()));
            kinds.add(name + " " + metadata + " " + fixed(kind.collections().get(0)));
        }
        assertThat(rows, is(kinds));
    }

    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        CODE.matcher(cell).results().forEach(word -> words.add(word.group(1)));
        return words;
    }

    /** Returns the fields that responses have, and that a change cannot have. */
    private static String fixed(ApiCollection collection) {
        if (collection.hasText()) {
            return "[]";
        }
        Set<String> fields = new TreeSet<>(collection.request().properties().keySet());
        fields.retainAll(collection.response().properties().keySet());
        fields.remove(collection.kind().idField());
        Set<String> all = Set.copyOf(fields);
        collection
                .change()
                .flatMap(Operation::bodySchema)
                .ifPresent(body -> fields.removeAll(body.properties().keySet()));
        fields.removeIf(field -> collection.kind().partOperation(field).isPresent());
        return fields.equals(all) ? "all" : fields.toString();
    }
}
