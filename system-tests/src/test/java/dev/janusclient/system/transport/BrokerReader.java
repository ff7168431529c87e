// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;

/**
 * A process that hears what goes on in an audio room, says each event on standard output, and is killed by the test. Started
 * with a URI it joins room 1234; started with a session and a handle, too, it takes over from one that is dead.
 */
final class BrokerReader {
    private BrokerReader() {}

    public static void main(String[] args) throws InterruptedException {
        JanusClient client = JanusClient.create(args[0]);
        JanusSession session;
        JanusAudioBridgePlugin room;
        if (args.length == 1) {
            session = client.createSession().join();
            room = session.attach(JanusAudioBridgePlugin.TYPE).join();
            listen(room);
            var unused = room.join(JanusId.of(1234), "reader").join();
        } else {
            session = client.claimSession(Long.parseLong(args[1])).join();
            room = session.attach(JanusAudioBridgePlugin.TYPE, AttachOptions.existingHandle(Long.parseLong(args[2])))
                    .join();
            listen(room);
        }
        say("ready " + session.id() + " " + room.handleId());
        Thread.currentThread().join();
    }

    private static void listen(JanusAudioBridgePlugin room) {
        room.on(AudioBridgeEvent.ParticipantChanged.class, changed -> changed.participants()
                .forEach(participant -> say("event " + participant.display())));
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
