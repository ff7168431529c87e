// SPDX-License-Identifier: Apache-2.0
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
 * @param inferred events that must have been missed, made from the difference, in an order that makes sense
 * @param findings what was found out, in sentences for a person
 * @param unresolved what can't be known, in sentences for a person
 */
public record Resync(List<Inferred> inferred, List<String> findings, List<String> unresolved) {
    /** Nothing is different. */
    public static final Resync UNCHANGED = new Resync(List.of(), List.of(), List.of());

    /**
     * An event as the plugin would have sent it, as far as it is known: what can't be known is left out of it.
     *
     * @param data the plugin's data
     */
    public record Inferred(RawJson data, @Nullable Jsep jsep) {}

    public Resync {
        inferred = List.copyOf(inferred);
        findings = List.copyOf(findings);
        unresolved = List.copyOf(unresolved);
    }

    /** Nothing could be found out. */
    public static Resync unresolved(String what) {
        return new Resync(List.of(), List.of(), List.of(what));
    }

    /** Starts with nothing found. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is found. */
    public static final class Builder {
        private final List<Inferred> inferred = new ArrayList<>();
        private final List<String> finding = new ArrayList<>();
        private final List<String> unresolved = new ArrayList<>();

        private Builder() {}

        /** Adds an event, by its members. */
        public Builder inferred(Map<String, ?> data) {
            return inferred(data, null);
        }

        /** Adds an event, by its members and its description. */
        public Builder inferred(Map<String, ?> data, @Nullable Jsep jsep) {
            inferred.add(new Inferred(Json.encode(data), jsep));
            return this;
        }

        /** Adds something that was found out. */
        public Builder finding(String sentence) {
            finding.add(sentence);
            return this;
        }

        /** Adds something that can't be known. */
        public Builder unresolved(String sentence) {
            unresolved.add(sentence);
            return this;
        }

        /** What was collected. */
        public Resync build() {
            return new Resync(inferred, finding, unresolved);
        }
    }
}
