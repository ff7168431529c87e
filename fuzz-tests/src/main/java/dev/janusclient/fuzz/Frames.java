// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.Json;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Frames: they are accepted if Jackson accepts them, and say what Jackson reads in them. */
public final class Frames {
    private static final int MAX_DEPTH = 64;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Frames() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RawJson read;
        try {
            read = RawJson.of(input, MAX_DEPTH);
        } catch (JanusProtocolException refused) {
            if (isAccepted(input)) {
                throw new AssertionError("refused, and Jackson accepts it: " + refused.getMessage(), refused);
            }
            return;
        }
        try {
            compare(input, read);
        } catch (IOException refused) {
            if (String.valueOf(refused.getMessage()).contains("surrogate")) {
                // More lenient on purpose: docs/architecture.md, "What is read leniently".
                return;
            }
            throw new AssertionError("accepted, and Jackson refuses it: " + refused.getMessage(), refused);
        }
        use(input, read);
    }

    private static JsonParser jackson(byte[] input) throws IOException {
        // From a text: from bytes it would guess an encoding.
        return JACKSON.createParser(new StringReader(utf8(input)));
    }

    private static String utf8(byte[] input) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(input))
                .toString();
    }

    private static boolean isAccepted(byte[] input) {
        try (JsonParser parser = jackson(input)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // Reads a number to its end, which is not done by itself.
            parser.getText();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void compare(byte[] input, RawJson read) throws IOException {
        try (JsonParser parser = jackson(input)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new AssertionError("accepted, and Jackson finds nothing");
            }
            compare(parser, first, read);
            if (parser.nextToken() != null) {
                throw new AssertionError("accepted, and Jackson finds more than one value");
            }
        }
    }

    private static void compare(JsonParser parser, JsonToken token, RawJson read) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                MemberCursor members = read.members();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    check(members.next() && read.isObject(), "a member is missing", read);
                    check(members.name().equals(parser.currentName()), "a member has another name", read);
                    compare(parser, Objects.requireNonNull(parser.nextToken()), members.value());
                }
                check(!members.next() && read.isObject(), "there is a member more", read);
            }
            case START_ARRAY -> {
                for (RawJson element : read.elements()) {
                    compare(parser, Objects.requireNonNull(parser.nextToken()), element);
                }
                check(read.isArray() && parser.nextToken() == JsonToken.END_ARRAY, "there is an element more", read);
            }
            case VALUE_STRING ->
                check(read.isString() && read.asString().equals(parser.getText()), "another text", read);
            default -> check(!read.isString() && read.toString().equals(parser.getText()), "another value", read);
        }
    }

    private static void check(boolean holds, String otherwise, RawJson read) {
        if (!holds) {
            throw new AssertionError(otherwise + " in " + read);
        }
    }

    /** Whatever is done with an accepted frame fails with the documented exception, if it fails. */
    private static void use(byte[] input, RawJson read) {
        check(RawJson.of(read.toString()).equals(read), "it is not the same when it is written", read);
        read.contentHash();
        try {
            Object value = Json.decode(Object.class, read);
            check(RawJson.of(Json.encode(value).toString()) != null, "it can't be written", read);
        } catch (JanusProtocolException e) {
            // A number that does not fit 64 bits, or the null that a value can't be.
        } catch (IllegalArgumentException e) {
            // Half of a surrogate pair can be read, and not written.
        }
        try {
            JanusMessage message = JanusMessage.parse(input, MAX_DEPTH);
            message.errorReason();
            message.newId();
        } catch (JanusProtocolException e) {
            // No message of Janus's.
        }
    }
}
