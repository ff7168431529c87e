// SPDX-License-Identifier: Apache-2.0
/** PCM audio: sources and sinks, tones, WAV files, resampling and G.711. */
module dev.janusclient.audio {
    requires static transitive org.jspecify;

    exports dev.janusclient.audio;
}
