// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import org.jspecify.annotations.Nullable;

/**
 * A plugin answered a request with an error. Janus itself calls such an answer a success or an event; the code sits inside
 * the plugin's data, and is 0 for some refusals.
 */
public final class JanusPluginException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String plugin;
    private final String request;
    private final int code;
    private final @Nullable ErrorCode errorCode;
    private final String reason;

    /**
     * @param code the number on the wire
     * @param errorCode what it is, if it is known
     */
    public JanusPluginException(String plugin, String request, int code, @Nullable ErrorCode errorCode, String reason) {
        super(plugin + " refused '" + request + "': " + code + " " + ErrorCode.nameOf(errorCode) + " (" + reason + ")");
        this.plugin = plugin;
        this.request = request;
        this.code = code;
        this.errorCode = errorCode;
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

    /**
     * The plugin's code, to be compared with a constant of its enum ({@code == SipErrorCode.WRONG_STATE}); null for a number
     * that this version does not know, such as 0.
     */
    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    /** The name of {@link #code()} in the plugin's source, or {@code UNKNOWN}. */
    public String codeName() {
        return ErrorCode.nameOf(errorCode);
    }

    /** What the plugin said. */
    public String reason() {
        return reason;
    }
}
