// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.RawJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What participants receive of a stream and event handlers do not: how its codec was negotiated. It is read from Janus's
 * answer to the publisher (RFC 7587 for Opus; RFC 6184 and the VP9 payload format for profiles).
 */
final class VideoRoomCodecs {
    private static final Pattern H264 = Pattern.compile("profile-level-id=(\\w+)");
    private static final Pattern VP9 = Pattern.compile("profile-id=(\\w+)");

    private VideoRoomCodecs() {}

    /**
     * The members to add.
     *
     * @param answer Janus's answer; null if it is not known
     */
    static Map<String, Object> of(@Nullable RawJson answer, RawJson stream) {
        Map<String, Object> found = new LinkedHashMap<>();
        String section = section(answer == null ? null : answer.string("sdp"), stream.string("mid"));
        String codec = String.valueOf(stream.string("codec"));
        if (codec.equals("opus")) {
            flag(found, "fec", section.contains("useinbandfec=1"));
            flag(found, "dtx", section.contains("usedtx=1"));
            flag(found, "stereo", section.contains("stereo=1"));
        } else if (codec.equals("h264")) {
            profile(found, "h264_profile", H264.matcher(section));
        } else if (codec.equals("vp9")) {
            profile(found, "vp9_profile", VP9.matcher(section));
        }
        return found;
    }

    private static void flag(Map<String, Object> found, String name, boolean on) {
        if (on) {
            found.put(name, true);
        }
    }

    private static void profile(Map<String, Object> found, String name, Matcher profile) {
        if (profile.find()) {
            found.put(name, profile.group(1));
        }
    }

    private static String section(@Nullable String sdp, @Nullable String mid) {
        if (sdp != null && mid != null) {
            for (String section : sdp.split("(?m)^m=", -1)) {
                if (section.contains("a=mid:" + mid + "\r\n") || section.contains("a=mid:" + mid + "\n")) {
                    return section;
                }
            }
        }
        return "";
    }
}
