// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.testkit.SipParty;
import dev.janusclient.testkit.SipRegistrar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A telephone: one that answers, or one that calls whoever registers. */
final class SipFarEnd implements FarEnd {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWERED = 200;
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");

    /** Who registers to be called. */
    static final String OWNER = "alice";

    private final RtpTonePeer phone;
    private final SipRegistrar registrar;
    private final boolean calls;
    private @Nullable SipParty party;

    /** Its other call, which process B has asked for. */
    private @Nullable SipCaller next;

    private SipFarEnd(String address, boolean calls) {
        this.calls = calls;
        phone = new RtpTonePeer(address, LiveCall.FAR_END_HERTZ);
        registrar = SipRegistrar.start(address);
        party = calls ? null : SipCallee.answering(SipMedia.of(phone));
    }

    static SipFarEnd called(String address) {
        return new SipFarEnd(address, false);
    }

    static SipFarEnd calling(String address) {
        return new SipFarEnd(address, true);
    }

    private SipParty party() {
        if (party == null) {
            throw new IllegalStateException("there is no call yet");
        }
        return party;
    }

    @Override
    public String place() {
        return calls ? registrar.proxy() : party().uri("bob") + " " + registrar.proxy();
    }

    @Override
    public void meet(String owner) {
        if (calls) {
            party = SipCaller.call(registrar.awaitContact(OWNER), SipMedia.of(phone));
        }
    }

    @Override
    public void callAsAsked() {
        SipMessage refer = party().awaitMessage(message -> message.isRequest("REFER"), TIMEOUT);
        SipCaller call = SipCaller.referred(refer, SipMedia.of(phone));
        next = call;
        String answer = call.awaitMessage(message -> message.status() == ANSWERED, TIMEOUT)
                .body();
        Matcher port = AUDIO_PORT.matcher(answer);
        if (!port.find()) {
            throw new IllegalStateException("no audio in the answer to the far end's call: " + answer);
        }
        phone.sendTo(phone.address(), Integer.parseInt(port.group(1)));
    }

    @Override
    public List<HeardPacket> packets() {
        return phone.packets();
    }

    @Override
    public List<SipMessage> messages() {
        List<SipMessage> messages = new ArrayList<>(party().messages());
        if (next != null) {
            messages.addAll(next.messages());
        }
        return messages;
    }

    @Override
    public void awaitEnd() {
        party().awaitHungUp();
        if (next != null) {
            next.awaitHungUp();
        }
    }

    @Override
    public void close() {
        if (party != null) {
            party.close();
        }
        if (next != null) {
            next.close();
        }
        registrar.close();
        phone.close();
    }
}
