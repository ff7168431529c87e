// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's record and play plugin: it records a message, or plays one, one at a time.
 *
 * <p>What can be resumed: a {@linkplain dev.janusclient.AttachOptions#from re-attachment with a ticket} brings back what the handle was doing
 * and the offer that waits for our answer. A PeerConnection can't be passed on: a recording whose owner died is finished
 * with {@link #stop()} or {@link #hangup()} and keeps what was said; after {@link dev.janusclient.CoreEvent.HangUp} another
 * one can begin on the same handle. A playing begins anew on a new handle: on the old one, after {@code hangup()}, the end
 * of the old playing may end the new one too (418 from {@link #start}; Janus 1.1.2).
 */
public final class JanusRecordPlayPlugin extends StatefulPlugin<RecordPlayState> {
    /** Attaches to the record and play plugin. */
    public static final PluginType<JanusRecordPlayPlugin> TYPE = new PluginType<>(
            "janus.plugin.recordplay",
            JanusRecordPlayPlugin::new,
            RecordPlayProtocol.REQUESTS,
            RecordPlayProtocol.EVENTS,
            List.of(RecordPlayErrorCode.values()));

    private JanusRecordPlayPlugin(Attachment attachment) {
        super(attachment, RecordPlayState.TABLE);
    }

    /** Makes Janus read the folder of recordings again. */
    public CompletableFuture<RecordPlayReply.Updated> update() {
        return update(RecordPlayRequest.Admin.NONE);
    }

    /** Makes Janus read the folder of recordings again. */
    public CompletableFuture<RecordPlayReply.Updated> update(RecordPlayRequest.Admin admin) {
        return send(RecordPlayProtocol.UPDATE, admin, null);
    }

    /** Lists the recordings. */
    public CompletableFuture<RecordPlayReply.Recordings> list() {
        return list(RecordPlayRequest.Admin.NONE);
    }

    /** Lists the recordings; with the server's key the private ones too. */
    public CompletableFuture<RecordPlayReply.Recordings> list(RecordPlayRequest.Admin admin) {
        return send(RecordPlayProtocol.LIST, admin, null);
    }

    /** Sets how this handle records. */
    public CompletableFuture<RecordPlayReply.Configured> configure(RecordPlayRequest.Configure configure) {
        return send(RecordPlayProtocol.CONFIGURE, configure, null);
    }

    /** Records what our PeerConnection sends. */
    public CompletableFuture<RecordPlayEvent.Recording> record(String name, Jsep offer) {
        return record(RecordPlayRequest.Recording.builder().name(name).build(), offer);
    }

    /** Records what our PeerConnection sends, with everything there is to say about it. */
    public CompletableFuture<RecordPlayEvent.Recording> record(RecordPlayRequest.Recording record, Jsep offer) {
        return send(RecordPlayProtocol.RECORD, record, offer);
    }

    /** Asks for a recording; its offer is answered with {@link #start}. */
    public CompletableFuture<RecordPlayEvent.PlayReply> play(long id) {
        return play(RecordPlayRequest.Play.builder().id(id).build());
    }

    /** Asks for a recording, or for a renegotiation of the PeerConnection that plays it. */
    public CompletableFuture<RecordPlayEvent.PlayReply> play(RecordPlayRequest.Play play) {
        return send(RecordPlayProtocol.PLAY, play, null);
    }

    /** Answers the offer of a recording; the playing begins. */
    public CompletableFuture<RecordPlayEvent.Playing> start(Jsep answer) {
        return send(RecordPlayProtocol.START, answer);
    }

    /** Ends the recording or the playing. */
    public CompletableFuture<RecordPlayEvent.Stopped> stop() {
        return send(RecordPlayProtocol.STOP, null);
    }

    /** Pauses the recording; {@link RecordPlayEvent.Unchanged} if there is nothing to pause. */
    public CompletableFuture<RecordPlayEvent.PauseReply> pause() {
        return send(RecordPlayProtocol.PAUSE, null);
    }

    /** Goes on with the recording; {@link RecordPlayEvent.Unchanged} if there is nothing to resume. */
    public CompletableFuture<RecordPlayEvent.ResumeReply> resume() {
        return send(RecordPlayProtocol.RESUME, null);
    }

    @Override
    protected boolean hangupEndsNothing() {
        return mediaRecoveryFromState() instanceof MediaRecovery.None;
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        if (plugin != null) {
            return CompletableFuture.completedFuture(RecordPlayResync.compare(state(), plugin));
        } else if (state().activity() == RecordPlayState.Activity.IDLE) {
            return CompletableFuture.completedFuture(Resync.UNCHANGED);
        }
        return list().thenApply(recordings -> RecordPlayResync.compare(state(), recordings));
    }
}
