// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can't be known as things are, and how to switch it on. */
public final class Unseen {
    private Unseen() {}

    static List<String> notes(boolean eventHandlers, @Nullable Integer slowLinkThreshold) {
        List<String> notes = new ArrayList<>();
        if (!eventHandlers) {
            notes.add("Event handlers are off: why calls ended, their time lines, and media over time can't be known. "
                    + HOW_TO_SWITCH_EVENTS_ON);
        }
        if (slowLinkThreshold != null && slowLinkThreshold == 0) {
            notes.add("Slow links are not reported, as is the default since 2021: set slowlink_threshold in the"
                    + " section media of janus.jcfg, for example to 4 lost packets in a second.");
        }
        return notes;
    }

    /** Where events come from. */
    public static final String HOW_TO_SWITCH_EVENTS_ON =
            "Set broadcast = true in the section events of janus.jcfg, let 'janus serve-events' run, and use the"
                    + " configuration that it prints for Janus's event handler.";

    /** What to say where events are needed and none have come. */
    public static ProblemException noEvents(String what) {
        return new ProblemException(
                ProblemException.Kind.NOT_CONFIGURED,
                what + " is known from Janus's event handlers only, and no events have come. "
                        + HOW_TO_SWITCH_EVENTS_ON);
    }

    /** The configuration of Janus's event handler {@code sampleevh} that sends everything to an address. */
    public static String eventHandlerConfig(String url, @Nullable String user) {
        String credentials =
                user == null ? "" : "\tbackend_user = \"" + user + "\"\n\tbackend_pwd = \"(the password)\"\n";
        return "# janus.eventhandler.sampleevh.jcfg\n"
                + "general: {\n\tenabled = true\n\tevents = \"all\"\n\tgrouping = true\n\tbackend = \"" + url + "\"\n"
                + credentials + "\tmax_retransmissions = 5\n\tretransmissions_backoff = 100\n}\n";
    }
}
