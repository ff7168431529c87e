// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

/** The plugins of the matrix. */
enum Scenes {
    SIP,
    VIDEOROOM,
    AUDIOBRIDGE,
    STREAMING,
    ECHOTEST;

    Scene<?> at(Ground ground, Moment moment) {
        return switch (this) {
            case SIP -> new SipScene(ground, moment);
            case VIDEOROOM -> new VideoRoomScene(ground, moment);
            case AUDIOBRIDGE -> new AudioBridgeScene(ground, moment);
            case STREAMING -> new StreamingScene(ground, moment);
            case ECHOTEST -> new EchoTestScene(moment);
        };
    }
}
