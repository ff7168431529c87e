// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link ProxyLink}: takes what one side sends apart and hands it to the other side. On the proxy's
 * thread only.
 */
final class ProxyPipe extends ChannelInboundHandlerAdapter {
    /** Bytes on their way, and when they arrive. */
    private record Held(long due, ByteBuf bytes, boolean last) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private final ProxyLink link;
    private final FaultProxy.Direction direction;
    private final Channel from;
    private final Channel to;
    private final Function<ByteBuf, FrameSplitter.@Nullable Unit> splitter;
    private final ByteBuf unread = Unpooled.buffer();
    private FrameSplitter.@Nullable Unit begun;
    private int messages;
    private boolean silent;
    private boolean stalled;
    private long delayNanos;

    ProxyPipe(ProxyLink link, FaultProxy.Direction direction, Channel from, Channel to) {
        this.link = link;
        this.direction = direction;
        this.from = from;
        this.to = to;
        splitter = link.proxy().isWebSocket() ? new FrameSplitter()::next : FrameSplitter::anything;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ByteBuf some = (ByteBuf) bytes;
        try {
            unread.writeBytes(some);
        } finally {
            some.release();
        }
        pump();
    }

    /** What is silent does not tell of its end either. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.ended(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void delay(long nanos) {
        delayNanos = nanos;
    }

    void stall() {
        stalled = true;
        from.config().setAutoRead(false);
    }

    void goOn() {
        stalled = false;
        pump();
        from.config().setAutoRead(true);
    }

    /** After all that was let through; what is still unread is lost with the connection. */
    void forwardEnd() {
        write(Unpooled.EMPTY_BUFFER, true);
    }

    private void pump() {
        while (!stalled) {
            FrameSplitter.Unit unit = begun;
            begun = null;
            if (unit == null) {
                unit = splitter.apply(unread);
                if (unit == null) {
                    break;
                }
                String text = unit.message();
                if (text != null && meetsFault(unit, text)) {
                    continue;
                }
            }
            pass(unit.length());
        }
        unread.discardSomeReadBytes();
    }

    /** True if the fault has taken care of the unit, or will when a stall ends. */
    private boolean meetsFault(FrameSplitter.Unit unit, String text) {
        ProxiedMessage message = ProxiedMessage.of(link.number(), direction, ++messages, text);
        if (silent) {
            link.proxy().log(message.passed(ProxiedMessage.Passage.NOTHING));
            return false;
        }
        FaultTrigger trigger = link.proxy().triggerFor(message);
        if (trigger == null) {
            link.proxy().log(message);
            return false;
        }
        LinkFault fault = trigger.fault();
        int first =
                switch (trigger.place()) {
                    case BEFORE -> 0;
                    case MIDWAY -> unit.length() / 2;
                    case AFTER -> unit.length();
                };
        ProxiedMessage.Passage passage = first == unit.length() || !fault.ends(direction)
                ? ProxiedMessage.Passage.WHOLE
                : first == 0 ? ProxiedMessage.Passage.NOTHING : ProxiedMessage.Passage.HALF;
        link.proxy().log(message.passed(passage));
        pass(first);
        if (first < unit.length()) {
            begun = new FrameSplitter.Unit(unit.length() - first, null);
        }
        link.inflict(fault);
        trigger.fire(message.passed(passage));
        return true;
    }

    private void pass(int length) {
        if (length == 0) {
            return;
        }
        if (silent) {
            unread.skipBytes(length);
        } else {
            write(unread.readBytes(length), false);
        }
    }

    private void write(ByteBuf bytes, boolean last) {
        // Never earlier than what was sent before: a shorter delay must not overtake a longer one.
        held.add(new Held(System.nanoTime() + delayNanos, bytes, last));
        if (held.size() == 1) {
            release();
        }
    }

    /** Sends what is due; whatever is not goes on being the first in the queue until it is. */
    private void release() {
        for (Held next = held.peek(); next != null; next = held.peek()) {
            long wait = next.due() - System.nanoTime();
            if (wait > 0) {
                var unused = to.eventLoop().schedule(this::release, wait, TimeUnit.NANOSECONDS);
                return;
            }
            held.remove();
            var written = to.writeAndFlush(next.bytes());
            if (next.last()) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
