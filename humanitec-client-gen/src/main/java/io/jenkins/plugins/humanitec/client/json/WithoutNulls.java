package io.jenkins.plugins.humanitec.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Removes nulls from lists and maps whose elements have a type in the API description. They have no meaning, and
 * callers do not expect them. Free-form elements, such as the content of a specification, keep their nulls.
 */
final class WithoutNulls extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        return isFreeForm(type) ? deserializer : new Pruned(deserializer);
    }

    @Override
    public JsonDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription description, JsonDeserializer<?> deserializer) {
        return isFreeForm(type) ? deserializer : new Pruned(deserializer);
    }

    private static boolean isFreeForm(JavaType type) {
        JavaType content = type.getContentType();
        return content.isJavaLangObject() || content.isTypeOrSubTypeOf(JsonNode.class);
    }

    private static final class Pruned extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Pruned(JsonDeserializer<?> complete) {
            super(complete);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> complete) {
            return new Pruned(complete);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object container = super.deserialize(parser, context);
            if (container instanceof Collection<?> elements) {
                elements.removeIf(Objects::isNull);
            } else if (container instanceof Map<?, ?> map) {
                map.values().removeIf(Objects::isNull);
            }
            return container;
        }
    }
}
