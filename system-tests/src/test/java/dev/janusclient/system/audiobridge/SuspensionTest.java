// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import static dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin.room;
import static dev.janusclient.system.plugin.PluginLine.done;
import static dev.janusclient.system.plugin.PluginLine.failure;
import static dev.janusclient.system.plugin.PluginLine.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeParticipant;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.SinceJanus;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Participants who are left out of the mix for a while, and files that are played to the others. */
class SuspensionTest extends Hall {
    /** A packet of Opus in which nothing is heard. */
    private static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

    @Test
    @SinceJanus("1.2.1")
    void aParticipantIsSuspendedAndResumed() {
        joins(alice, "Alice");
        JanusId id = joins(bob, "Bob").id();
        done(handle.suspend(AudioBridgeRequest.Suspend.builder()
                .secret(SECRET)
                .room(hall)
                .id(id)
                .pauseEvents(true)
                .build()));
        assertThat(alice.await(AudioBridgeEvent.Suspended.class).suspended()).isEqualTo(id);
        assertThat(bob.await(AudioBridgeEvent.Suspended.class).suspended()).isEqualTo(id);
        assertThat(listedAs(id).suspended()).isTrue();
        assertThat(bob.handle().state().suspended()).isTrue();
        assertThat(Objects.requireNonNull(alice.handle().state().others()).suspended())
                .containsExactly(id);

        done(handle.resume(AudioBridgeRequest.Resume.builder()
                .secret(SECRET)
                .room(hall)
                .id(id)
                .build()));
        assertThat(alice.await(AudioBridgeEvent.Resumed.class).resumed()).isEqualTo(id);
        assertThat(bob.await(AudioBridgeEvent.Resumed.class).participants())
                .as("those of whom no event came meanwhile")
                .singleElement()
                .extracting(AudioBridgeParticipant::display)
                .isEqualTo("Alice");
        assertThat(listedAs(id).suspended()).isFalse();
        assertThat(bob.handle().state().suspended()).isNull();
        assertThat(Objects.requireNonNull(alice.handle().state().others()).suspended())
                .isNull();
        refused(
                "suspend",
                492,
                "NO_SUCH_USER",
                handle.suspend(AudioBridgeRequest.Suspend.builder()
                        .secret(SECRET)
                        .room(hall)
                        .id(NOWHERE)
                        .build()));
        refused(
                "resume",
                492,
                "NO_SUCH_USER",
                handle.resume(AudioBridgeRequest.Resume.builder()
                        .secret(SECRET)
                        .room(hall)
                        .id(NOWHERE)
                        .build()));
    }

    @Test
    @SinceJanus("1.2.1")
    void whoBeginsSuspendedKnowsItAndSoDoesTheNextOwner() {
        PluginLine<JanusAudioBridgePlugin> carol = fixture.line(fixture.newSession(), AttachOptions.NONE);
        JanusId id = done(carol.handle()
                        .join(
                                AudioBridgeMedia.Join.builder()
                                        .room(hall)
                                        .display("Carol")
                                        .suspended(true)
                                        .build(),
                                null))
                .id();
        assertThat(carol.handle().state().suspended()).isTrue();
        HandoverTicket ticket = carol.handle().session().handOff();
        JanusAudioBridgePlugin next = done(done(fixture.newClient().claimSession(ticket.sessionId()))
                .attach(
                        JanusAudioBridgePlugin.TYPE,
                        AttachOptions.from(ticket.handles().get(0))));
        assertThat(next.state().id()).isEqualTo(id);
        assertThat(next.state().suspended()).isTrue();
        done(next.resume(AudioBridgeRequest.Resume.builder().room(hall).id(id).build()));
        await().until(() -> next.state().suspended() == null);
    }

    private AudioBridgeParticipant listedAs(JanusId id) {
        return done(handle.listParticipants(hall)).participants().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @SinceJanus("1.2.3")
    void whoIsNotThereCanNotBeDenoised() {
        for (CompletableFuture<?> reply :
                List.of(handle.denoiseEnable(acting(NOWHERE)), handle.denoiseDisable(acting(NOWHERE)))) {
            assertThat(((JanusPluginException) failure(reply)).code())
                    .as("no such user, or no such request if Janus was built without RNNoise")
                    .isIn(492, 482);
        }
    }

    @Test
    @SinceJanus("1.3.2")
    void filesAreListedAndStoppedTogether(@TempDir Path folder) {
        Path file = folder.resolve("silence.opus");
        OggOpus.write(file, Collections.nCopies(500, SILENCE));
        joins(alice, "Alice");
        for (String name : new String[] {"first", "second"}) {
            done(handle.playFile(AudioBridgeMedia.PlayFile.builder()
                    .room(hall)
                    .secret(SECRET)
                    .adminKey(ADMIN)
                    .filename(file.toString())
                    .fileId(name)
                    .loop(true)
                    .build()));
            // One that has not begun yet is stopped, and left out of the list of those that were.
            alice.await(AudioBridgeEvent.AnnouncementStarted.class);
        }
        assertThat(done(handle.listAnnouncements(room(hall, SECRET))).announcements())
                .extracting(AudioBridgeReply.Announcement::fileId)
                .containsExactlyInAnyOrder("first", "second");
        AudioBridgeMedia.StopAllFiles all = new AudioBridgeMedia.StopAllFiles(hall, SECRET, ADMIN);
        assertThat(Objects.requireNonNull(done(handle.stopAllFiles(all)).fileIdList()))
                .containsExactlyInAnyOrder("first", "second");
        assertThat(done(handle.listAnnouncements(room(hall, SECRET))).announcements())
                .isEmpty();
        refused("listannouncements", 485, "NO_SUCH_ROOM", handle.listAnnouncements(room(NOWHERE, SECRET)));
        refused(
                "stop_all_files",
                485,
                "NO_SUCH_ROOM",
                handle.stopAllFiles(new AudioBridgeMedia.StopAllFiles(NOWHERE, SECRET, ADMIN)));
    }
}
