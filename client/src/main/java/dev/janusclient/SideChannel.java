package dev.janusclient;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Requests and events of a handle that travel beside the signalling, such as over a data channel: texts of JSON, matched by
 * their {@code transaction}. They share the deadline, the executor, the listeners and the end of the handle's own.
 *
 * <p>Any thread may call, that of a WebRTC library too: no user code runs on it but the one that sends.
 */
public final class SideChannel {
    private final JanusPlugin handle;
    private final EventTable<?> table;
    private final String verb;
    private final Consumer<String> send;

    SideChannel(JanusPlugin handle, EventTable<?> table, String verb, Consumer<String> send) {
        this.handle = handle;
        this.table = table;
        this.verb = verb;
        this.send = send;
    }

    /** Sends a request and waits for what carries its transaction. */
    public <Q, R> CompletableFuture<R> request(PluginRequest<Q, R> request, Q body) {
        return handle.session()
                .exchange(request.label(), transaction -> send.accept(text(request, body, transaction)))
                .thenApply(reply -> table.decodeReply(request.reply(), handle.dataOf(request.label(), reply), null));
    }

    /** Sends a request that is not answered; a refusal comes as an event. */
    public <Q> void tell(PluginRequest<Q, ?> request, Q body) {
        send.accept(text(request, body, handle.session().newTransaction()));
    }

    private <Q> String text(PluginRequest<Q, ?> request, Q body, String transaction) {
        RawJson members = Json.withMember("transaction", transaction, Json.encode(request.body(), body));
        return Json.withMember(verb, request.name(), members).toString();
    }

    /** Takes a text that came. What answers no request is an event; what is no JSON object is an unknown one. */
    public void receive(String text) {
        RawJson data = objectIn(text);
        JanusMessage message = new JanusMessage(
                MessageKind.EVENT,
                data.string("transaction"),
                handle.session().id(),
                handle.handleId(),
                data,
                null,
                data);
        if (!handle.session().answer(message)) {
            handle.tell(EventEmission.ofPlugin(table, message, data, false));
        }
    }

    private static RawJson objectIn(String text) {
        try {
            RawJson json = RawJson.of(text);
            return json.isObject() ? json : Json.flatten(RawJson.of("{}"), null, Set.of(), Map.of("text", json));
        } catch (JanusProtocolException e) {
            return Json.withMember("text", text, null);
        }
    }
}
