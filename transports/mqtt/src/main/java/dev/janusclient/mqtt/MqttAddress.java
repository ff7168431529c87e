// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import dev.janusclient.internal.transport.UriParts;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code mqtt} URI says.
 *
 * @param to the topic Janus reads
 * @param from the topic Janus writes
 * @param client the name under which the broker keeps events for us; null if it need not
 * @param version5 whether MQTT 5 is spoken, or 3.1.1
 */
record MqttAddress(
        boolean tls, String host, int port, String to, String from, @Nullable String client, boolean version5) {
    static MqttAddress parse(URI uri, boolean admin) {
        Map<String, String> given = UriParts.parameters(uri, "to", "from", "client", "version");
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("mqtts");
        String version = given.getOrDefault("version", "5");
        if (!version.equals("5") && !version.equals("3.1.1")) {
            throw new IllegalArgumentException("uri: version=" + version + " is unknown; there are 5 and 3.1.1");
        }
        if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            throw new IllegalArgumentException("uri: an mqtt URI has no path, but " + uri.getRawPath() + " was given");
        }
        return new MqttAddress(
                tls,
                UriParts.host(uri),
                uri.getPort() >= 0 ? uri.getPort() : tls ? 8883 : 1883,
                given.getOrDefault("to", admin ? "to-janus-admin" : "to-janus"),
                given.getOrDefault("from", admin ? "from-janus-admin" : "from-janus"),
                // The admin API has no events that could wait.
                admin ? null : given.get("client"),
                version.equals("5"));
    }
}
