// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.reclaim.Reclaim;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One registered account, and whatever rings there. */
@RestController
@RequestMapping("/telephone")
class Telephone implements ApplicationRunner {
    private final JanusClient janus;
    private final TicketFile tickets;
    private final TelephoneProperties properties;
    private volatile @Nullable JanusSipPlugin sip;

    Telephone(JanusClient janus, TicketFile tickets, TelephoneProperties properties) {
        this.janus = janus;
        this.tickets = tickets;
        this.properties = properties;
    }

    // tag::start[]
    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        Optional<HandoverTicket> left = tickets.take();
        if (left.isPresent()) {
            sip = Reclaim.with(janus)
                    .take(left.get())
                    .join()
                    .handle(JanusSipPlugin.TYPE)
                    .orElse(null);
        }
        if (sip == null) {
            sip = register();
        }
    }
    // end::start[]

    private JanusSipPlugin register() {
        JanusSipPlugin made =
                janus.createSession().join().attach(JanusSipPlugin.TYPE).join();
        made.register(SipRequest.Register.builder()
                        .username(properties.username())
                        .secret(Secret.of(properties.password()))
                        .proxy(properties.proxy())
                        .build())
                .join();
        return made;
    }

    private JanusSipPlugin sip() {
        JanusSipPlugin handle = sip;
        if (handle == null) {
            throw new IllegalStateException("the telephone is not connected yet");
        }
        return handle;
    }

    /** Who rings, or whom we talk to; empty if there is no call. */
    @GetMapping("/call")
    Map<String, String> call() {
        SipState.SipCall call = sip().state().call();
        return call == null ? Map.of() : Map.of("peer", String.valueOf(call.peer()));
    }

    /** Refuses the call that rings. */
    @PostMapping("/decline")
    void decline() {
        sip().decline(486).join();
    }
}
