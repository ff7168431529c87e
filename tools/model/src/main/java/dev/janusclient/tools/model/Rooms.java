// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rooms and who is in them, by the plugins' own requests over the Admin API. Any thread; methods block. */
public final class Rooms {
    /** The plugins that have rooms. */
    public static final List<String> PLUGINS = List.of("videoroom", "audiobridge", "textroom");

    private final Server server;

    public Rooms(Server server) {
        this.server = server;
    }

    /**
     * One room.
     *
     * @param plugin without {@code janus.plugin.}
     * @param room its id: digits, or a text if the plugin has text ids
     * @param description safe to show; null if it has none
     */
    public record Room(
            String plugin, String room, @Nullable String description, long participants, boolean pinRequired) {}

    /**
     * Who is in a room.
     *
     * @param id what the plugin knows it by
     * @param display safe to show; null if it gave none
     * @param publisher whether it sends media; null where the plugin does not say
     * @param muted null where the plugin does not say
     * @param talking null where the plugin does not say
     */
    public record Participant(
            String id,
            @Nullable String display,
            @Nullable Boolean publisher,
            @Nullable Boolean muted,
            @Nullable Boolean talking) {}

    /** The rooms that are not private, of all plugins that are loaded. */
    public List<Room> list() {
        List<Room> rooms = new ArrayList<>();
        for (String plugin : loaded()) {
            RawJson list = ask(plugin, "list", Map.of()).member("list");
            for (RawJson room : list == null ? List.<RawJson>of() : list.elements()) {
                rooms.add(new Room(
                        plugin,
                        SafeText.of(text(room, "room")),
                        SafeText.orNull(room.string("description")),
                        ObservedEvent.number(room, "num_participants"),
                        Boolean.TRUE.equals(flag(room, "pin_required"))));
            }
        }
        return rooms;
    }

    private List<String> loaded() {
        Map<String, ?> plugins = server.admin(server.admin().info()).plugins();
        return PLUGINS.stream()
                .filter(plugin -> plugins == null || plugins.containsKey("janus.plugin." + plugin))
                .toList();
    }

    /** Who is in a room. */
    public List<Participant> participants(String plugin, String room) {
        RawJson list = ask(plugin, "listparticipants", Map.of("room", id(room))).member("participants");
        List<Participant> all = new ArrayList<>();
        for (RawJson each : list == null ? List.<RawJson>of() : list.elements()) {
            all.add(new Participant(
                    SafeText.of(text(each, each.has("id") ? "id" : "username")),
                    SafeText.orNull(each.string("display")),
                    flag(each, "publisher"),
                    flag(each, "muted"),
                    flag(each, "talking")));
        }
        return all;
    }

    /**
     * Puts a participant out of a room.
     *
     * @param secret of the room; null if it has none
     */
    public void kick(String plugin, String room, String participant, @Nullable String secret) {
        String member = plugin.equals("textroom") ? "username" : "id";
        Object who = plugin.equals("textroom") ? participant : id(participant);
        var unused = ask(plugin, "kick", body(room, member, who, secret));
    }

    /**
     * Mutes a participant of an audio bridge, or lets it be heard again. The other plugins have nothing like it that needs no more than
     * the participant's id.
     */
    public void mute(String plugin, String room, String participant, boolean muted, @Nullable String secret) {
        if (!plugin.equals("audiobridge")) {
            throw new ProblemException(
                    ProblemException.Kind.UNSUPPORTED,
                    "Only participants of an audio bridge can be muted as a whole; in a video room use 'moderate' with"
                            + " the mid of a stream.");
        }
        var unused = ask(plugin, muted ? "mute" : "unmute", body(room, "id", id(participant), secret));
    }

    private static Map<String, Object> body(String room, String member, Object who, @Nullable String secret) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("room", id(room));
        body.put(member, who);
        if (secret != null) {
            body.put("secret", secret);
        }
        return body;
    }

    /** Plugins with numeric ids refuse texts. One with text ids whose id is of digits alone can't be told apart here. */
    private static Object id(String text) {
        return text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    private RawJson ask(String plugin, String request, Map<String, Object> body) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        if (plugin.equals("textroom")) {
            // It wants one inside of its requests too, as it has them on data channels (janus_textroom.c).
            whole.put("transaction", request);
        }
        return server.admin(server.admin().messagePlugin("janus.plugin." + plugin, request, whole));
    }

    private static String text(RawJson object, String member) {
        RawJson value = object.member(member);
        return value == null ? "" : value.asString();
    }

    private static @Nullable Boolean flag(RawJson object, String member) {
        RawJson value = object.member(member);
        return value == null ? null : Boolean.valueOf(value.toString());
    }
}
