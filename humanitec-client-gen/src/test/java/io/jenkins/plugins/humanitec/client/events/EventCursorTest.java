package io.jenkins.plugins.humanitec.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCursorTest extends EventScenario {

    @Test
    void aCursorIsStored() throws Exception {
        deploy();
        poll();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(cursor);
        }
        Object read;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = in.readObject();
        }

        assertThat(read).isEqualTo(cursor).hasSameHashCodeAs(cursor);
        assertThat(EventCursor.ofJson(cursor.toJson())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"dev\": 1}", "{\"dev\": {\"lastCreated\": \"soon\"}}"})
    void aDamagedCursorIsNoCursor(String json) {
        assertThat(EventCursor.ofJson(json)).isEmpty();
    }
}
