// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.awaitility.Awaitility.await;

import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an answered call is in the midst of when its leg falls silent, and how the next leg ends that. */
enum CallMoment {
    JUST_ANSWERED,

    TALKING {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            call.talk(leg);
        }
    },

    SILENT {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            // The telephone sends to where something came from.
            call.talk(leg);
            leg.send(packet -> false);
            call.listen(leg);
        }
    },

    HELD_BY_US {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            call.talk(leg);
            done(call.alice().sip().hold());
        }

        @Override
        void end(SipFixture fixture, LegCall call, MediaLeg leg) {
            done(call.alice().sip().unhold());
        }
    },

    HELD_BY_THE_TELEPHONE {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            call.talk(leg);
            call.bob().hold();
        }

        @Override
        void end(SipFixture fixture, LegCall call, MediaLeg leg) {
            call.bob().resume();
        }
    },

    RENEGOTIATED_BY_US {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            CompletableFuture<SipEvent.Accepted> accepted = call.alice().sip().next(SipEvent.Accepted.class);
            done(call.alice().sip().update(done(leg.restartIce())));
            done(leg.acceptAnswer(Objects.requireNonNull(done(accepted).jsep())));
        }
    },

    RENEGOTIATED_BY_THE_TELEPHONE {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            call.talk(leg);
            call.bob().resume();
        }
    },

    /** Pressed for longer than the leg lives; the next one presses another, and hears one of the telephone's. */
    PRESSING_A_KEY {
        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            AudioSender sender = new AudioSender();
            leg.send(sender);
            awaitKey(call, 5, sender.press("5", Duration.ofSeconds(1)));
        }

        @Override
        void end(SipFixture fixture, LegCall call, MediaLeg leg) {
            List<Character> heard = new CopyOnWriteArrayList<>();
            leg.receive(new AudioReceiver((frame, sampleRate) -> {}, heard::add));
            call.phone().press(9);
            await().atMost(LegCall.TIMEOUT).until(() -> heard.equals(List.of('9')));

            AudioSender sender = new AudioSender();
            leg.send(sender);
            CompletableFuture<Void> pressed = sender.press("7");
            awaitKey(call, 7, pressed);
            done(pressed);
        }

        private void awaitKey(LegCall call, int key, CompletableFuture<Void> pressed) {
            long before = count(call, key);
            await().atMost(LegCall.TIMEOUT)
                    .until(() -> count(call, key) > before || pressed.isCompletedExceptionally());
            if (pressed.isCompletedExceptionally()) {
                done(pressed);
            }
        }

        private long count(LegCall call, int key) {
            return call.phone().keys().stream()
                    .filter(pressed -> pressed == key)
                    .count();
        }
    },

    /** On the server, both directions, in one file for each leg and direction; it grows while the next leg talks. */
    RECORDED {
        private static final List<String> DIRECTIONS = List.of("-user-audio.mjr", "-peer-audio.mjr");

        /** More than the server's buffer of a file. */
        private static final int BYTES = 10_000;

        @Override
        void begin(SipFixture fixture, LegCall call, MediaLeg leg) {
            done(call.alice().sip().recording(recording(SipRequest.Recording.Action.START, fixture, call)));
            call.talk(leg);
        }

        @Override
        void end(SipFixture fixture, LegCall call, MediaLeg leg) {
            List<Long> before = sizes(fixture, call);
            call.talk(leg);
            await().atMost(LegCall.TIMEOUT).until(() -> {
                List<Long> now = sizes(fixture, call);
                return now.get(0) > before.get(0) + BYTES && now.get(1) > before.get(1) + BYTES;
            });
            done(call.alice().sip().recording(recording(SipRequest.Recording.Action.STOP, fixture, call)));
        }

        private List<Long> sizes(SipFixture fixture, LegCall call) {
            return DIRECTIONS.stream()
                    .map(direction -> Path.of(name(fixture, call) + direction))
                    .map(file -> file.toFile().length())
                    .toList();
        }

        private String name(SipFixture fixture, LegCall call) {
            return fixture.janus()
                    .recordings()
                    .resolve("call-" + call.phone().port())
                    .toString();
        }

        private SipRequest.Recording recording(SipRequest.Recording.Action action, SipFixture fixture, LegCall call) {
            return SipRequest.Recording.builder()
                    .action(action)
                    .audio(true)
                    .peerAudio(true)
                    .filename(name(fixture, call))
                    .build();
        }
    };

    void begin(SipFixture fixture, LegCall call, MediaLeg leg) {}

    void end(SipFixture fixture, LegCall call, MediaLeg leg) {}
}
