// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.message.Version;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between a plugin's typed requests and replies and their JSON. Pure: it sends nothing. */
final class RequestCodec {
    private RequestCodec() {}

    /** The body of a request, without members if there is no record of them. */
    static <Q> RawJson encode(PluginRequest<Q, ?> request, @Nullable Q body) {
        if (body == null) {
            return Json.withMember("request", request.name(), null);
        }
        RawJson members = Json.encode(request.body(), body);
        boolean unnamed = request.name().isEmpty();
        return unnamed ? members : Json.withMember("request", request.name(), members);
    }

    /** What a request of no table is called in errors. */
    static String label(RawJson body) {
        String named = body.string("request");
        return named == null ? "message" : named;
    }

    /** Why a server does not understand a request; null if it does. */
    static @Nullable JanusVersionException newerThanServer(PluginRequest<?, ?> request, RawJson body, String server) {
        String needed = request.since();
        if (needed != null && !Version.atLeast(server, needed)) {
            return new JanusVersionException(request.label(), needed, server);
        }
        for (Map.Entry<String, String> field : request.newerFields().entrySet()) {
            if (has(body, field.getKey()) && !Version.atLeast(server, field.getValue())) {
                return new JanusVersionException(request.label(), field.getKey(), field.getValue(), server);
            }
        }
        return null;
    }

    /** Whether a body has a member, or any object of a list ({@code streams[].substream}) has. */
    private static boolean has(RawJson body, String path) {
        int list = path.indexOf("[].");
        if (list < 0) {
            return body.member(path) != null;
        }
        RawJson items = body.member(path.substring(0, list));
        return items != null
                && items.elements().stream().anyMatch(item -> has(item, path.substring(list + "[].".length())));
    }

    /** Whether an event answers a request. */
    static boolean answers(HandleKind kind, PluginRequest<?, ?> request, JanusMessage event) {
        RawJson data = event.data();
        if (data == null || event.kind() != MessageKind.EVENT) {
            return false;
        }
        return isError(data)
                || request.reply().isAssignableFrom(kind.events().match(data).type());
    }

    /**
     * The answer to a request.
     *
     * @throws JanusPluginException if the plugin refused the request
     */
    static <R> R decode(HandleKind kind, PluginRequest<?, R> request, JanusMessage reply) {
        RawJson data = data(kind, request.label(), reply);
        return reply.kind() == MessageKind.EVENT
                ? request.reply().cast(kind.events().match(data).decode(reply.jsep()))
                : kind.events().decodeReply(request.reply(), data, reply.jsep());
    }

    /**
     * The plugin's data in a reply.
     *
     * @throws JanusPluginException if the plugin refused the request
     */
    static RawJson data(HandleKind kind, String request, JanusMessage reply) {
        RawJson data = reply.data() == null ? RawJson.of("{}") : reply.data();
        if (isError(data)) {
            RawJson code = data.member("error_code");
            int number = code == null ? 0 : (int) code.asLong();
            String reason = data.string("error");
            throw new JanusPluginException(
                    kind.plugin(),
                    request,
                    number,
                    ErrorCode.of(kind.errorCodes(), number),
                    reason == null ? "no reason given" : reason);
        }
        return data;
    }

    /** Plugins write errors into their data; some with code 0, so the text counts too. */
    private static boolean isError(RawJson data) {
        return data.member("error_code") != null || data.string("error") != null;
    }
}
