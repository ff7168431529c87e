// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import static dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin.room;
import static dev.janusclient.system.plugin.PluginLine.done;
import static dev.janusclient.system.plugin.PluginLine.refused;
import static dev.janusclient.system.plugin.PluginLine.tooNew;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia.Join;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest.Allowed.Action;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.testkit.UntilJanus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rooms: what they are, what is done with them, and who may enter, without media. */
class RoomsTest extends Hall {
    @Test
    void aRoomIsMadeChangedListedAndDestroyed() {
        JanusId id = JanusId.of(77);
        AudioBridgeRequest.Create wanted = AudioBridgeRequest.Create.builder()
                .room(id)
                .description("first")
                .pin(Secret.of("1234"))
                .isPrivate(false)
                .samplingRate(48_000)
                .spatialAudio(true)
                .audiolevelExt(true)
                .audioActivePackets(50)
                .audioLevelAverage(30)
                .defaultExpectedloss(5)
                .defaultBitrate(32_000)
                .permanent(true)
                .adminKey(ADMIN)
                .build();
        AudioBridgeReply.Created created = done(handle.create(wanted));
        assertThat(created.room()).isEqualTo(id);
        assertThat(created.permanent()).isTrue();
        refused("create", 486, "ROOM_EXISTS", handle.create(wanted));
        refused(
                "create",
                483,
                "MISSING_ELEMENT",
                handle.create(AudioBridgeRequest.Create.builder().build()));
        assertThat(done(handle.exists(id)).exists()).isTrue();
        assertThat(done(handle.exists(NOWHERE)).exists()).isFalse();
        assertThat(done(handle.list()).list())
                .filteredOn(each -> each.room().equals(id))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.description()).isEqualTo("first");
                    assertThat(each.samplingRate()).isEqualTo(48_000);
                    assertThat(each.spatialAudio()).isTrue();
                    assertThat(each.pinRequired()).isTrue();
                    assertThat(each.record()).isFalse();
                    assertThat(each.muted()).isFalse();
                    assertThat(each.numParticipants()).isZero();
                });
        refused("list", 489, "UNAUTHORIZED", handle.list(new AudioBridgeRequest.ListRooms(WRONG)));
        assertThat(done(handle.edit(AudioBridgeRequest.Edit.builder()
                                .room(id)
                                .newDescription("second")
                                .newIsPrivate(true)
                                .permanent(true)
                                .build()))
                        .permanent())
                .isTrue();
        assertThat(done(handle.list()).list()).noneMatch(each -> each.room().equals(id));
        AudioBridgeRequest.ListRooms all =
                AudioBridgeRequest.ListRooms.builder().adminKey(ADMIN).build();
        assertThat(done(handle.list(all)).list())
                .anyMatch(each -> each.description().equals("second"));
        assertThat(done(handle.destroy(AudioBridgeRequest.Destroy.builder()
                                .room(id)
                                .permanent(true)
                                .build()))
                        .permanent())
                .isTrue();
        assertThat(done(handle.exists(id)).exists()).isFalse();
        refused(
                "edit",
                485,
                "NO_SUCH_ROOM",
                handle.edit(AudioBridgeRequest.Edit.builder().room(NOWHERE).build()));
        refused(
                "destroy",
                489,
                "UNAUTHORIZED",
                handle.destroy(AudioBridgeRequest.Destroy.builder()
                        .room(hall)
                        .secret(WRONG)
                        .build()));
    }

    @Test
    void onlyTheAllowedMayJoin() {
        AudioBridgeRequest.Allowed enable = AudioBridgeRequest.Allowed.builder()
                .room(hall)
                .secret(SECRET)
                .action(Action.ENABLE)
                .build();
        assertThat(done(handle.allowed(enable)).allowed()).isEmpty();
        refused(
                "join",
                489,
                "UNAUTHORIZED",
                handle.join(Join.builder().room(hall).token(WRONG).build(), null));
        Secret token = Secret.of("let me in");
        AudioBridgeReply.Allowed added = done(handle.allowed(AudioBridgeRequest.Allowed.builder()
                .room(hall)
                .secret(SECRET)
                .action(Action.ADD)
                .allowed(List.of(token))
                .build()));
        assertThat(added.allowed()).containsExactly(token);
        assertThat(added.toString()).doesNotContain("let me in");
        done(handle.join(Join.builder().room(hall).token(token).build(), null));
        assertThat(done(handle.allowed(AudioBridgeRequest.Allowed.builder()
                                .room(hall)
                                .secret(SECRET)
                                .action(Action.REMOVE)
                                .allowed(List.of(token))
                                .build()))
                        .allowed())
                .isEmpty();
        assertThat(done(handle.allowed(AudioBridgeRequest.Allowed.builder()
                                .room(hall)
                                .secret(SECRET)
                                .action(Action.DISABLE)
                                .build()))
                        .allowed())
                .isNullOrEmpty();
        refused(
                "allowed",
                489,
                "UNAUTHORIZED",
                handle.allowed(new AudioBridgeRequest.Allowed(WRONG, Action.ENABLE, null, hall)));
    }

    @Test
    void aDestroyedRoomTellsItsParticipants() {
        joins(alice, "Alice");
        done(bob.handle()
                .destroy(AudioBridgeRequest.Destroy.builder()
                        .room(hall)
                        .secret(SECRET)
                        .build()));
        assertThat(alice.await(AudioBridgeEvent.Destroyed.class).room()).isEqualTo(hall);
        awaitState(handle, AudioBridgeState.EMPTY);
    }

    @Test
    void forwardersAreListedAndStopped() {
        AudioBridgeMedia.RtpForward forward = AudioBridgeMedia.RtpForward.builder()
                .room(hall)
                .secret(SECRET)
                .adminKey(ADMIN)
                .host("127.0.0.1")
                .port(9)
                .codec("pcmu")
                .ptype(0)
                .ssrc(12L)
                .alwaysOn(true)
                .build();
        AudioBridgeReply.RtpForwardStarted started = done(handle.rtpForward(forward));
        assertThat(started.host()).isEqualTo("127.0.0.1");
        assertThat(started.port()).isEqualTo(9);
        assertThat(done(handle.listForwarders(room(hall, SECRET))).rtpForwarders())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.streamId()).isEqualTo(started.streamId());
                    assertThat(listed.codec()).isEqualTo("pcmu");
                    assertThat(listed.alwaysOn()).isTrue();
                    assertThat(listed.ssrc()).isEqualTo(12);
                });
        AudioBridgeMedia.StopRtpForward stop =
                new AudioBridgeMedia.StopRtpForward(started.streamId(), hall, SECRET, ADMIN);
        assertThat(done(handle.stopRtpForward(stop)).streamId()).isEqualTo(started.streamId());
        assertThat(done(handle.listForwarders(room(hall, SECRET))).rtpForwarders())
                .isEmpty();
        refused(
                "rtp_forward",
                489,
                "UNAUTHORIZED",
                handle.rtpForward(AudioBridgeMedia.RtpForward.builder()
                        .room(hall)
                        .secret(SECRET)
                        .adminKey(WRONG)
                        .host("127.0.0.1")
                        .port(9)
                        .build()));
        refused(
                "stop_rtp_forward",
                489,
                "UNAUTHORIZED",
                handle.stopRtpForward(new AudioBridgeMedia.StopRtpForward(1L, hall, WRONG, ADMIN)));
        refused("listforwarders", 489, "UNAUTHORIZED", handle.listForwarders(room(hall, WRONG)));
    }

    @Test
    void recordingsBeginAndEnd() {
        String folder = fixture.janus().recordings().toString();
        AudioBridgeRequest.EnableRecording begin = AudioBridgeRequest.EnableRecording.builder()
                .room(hall)
                .secret(SECRET)
                .record(true)
                .recordDir(folder)
                .recordFile("mix.wav")
                .build();
        assertThat(done(handle.enableRecording(begin)).record()).isTrue();
        assertThat(listed().record()).isTrue();
        assertThat(done(handle.enableRecording(AudioBridgeRequest.EnableRecording.builder()
                                .room(hall)
                                .secret(SECRET)
                                .record(false)
                                .build()))
                        .record())
                .isFalse();
        AudioBridgeRequest.EnableMjrs mjrs = AudioBridgeRequest.EnableMjrs.builder()
                .room(hall)
                .secret(SECRET)
                .mjrs(true)
                .mjrsDir(folder)
                .build();
        assertThat(done(handle.enableMjrs(mjrs)).mjrs()).isTrue();
        refused(
                "enable_recording",
                489,
                "UNAUTHORIZED",
                handle.enableRecording(new AudioBridgeRequest.EnableRecording(true, null, null, hall, WRONG)));
        refused(
                "enable_mjrs",
                489,
                "UNAUTHORIZED",
                handle.enableMjrs(new AudioBridgeRequest.EnableMjrs(true, null, hall, WRONG)));
    }

    @Test
    void aFileThatIsNotThereIsNotPlayed() {
        AudioBridgeMedia.PlayFile file = AudioBridgeMedia.PlayFile.builder()
                .room(hall)
                .secret(SECRET)
                .adminKey(ADMIN)
                .filename("/nowhere.opus")
                .fileId("f")
                .build();
        refused("play_file", 499, "UNKNOWN_ERROR", handle.playFile(file));
        AudioBridgeMedia.PlayedFile played = new AudioBridgeMedia.PlayedFile("f", hall, SECRET, ADMIN);
        assertThat(done(handle.isPlaying(played)).playing()).isFalse();
        assertThat(done(handle.stopFile(played)).fileId()).isEqualTo("f");
        AudioBridgeMedia.PlayedFile elsewhere = new AudioBridgeMedia.PlayedFile("f", NOWHERE, SECRET, ADMIN);
        refused("is_playing", 485, "NO_SUCH_ROOM", handle.isPlaying(elsewhere));
        refused("stop_file", 485, "NO_SUCH_ROOM", handle.stopFile(elsewhere));
    }

    @Test
    void groupsAreWantedAtTheDoor() {
        JanusId split = done(handle.create(AudioBridgeRequest.Create.builder()
                        .groups(List.of("staff", "guests"))
                        .adminKey(ADMIN)
                        .build()))
                .room();
        refused("join", 483, "MISSING_ELEMENT", handle.join(split, "Alice"));
        refused(
                "join",
                494,
                "NO_SUCH_GROUP",
                handle.join(Join.builder().room(split).group("staffs").build(), null));
        done(handle.join(Join.builder().room(split).group("staff").build(), null));
        AudioBridgeReply.RtpForwardStarted forward = done(handle.rtpForward(AudioBridgeMedia.RtpForward.builder()
                .room(split)
                .adminKey(ADMIN)
                .group("guests")
                .host("127.0.0.1")
                .port(9)
                .build()));
        assertThat(forward.group()).isEqualTo("guests");
        assertThat(done(handle.listForwarders(room(split, null)))
                        .rtpForwarders()
                        .get(0)
                        .group())
                .isEqualTo("guests");
    }

    @Test
    void whatNeedsMediaIsRefusedWithoutIt() {
        refused("resetdecoder", 487, "NOT_JOINED", handle.resetDecoder());
        assertThat(done(handle.hangupMedia())).isEqualTo(new AudioBridgeEvent.HangingUp(Map.of()));
    }

    @Test
    @UntilJanus(value = "1.2.0", reason = "newer servers have some of these requests")
    void whatIsNewerThanTheServerIsNotSent() {
        AudioBridgeRequest.Participant who = acting(JanusId.of(1));
        tooNew("denoise_enable", "1.2.3", handle.denoiseEnable(who));
        tooNew("denoise_disable", "1.2.3", handle.denoiseDisable(who));
        tooNew("listannouncements", "1.2.4", handle.listAnnouncements(room(hall, SECRET)));
        tooNew("stop_all_files", "1.3.2", handle.stopAllFiles(new AudioBridgeMedia.StopAllFiles(hall, SECRET, ADMIN)));
        tooNew(
                "suspend",
                "1.2.1",
                handle.suspend(AudioBridgeRequest.Suspend.builder()
                        .room(hall)
                        .id(JanusId.of(1))
                        .build()));
        tooNew(
                "resume",
                "1.2.1",
                handle.resume(AudioBridgeRequest.Resume.builder()
                        .room(hall)
                        .id(JanusId.of(1))
                        .build()));
        tooNew(
                "join.suspended",
                "1.2.1",
                handle.join(Join.builder().room(hall).suspended(true).build(), null));
        tooNew(
                "create.denoise",
                "1.2.3",
                handle.create(AudioBridgeRequest.Create.builder().denoise(true).build()));
        assertThat(done(handle.listParticipants(hall)).participants()).isEmpty();
    }
}
