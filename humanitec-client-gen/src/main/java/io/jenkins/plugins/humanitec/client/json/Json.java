package io.jenkins.plugins.humanitec.client.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
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
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullableModule;

/** How the generated models are read and written. */
public final class Json {

    /** The one mapper; it is thread-safe once it is made. */
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
            // A field that was not set is left out. Null is sent for a JsonNullable that was set to it,
            // and where somebody put it into a map.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A later version of the API may send more than the contract knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private Json() {}

    /** The API's durations are whole seconds; Jackson reads them as such, but would write fractions. */
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

    /** Writes a time as the API takes it. */
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

    /** The JDK's general parser takes most of the time that a list takes; nearly all timestamps are plain RFC 3339. */
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
                    // Something else then, such as nothing or a leap second.
                }
            }
            return InstantDeserializer.OFFSET_DATE_TIME.deserialize(parser, context);
        }
    }

    /**
     * Some models hold objects under names of the user's choice beside their own fields; there a field that a later version
     * of the API adds is taken for such an object. If it is none, it is passed over instead of failing the response. Only
     * within an object: a whole response, or an element of a list, is what the contract says or an error.
     */
    private static final class LaterFields extends DeserializationProblemHandler {

        private static boolean isModel(Class<?> type) {
            return type.getPackage() == ApiError.class.getPackage() && !type.isEnum();
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            // The parser is within the array already.
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
}
