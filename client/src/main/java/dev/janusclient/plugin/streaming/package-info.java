/** The Streaming plugin: mountpoints fed by RTP, RTSP or files, watched by many. */
@NullMarked
package dev.janusclient.plugin.streaming;

import org.jspecify.annotations.NullMarked;
