package dev.janusclient.recovery;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handle found when it compared what it knows with what Janus says now.
 *
 * @param implied events that must have been missed, made from the difference, in an order that makes sense
 * @param found what was found out, in sentences for a person
 * @param unknown what can't be known, in sentences for a person
 */
public record Resync(List<Implied> implied, List<String> found, List<String> unknown) {
    /** Nothing is different. */
    public static final Resync SAME = new Resync(List.of(), List.of(), List.of());

    /**
     * An event as the plugin would have sent it, as far as it is known: what nobody can know is left out of it.
     *
     * @param data the plugin's data
     */
    public record Implied(RawJson data, @Nullable Jsep jsep) {}

    public Resync {
        implied = List.copyOf(implied);
        found = List.copyOf(found);
        unknown = List.copyOf(unknown);
    }

    /** Nothing could be found out. */
    public static Resync unknown(String what) {
        return new Resync(List.of(), List.of(), List.of(what));
    }

    /** Starts with nothing found. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is found. */
    public static final class Builder {
        private final List<Implied> implied = new ArrayList<>();
        private final List<String> found = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        private Builder() {}

        /** Adds an event, by its members. */
        public Builder implied(Map<String, ?> data) {
            return implied(data, null);
        }

        /** Adds an event, by its members and its description. */
        public Builder implied(Map<String, ?> data, @Nullable Jsep jsep) {
            implied.add(new Implied(Json.encode(data), jsep));
            return this;
        }

        /** Adds something that was found out. */
        public Builder found(String sentence) {
            found.add(sentence);
            return this;
        }

        /** Adds something that can't be known. */
        public Builder unknown(String sentence) {
            unknown.add(sentence);
            return this;
        }

        /** What was collected. */
        public Resync build() {
            return new Resync(implied, found, unknown);
        }
    }
}
