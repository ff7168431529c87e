// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.log.WireLog;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.worker.Workers;
import dev.janusclient.message.CoreError;
import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the transport of one connection talks to: opens envelopes, finds the request that a message answers and the session that
 * it is for.
 *
 * <p>Threading: one thread at a time, the transport's reader.
 */
final class ConnectionReader implements TransportListener {
    private static final Logger log = LoggerFactory.getLogger(ConnectionReader.class);

    private final Connection connection;
    private final ConnectionOptions options;
    private final PendingRequests pending;
    private final UnclaimedEvents unclaimed;
    private final ReadBarrier barrier;
    private final AnswerMonitor answers;
    private final LogBudget logs;

    ConnectionReader(
            Connection connection,
            ConnectionOptions options,
            PendingRequests pending,
            UnclaimedEvents unclaimed,
            ReadBarrier barrier,
            AnswerMonitor answers) {
        this.connection = connection;
        this.options = options;
        this.pending = pending;
        this.unclaimed = unclaimed;
        this.barrier = barrier;
        this.answers = answers;
        this.logs = connection.logs();
    }

    @Override
    public void onMessage(byte[] json) {
        onMessage(json, Acknowledgement.NONE);
    }

    @Override
    public void onMessage(byte[] json, Acknowledgement receipt) {
        WireLog.received(connection.number(), json);
        boolean alone = !barrier.isReading();
        if (alone) {
            begin();
        }
        try {
            route(JanusMessage.parse(json, options.maxJsonDepth()), receipt);
        } catch (JanusProtocolException e) {
            unreadable(e, receipt);
        } catch (Throwable e) {
            // An executor of the user's may run anything right here.
            logs.error(log, e, "a message could not be handled");
        } finally {
            if (alone) {
                barrier.end();
            } else {
                barrier.delivered();
            }
        }
    }

    private void unreadable(JanusProtocolException why, Acknowledgement receipt) {
        JanusTransport open = connection.transport();
        if (open != null && open.isShared()) {
            receipt.processed();
            onMessageDropped(String.valueOf(why.getMessage()));
            return;
        }
        // A peer that sends this is not the Janus we know: nothing that follows can be trusted.
        connection.closeAs(new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, String.valueOf(why.getMessage()), why));
    }

    @Override
    public void onMessageDropped(String reason) {
        logs.warn(log, "a message was dropped: {}", reason);
    }

    private void begin() {
        connection.heard();
        barrier.begin();
    }

    private void route(JanusMessage message, Acknowledgement receipt) {
        Runnable answer = answered(message);
        if (answer != null || message.kind() == MessageKind.ACK) {
            answers.answered();
        }
        try {
            SessionRoute route = connection.currentRoute(message.sessionId());
            if (route == null && receipt != Acknowledgement.NONE && answer == null && message.sessionId() != 0) {
                route = unclaimed.keep(message, receipt, () -> connection.currentRoute(message.sessionId()));
                if (route == null) {
                    return;
                }
            }
            if (route != null) {
                route.onMessage(message, answer != null);
                route.settle(message.sender(), receipt);
                return;
            }
            receipt.processed();
            if (answer == null && message.kind() == MessageKind.ERROR) {
                noteRefusal(message);
            } else if (answer == null && message.sessionId() != 0) {
                LogBudget.debug(
                        log, "{} for session {}, which is not ours (any more)", message.kind(), message.sessionId());
            }
        } finally {
            if (answer != null) {
                answer.run();
            }
        }
    }

    private @Nullable Runnable answered(JanusMessage message) {
        boolean unnamed = message.kind() == MessageKind.ERROR && message.transaction() == null;
        if (!unnamed) {
            return pending.take(message);
        }
        JanusTransport open = connection.transport();
        // Before the transport is open, nothing has been sent.
        return open == null || open.isShared() ? null : pending.takeUnnamed(message);
    }

    /** It answers a request that was given up, or one of several that Janus could not read. */
    private void noteRefusal(JanusMessage message) {
        int code = message.errorCode();
        if (message.transaction() == null) {
            logs.warn(
                    log,
                    "Janus could not read a request, and does not say which one: {} {} ({})",
                    code,
                    ErrorCode.nameOf(CoreError.of(code)),
                    message.errorReason());
        } else {
            logs.warn(
                    log,
                    "Janus refuses a request that is not waited for any more: {} ({})",
                    code,
                    message.errorReason());
        }
    }

    @Override
    public void onReadBegin() {
        begin();
        if (options.executor() instanceof Workers workers) {
            workers.beginBatch();
        }
    }

    @Override
    public void onReadEnd() {
        barrier.end();
        if (options.executor() instanceof Workers workers) {
            workers.endBatch();
        }
    }

    @Override
    public void onSessionLost(long sessionId, int code, String reason) {
        connection.sessionLost(sessionId, reason);
    }

    @Override
    public void onClosed(CloseReason reason) {
        connection.end(reason);
    }
}
