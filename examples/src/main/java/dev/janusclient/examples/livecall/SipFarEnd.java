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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A telephone: one that answers, or one that calls whoever registers. */
final class SipFarEnd implements FarEnd {
    /** Who registers to be called. */
    static final String OWNER = "alice";

    private final RtpTonePeer phone;
    private final @Nullable SipRegistrar registrar;
    private @Nullable SipParty party;

    private SipFarEnd(RtpTonePeer phone, @Nullable SipRegistrar registrar, @Nullable SipParty party) {
        this.phone = phone;
        this.registrar = registrar;
        this.party = party;
    }

    static SipFarEnd called(String address) {
        RtpTonePeer phone = new RtpTonePeer(address, LiveCall.FAR_END_HERTZ);
        return new SipFarEnd(phone, null, SipCallee.answering(SipMedia.of(phone)));
    }

    static SipFarEnd calling(String address) {
        return new SipFarEnd(new RtpTonePeer(address, LiveCall.FAR_END_HERTZ), SipRegistrar.start(address), null);
    }

    private SipParty party() {
        if (party == null) {
            throw new IllegalStateException("there is no call yet");
        }
        return party;
    }

    @Override
    public String place() {
        return registrar != null ? registrar.proxy() : party().uri("bob");
    }

    @Override
    public void meet(String owner) {
        if (registrar != null) {
            party = SipCaller.call(registrar.awaitContact(OWNER), SipMedia.of(phone));
        }
    }

    @Override
    public List<HeardPacket> packets() {
        return phone.packets();
    }

    @Override
    public List<SipMessage> messages() {
        return party().messages();
    }

    @Override
    public void awaitEnd() {
        party().awaitHungUp();
    }

    @Override
    public void close() {
        if (party != null) {
            party.close();
        }
        if (registrar != null) {
            registrar.close();
        }
        phone.close();
    }
}
