// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeErrorCode;
import dev.janusclient.plugin.textroom.TextRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Rooms and who is in them, by the plugins' own requests over the Admin API. Any thread; methods block. */
public final class Rooms {
    /** The plugins that have rooms. */
    public static final List<String> PLUGINS = List.of("videoroom", "audiobridge", "textroom");

    /** Those that record a room when they are asked to. */
    public static final List<String> RECORDED = List.of("audiobridge", "videoroom");

    /** What is answered where the room's secret is missing, as all else that is mandatory is there, or where it is another one. */
    private static final Map<String, Set<Integer>> WITHOUT_SECRET = Map.of(
            "videoroom",
            codes(VideoRoomErrorCode.MISSING_ELEMENT, VideoRoomErrorCode.UNAUTHORIZED),
            "audiobridge",
            codes(AudioBridgeErrorCode.MISSING_ELEMENT, AudioBridgeErrorCode.UNAUTHORIZED),
            "textroom",
            codes(TextRoomErrorCode.MISSING_ELEMENT, TextRoomErrorCode.UNAUTHORIZED));

    private static final Map<String, Integer> NO_SUCH_ROOM = Map.of(
            "videoroom", VideoRoomErrorCode.NO_SUCH_ROOM.code(),
            "audiobridge", AudioBridgeErrorCode.NO_SUCH_ROOM.code(),
            "textroom", TextRoomErrorCode.NO_SUCH_ROOM.code());

    private final Server server;
    private final String secretAdvice;

    public Rooms(Server server) {
        this(server, "");
    }

    /** @param secretAdvice how a room's secret is given, for the message where it is missing; empty if that is plain */
    public Rooms(Server server, String secretAdvice) {
        this.server = server;
        this.secretAdvice = secretAdvice.isEmpty() ? "." : ": " + secretAdvice + ".";
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
        RawJson list;
        try {
            list = send(plugin, "listparticipants", Map.of("room", id(room)))
                    .join()
                    .member("participants");
        } catch (CompletionException e) {
            requireRoom(plugin, room, e);
            throw Problems.of(e, server, false);
        }
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
     * @throws ProblemException {@code UNAUTHORIZED} if the room has a secret, and it is another one or null
     */
    public void kick(String plugin, String room, String participant, @Nullable Secret secret) {
        String member = plugin.equals("textroom") ? "username" : "id";
        Object who = plugin.equals("textroom") ? participant : id(participant);
        steer(plugin, "kick", room, Map.of(member, who), secret);
    }

    /**
     * Mutes a participant of an audio bridge, or everything that one of a video room sends; or ends that.
     *
     * @param secret of the room; null if it has none
     * @throws ProblemException {@code UNAUTHORIZED} if the room has a secret, and it is another one or null
     */
    public void mute(String plugin, String room, String participant, boolean muted, @Nullable Secret secret) {
        Object who = id(participant);
        switch (plugin) {
            case "audiobridge" -> steer(plugin, muted ? "mute" : "unmute", room, Map.of("id", who), secret);
            case "videoroom" ->
                mids(room, participant)
                        .forEach(mid ->
                                steer(plugin, "moderate", room, Map.of("id", who, "mid", mid, "mute", muted), secret));
            default ->
                throw new ProblemException(
                        ProblemException.Kind.UNSUPPORTED,
                        "Nothing is heard in a text room: a participant can be put out, and not muted.");
        }
    }

    /**
     * Has a room recorded at the server, or ends that.
     *
     * @param plugin one of {@link #RECORDED}
     * @param file the name of the WAV file of an audio bridge; null for one that Janus makes up
     * @param folder of that file; null for where Janus puts it
     * @param secret of the room; null if it has none
     * @throws ProblemException {@code UNAUTHORIZED} if the room has a secret, and it is another one or null
     */
    public void record(
            String plugin,
            String room,
            boolean on,
            @Nullable String file,
            @Nullable String folder,
            @Nullable Secret secret) {
        if (!plugin.equals("audiobridge") && (file != null || folder != null)) {
            throw new ProblemException(
                    ProblemException.Kind.BAD_INPUT,
                    "Where the files of a video room are is set when it is made, as its rec_dir: only an audio bridge takes a name.");
        }
        Map<String, Object> what = new LinkedHashMap<>(Map.of("record", on));
        if (file != null) {
            what.put("record_file", file);
        }
        if (folder != null) {
            what.put("record_dir", folder);
        }
        steer(plugin, "enable_recording", room, what, secret);
    }

    /** What a participant of a video room sends: only its handle's state says by which names. */
    private List<String> mids(String room, String participant) {
        List<String> mids = new ArrayList<>();
        for (HandleInfo info : new DirectoryReader(server, new Observations(), null).infos()) {
            RawJson state = info.pluginSpecific();
            if ("janus.plugin.videoroom".equals(info.plugin())
                    && state != null
                    && "publisher".equals(state.string("type"))
                    && room.equals(text(state, "room"))
                    && participant.equals(text(state, "id"))) {
                RawJson streams = state.member("streams");
                for (RawJson stream : streams == null ? List.<RawJson>of() : streams.elements()) {
                    mids.add(text(stream, "mid"));
                }
            }
        }
        if (mids.isEmpty()) {
            throw new ProblemException(
                    ProblemException.Kind.NOT_FOUND,
                    "There is no participant " + participant + " in room " + room + " that sends something.");
        }
        return mids;
    }

    private void steer(
            String plugin, String request, String room, Map<String, Object> whatAndWho, @Nullable Secret secret) {
        Map<String, Object> body = new LinkedHashMap<>(whatAndWho);
        body.put("room", id(room));
        if (secret != null) {
            body.put("secret", secret.reveal());
        }
        try {
            var unused = send(plugin, request, body).join();
        } catch (CompletionException e) {
            requireRoom(plugin, room, e);
            if (e.getCause() instanceof JanusPluginException refused
                    && Objects.requireNonNull(WITHOUT_SECRET.get(plugin)).contains(refused.code())) {
                throw new ProblemException(
                        ProblemException.Kind.UNAUTHORIZED,
                        "Room " + room + " of the " + plugin + " has a secret, "
                                + (secret == null ? "which is needed" + secretAdvice : "and that is another one."));
            }
            throw Problems.of(e, server, false);
        }
    }

    /** Says so if a plugin has refused a request because there is no such room. */
    private static void requireRoom(String plugin, String room, CompletionException failure) {
        if (failure.getCause() instanceof JanusPluginException refused
                && refused.code() == Objects.requireNonNull(NO_SUCH_ROOM.get(plugin))) {
            throw new ProblemException(
                    ProblemException.Kind.NOT_FOUND, "There is no room " + room + " of the " + plugin + " (any more).");
        }
    }

    /** Plugins with numeric ids refuse texts. One with text ids whose id is of digits alone can't be told apart here. */
    private static Object id(String text) {
        return text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    private RawJson ask(String plugin, String request, Map<String, Object> body) {
        return server.admin(send(plugin, request, body));
    }

    private CompletableFuture<RawJson> send(String plugin, String request, Map<String, Object> body) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        if (plugin.equals("textroom")) {
            // It wants one inside of its requests too, as it has them on data channels (janus_textroom.c).
            whole.put("transaction", request);
        }
        return server.admin().messagePlugin("janus.plugin." + plugin, request, whole);
    }

    private static Set<Integer> codes(ErrorCode missing, ErrorCode wrong) {
        return Set.of(missing.code(), wrong.code());
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
