// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/**
 * A plugin answered a request with an error. Janus itself calls such an answer a success or an event; the code sits inside
 * the plugin's data, and is 0 for some refusals.
 */
public final class JanusPluginException extends JanusRefusedException {
    private static final long serialVersionUID = 1L;
    private final String plugin;

    /**
     * @param code the number on the wire
     * @param errorCode what it is, if it is known
     */
    public JanusPluginException(String plugin, String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(plugin, request, code, errorCode, reason);
        this.plugin = plugin;
    }

    private JanusPluginException(JanusPluginException refusal, String note) {
        super(refusal, note);
        this.plugin = refusal.plugin;
    }

    /** The same refusal; its message goes on with what a caller should know of it. */
    public JanusPluginException withNote(String note) {
        return new JanusPluginException(this, note);
    }

    /** The plugin's package name, for example {@code janus.plugin.sip}. */
    public String plugin() {
        return plugin;
    }
}
