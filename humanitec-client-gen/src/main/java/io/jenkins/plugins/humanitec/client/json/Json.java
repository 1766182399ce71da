package io.jenkins.plugins.humanitec.client.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.jenkins.plugins.humanitec.client.generated.UtcTime;
import io.jenkins.plugins.humanitec.client.model.ApiError;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullableModule;

/** Reads and writes the generated models as JSON. */
public final class Json {

    /** The mapper of this library. It is thread-safe and must not be reconfigured. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new JsonNullableModule())
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new WholeSeconds())
                    .addSerializer(OffsetDateTime.class, new TimeInUtc<>(OffsetDateTime.class))
                    .addSerializer(ZonedDateTime.class, new TimeInUtc<>(ZonedDateTime.class))
                    .addSerializer(Instant.class, new TimeInUtc<>(Instant.class))
                    .addSerializer(Date.class, new TimeInUtc<>(Date.class))
                    .addSerializer(Calendar.class, new TimeInUtc<>(Calendar.class))
                    .addDeserializer(OffsetDateTime.class, new Timestamps())
                    .setDeserializerModifier(new WithoutNulls()))
            .addHandler(new LaterFields())
            // Omits fields that are not set. Writes null only for a JsonNullable that contains null, and for null
            // values of a map.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A later version of the API may return fields that the API description does not contain.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private Json() {}

    /** Writes durations in whole seconds, as the API requires. Jackson would write fractions. */
    private static final class WholeSeconds extends StdSerializer<Duration> {

        private static final long serialVersionUID = 1L;

        WholeSeconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration duration, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(duration.toSeconds());
        }
    }

    /** Writes a time in the format that the API requires. */
    private static final class TimeInUtc<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        TimeInUtc(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(UtcTime.textOf(time));
        }
    }

    /**
     * Reads timestamps. Most of them are plain RFC 3339, which this parser reads faster than the JDK; without it, most
     * of the time for reading a list would be spent on timestamps.
     */
    private static final class Timestamps extends StdScalarDeserializer<OffsetDateTime> {

        private static final long serialVersionUID = 1L;

        Timestamps() {
            super(OffsetDateTime.class);
        }

        @Override
        public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                try {
                    return ITU.parseDateTime(parser.getText());
                } catch (DateTimeException e) {
                    // The text has another format, such as an empty text or a leap second.
                }
            }
            return InstantDeserializer.OFFSET_DATE_TIME.deserialize(parser, context);
        }
    }

    /**
     * Ignores unknown fields of models that also contain objects under names that users choose. Jackson reads an
     * unknown field as such an object. If it is not an object, it is ignored, so that a new field of the API does not
     * fail the response. This applies only within an object: if a whole response, or an element of a list, differs from
     * the API description, this is an error.
     */
    private static final class LaterFields extends DeserializationProblemHandler {

        private static boolean isModel(Class<?> type) {
            return type.getPackage() == ApiError.class.getPackage() && !type.isEnum();
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            // The parser has already entered the array.
            if (token == JsonToken.START_ARRAY
                    && isModel(type.getRawClass())
                    && parser.getParsingContext().getParent().inObject()) {
                parser.skipChildren();
                return null;
            }
            return NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message) {
            return isModel(type) && parser.getParsingContext().inObject() ? null : NOT_HANDLED;
        }
    }

    /**
     * Removes the fields that are null, on all levels. They mean the same as missing fields in what the API stores.
     *
     * @param json the JSON, which is changed
     * @return the same object
     */
    public static JsonNode withoutNulls(JsonNode json) {
        for (Iterator<JsonNode> values = json.elements(); values.hasNext(); ) {
            JsonNode value = values.next();
            if (value.isNull() && json.isObject()) {
                values.remove();
            } else {
                withoutNulls(value);
            }
        }
        return json;
    }
}
