// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.RequiredMembers;
import dev.janusclient.message.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which of a plugin's events is which record.
 *
 * <p>A row's tag says what must be in the data: {@code result.event=ringing} (a member with that value), {@code sip=event +
 * error_code} (two conditions; the second asks for presence only), {@code sip=event + !result} (absence), {@code
 * substream/temporal} (either of them is there). The first row that fits wins; rows whose first condition asks for a value
 * come before the others. A record sees its event as one flat object: the plugin's data, the members of {@code result} beside them,
 * and the description as {@code jsep}; the members that a tag gives a value are left out.
 *
 * <p>What lacks a member that its record can't do without ({@link RequiredMembers}) does not fit: such an event is an unknown
 * one, and such a reply fails its request with {@link JanusProtocolException}. An element of a list that does not fit is left
 * out of the list.
 *
 * @param <E> the family of the plugin's events
 */
public final class EventTable<E> {
    /** What a row asks for. */
    private record Condition(
            @Nullable String parent, String name, @Nullable String value, boolean absent, @Nullable Condition or) {
        static Condition parse(String text) {
            int slash = text.indexOf('/');
            if (slash >= 0) {
                Condition first = parse(text.substring(0, slash).trim());
                Condition or = parse(text.substring(slash + 1).trim());
                return new Condition(first.parent, first.name, first.value, first.absent, or);
            }
            boolean absent = text.startsWith("!");
            String rest = absent ? text.substring(1) : text;
            int equals = rest.indexOf('=');
            String path = equals < 0 ? rest : rest.substring(0, equals);
            int dot = path.indexOf('.');
            return new Condition(
                    dot < 0 ? null : path.substring(0, dot),
                    path.substring(dot + 1),
                    equals < 0 ? null : rest.substring(equals + 1),
                    absent,
                    null);
        }

        @Nullable RawJson find(RawJson data) {
            RawJson holder = holder(data);
            return holder == null ? null : holder.member(name);
        }

        private @Nullable RawJson holder(RawJson data) {
            return parent == null ? data : data.member(parent);
        }

        boolean holds(RawJson data) {
            return holdsItself(data) || (or != null && or.holds(data));
        }

        private boolean holdsItself(RawJson data) {
            if (value == null) {
                RawJson holder = holder(data);
                // A null where something belongs is not the same as nothing.
                return absent ? holder == null || !holder.hasMember(name) : holder != null && holder.has(name);
            }
            RawJson found = find(data);
            return found != null && (found.isString() ? found.isText(value) : value.equals(found.toString()));
        }
    }

