package dev.janusclient.mqtt;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private static final Set<String> PARAMETERS = Set.of("to", "from", "client", "version");

    static MqttAddress parse(URI uri, boolean admin) {
        Map<String, String> given = parameters(uri);
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("mqtts");
        String host = uri.getHost();
        String version = given.getOrDefault("version", "5");
        if (!version.equals("5") && !version.equals("3.1.1")) {
            throw new IllegalArgumentException("uri: version=" + version + " is unknown; there are 5 and 3.1.1");
        }
        if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            throw new IllegalArgumentException("uri: an mqtt URI has no path, but " + uri.getRawPath() + " was given");
        }
        return new MqttAddress(
                tls,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() >= 0 ? uri.getPort() : tls ? 8883 : 1883,
                given.getOrDefault("to", admin ? "to-janus-admin" : "to-janus"),
                given.getOrDefault("from", admin ? "from-janus-admin" : "from-janus"),
                // The admin API has no events that could wait.
                admin ? null : given.get("client"),
                version.equals("5"));
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> found = new HashMap<>();
        if (uri.getRawQuery() == null) {
            return found;
        }
        for (String part : uri.getRawQuery().split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (!PARAMETERS.contains(name) || value.isEmpty()) {
                throw new IllegalArgumentException("uri: '" + part
                        + "' means nothing here; there are to, from, client and version, each with a value");
            }
            found.put(name, value);
        }
        return found;
    }

    private static String decode(String text) {
        // A plus is a plus: only in forms is it a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
