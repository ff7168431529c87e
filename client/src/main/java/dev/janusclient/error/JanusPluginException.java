// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/**
 * A plugin answered a request with an error. Janus itself calls such an answer a success or an event; the code sits inside
 * the plugin's data, and is 0 for some refusals.
 */
public final class JanusPluginException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String plugin;
    private final String request;
    private final int code;
    private final String codeName;
    private final String reason;

    public JanusPluginException(String plugin, String request, int code, String codeName, String reason) {
        super(plugin + " refused '" + request + "': " + code + " " + codeName + " (" + reason + ")");
        this.plugin = plugin;
        this.request = request;
        this.code = code;
        this.codeName = codeName;
        this.reason = reason;
    }

    /** The plugin's package name, for example {@code janus.plugin.sip}. */
    public String plugin() {
        return plugin;
    }

    /** The request that was refused. */
    public String request() {
        return request;
    }

    /** The plugin's number for the error; 0 where the plugin gives none. */
    public int code() {
        return code;
    }

    /** The name of {@link #code()} in the plugin's source, or {@code UNKNOWN}. */
    public String codeName() {
        return codeName;
    }

    /** What the plugin said. */
    public String reason() {
        return reason;
    }
}