    /** A row that an event may fit. */
    private record Row<T>(String tag, List<Condition> conditions, Class<T> type, List<String> dropped) {
        /** @param from the first condition that is not known to hold */
        boolean fits(RawJson data, int from) {
            for (int i = from; i < conditions.size(); i++) {
                if (!conditions.get(i).holds(data)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Rows that ask for the same member first, by the value they want there. */
    private record Index<E>(Condition key, Map<String, List<Row<? extends E>>> byValue) {}

    private final @Nullable String lifted;
    private final List<String> always;
    private final RequiredMembers required;
    private final BiFunction<RawJson, @Nullable Jsep, ? extends E> unknown;
    private final Class<? extends E> unknownType;
    private final List<Row<? extends E>> rows;
    private final List<Index<E>> indexes;
    private final List<Row<? extends E>> unindexed = new ArrayList<>();

    private EventTable(Builder<E> builder) {
        this.lifted = builder.lifted;
        this.always = List.copyOf(builder.keys);
        this.required = builder.required;
        this.unknown = builder.unknown;
        this.unknownType = builder.unknownType;
        this.rows = List.copyOf(builder.rows);
        Map<String, Index<E>> byPath = new LinkedHashMap<>();
        for (Row<? extends E> row : rows) {
            Condition first = row.conditions().get(0);
            if (first.value() == null || first.or() != null) {
                unindexed.add(row);
                continue;
            }
            byPath.computeIfAbsent(
                            first.parent() + "." + first.name(), path -> new Index<>(first, new LinkedHashMap<>()))
                    .byValue()
                    .computeIfAbsent(String.valueOf(first.value()), value -> new ArrayList<>())
                    .add(row);
        }
        this.indexes = List.copyOf(byPath.values());
    }

    /**
     * Starts a table.
     *
     * @param unknownType the record for events that no row fits
     * @param unknown makes it from the data and the description
     */
    public static <E, U extends E> Builder<E> builder(
            Class<U> unknownType, BiFunction<RawJson, @Nullable Jsep, U> unknown) {
        return new Builder<>(unknownType, unknown);
    }

    /** The tags of all rows, with the types they decode to. */
    public Map<String, Class<?>> tags() {
        Map<String, Class<?>> tags = new LinkedHashMap<>();
        rows.forEach(row -> tags.put(row.tag(), row.type()));
        return tags;
    }

    /**
     * The tag of the only row that decodes to a type.
     *
     * @throws IllegalArgumentException if it is not the type of exactly one row
     */
    public String tag(Class<? extends E> type) {
        List<Row<? extends E>> found = new ArrayList<>(rows);
        found.removeIf(row -> row.type() != type);
        if (found.size() != 1) {
            throw new IllegalArgumentException(type.getName() + " is the type of " + found.size() + " rows");
        }
        return found.get(0).tag();
    }

    /** Whether a listener for a type can receive anything: it is of the plugin's family of events, or above one of them. */
    public boolean emits(Class<?> type) {
        return type.isAssignableFrom(unknownType)
                || rows.stream().anyMatch(row -> type.isAssignableFrom(row.type()))
                // What comes by a side channel is in a table of its own.
                || Arrays.stream(unknownType.getInterfaces()).anyMatch(family -> family.isAssignableFrom(type));
    }

    /** Finds out what an event is; looks at its tags only. */
    public Match<E> match(RawJson data) {
        return new Match<>(this, find(data), data);
    }

    /** Decodes the reply to a synchronous request, whose type is known. */
    public <R> R decodeReply(Class<R> type, RawJson data, @Nullable RawJson jsep) {
        Row<? extends E> row = find(data);
        return flat(data, jsep, row == null ? always : row.dropped()).as(type, required);
    }

    /**
     * An event whose row was looked for, once: it is decoded when a listener needs it.
     *
     * @param <E> the family of the plugin's events
     */
    public static final class Match<E> {
        private final EventTable<E> table;
        private final @Nullable Row<? extends E> row;
        private final RawJson data;

        private Match(EventTable<E> table, @Nullable Row<? extends E> row, RawJson data) {
            this.table = table;
            this.row = row;
            this.data = data;
        }

        /** The record it decodes to. */
        public Class<? extends E> type() {
            return row == null ? table.unknownType : row.type();
        }

        /** The tag of its row, such as {@code result.event=incomingcall}; null for an event that fits none. */
        public @Nullable String tag() {
            return row == null ? null : row.tag();
        }

        /** The plugin's data. */
        public RawJson data() {
            return data;
        }

        /**
         * Decodes it.
         *
         * @param jsep the description beside it
         * @throws JanusProtocolException if it does not fit its record
         */
        public E decode(@Nullable RawJson jsep) {
            return row == null
                    ? undecoded(jsep)
                    : table.flat(data, jsep, row.dropped()).as(row.type(), table.required);
        }

        /** The event as an unknown one, as it is delivered when it does not fit its record; without what is no description. */
        public E undecoded(@Nullable RawJson jsep) {
            return table.unknown.apply(data, description(jsep));
        }

        private static @Nullable Jsep description(@Nullable RawJson jsep) {
            try {
                return jsep == null ? null : jsep.as(Jsep.class);
            } catch (JanusProtocolException e) {
                return null;
            }
        }
    }

    private View flat(RawJson data, @Nullable RawJson jsep, List<String> dropped) {
        return new View(data, lifted, dropped, "jsep", jsep);
    }

    private @Nullable Row<? extends E> find(RawJson data) {
        for (Index<E> index : indexes) {
            RawJson found = index.key().find(data);
            if (found == null) {
                continue;
            }
            for (Row<? extends E> row : index.byValue().getOrDefault(found.word(), List.of())) {
                if (row.fits(data, 1)) {
                    return row;
                }
            }
        }
        for (Row<? extends E> row : unindexed) {
            if (row.fits(data, 0)) {
                return row;
            }
        }
        return null;
    }

    /** Collects rows. */
    public static final class Builder<E> {
        private final Class<? extends E> unknownType;
        private final BiFunction<RawJson, @Nullable Jsep, ? extends E> unknown;
        private final List<Row<? extends E>> rows = new ArrayList<>();
        private RequiredMembers required = RequiredMembers.NONE;
        private @Nullable String lifted;
        private Set<String> keys = Set.of();

        private Builder(Class<? extends E> unknownType, BiFunction<RawJson, @Nullable Jsep, ? extends E> unknown) {
            this.unknownType = unknownType;
            this.unknown = unknown;
        }

        /** Names the object whose members the records see beside those of the data itself. */
        public Builder<E> unwrap(String member) {
            this.lifted = member;
            return this;
        }

        /** Names the members by which the plugin marks its data ({@code sip}, {@code videoroom}); no record sees them. */
        public Builder<E> discriminator(String... members) {
            this.keys = Set.of(members);
            return this;
        }

        /** Names the members that events and replies can't do without. */
        public Builder<E> required(RequiredMembers members) {
            this.required = members;
            return this;
        }

        /**
         * Adds a row. Rows whose first condition asks for a value are found fastest.
         *
         * @param tag what must be in the data; it names the event in handover tickets, so that it must not change
         * @throws IllegalArgumentException if another row has this tag
         */
        public <T extends E> Builder<E> event(String tag, Class<T> type) {
            if (rows.stream().anyMatch(row -> row.tag().equals(tag))) {
                throw new IllegalArgumentException("two rows have the tag " + tag);
            }
            List<Condition> conditions = new ArrayList<>();
            Set<String> dropped = new LinkedHashSet<>(keys);
            for (String part : tag.split(" \\+ ", -1)) {
                Condition condition = Condition.parse(part);
                conditions.add(condition);
                if (condition.value() != null) {
                    dropped.add(condition.name());
                }
            }
            rows.add(new Row<>(tag, List.copyOf(conditions), type, List.copyOf(dropped)));
            return this;
        }

        /** Finishes the table. */
        public EventTable<E> build() {
            return new EventTable<>(this);
        }
    }
}
