// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.RequiredMembers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a table makes of an event, for records that nothing was generated for. */
class EventTableTest {
    private record Unknown(RawJson data, @Nullable Jsep jsep) {}

    private static EventTable<Object> table(RequiredMembers required) {
        return EventTable.<Object, Unknown>builder(Unknown.class, Unknown::new)
                .required(required)
                .unwrap("result")
                .discriminator("own")
                .event("result.event=found", IceCandidate.class)
                .event("result + !event", Jsep.class)
                .build();
    }

    private static RawJson json(String text) {
        return RawJson.of(text.replace('\'', '"'));
    }

    private static final RawJson FOUND =
            json("{'own':'event','result':{'event':'found','candidate':'c','sdpMid':'0'}}");

    @Test
    void anEventIsMatchedOnceAndThenTypedNamedAndDecoded() {
        EventTable.Match<Object> match = table(RequiredMembers.NONE).match(FOUND);
        assertThat(match.type()).isEqualTo(IceCandidate.class);
        assertThat(match.tag()).isEqualTo("result.event=found");
        assertThat(match.data()).isSameAs(FOUND);
        assertThat(match.decode(null)).isInstanceOfSatisfying(IceCandidate.class, found -> assertThat(found.candidate())
                .isEqualTo("c"));
    }

    @Test
    void noTwoRowsHaveOneTag() {
        EventTable.Builder<Object> table = EventTable.<Object, Unknown>builder(Unknown.class, Unknown::new)
                .event("result.event=found", IceCandidate.class);
        assertThatThrownBy(() -> table.event("result.event=found", Jsep.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two rows have the tag result.event=found");
    }

    @Test
    void theTagOfATypeIsThatOfItsOnlyRow() {
        EventTable<Object> table = table(RequiredMembers.NONE);
        assertThat(table.tag(Jsep.class)).isEqualTo("result + !event");
        assertThatThrownBy(() -> table.tag(Unknown.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is the type of 0 rows");
    }

    @Test
    void whatFitsNoRowIsUnknownAndHasNoTag() {
        RawJson data = json("{'own':'event','brand':'new'}");
        EventTable.Match<Object> match = table(RequiredMembers.NONE).match(data);
        assertThat(match.type()).isEqualTo(Unknown.class);
        assertThat(match.tag()).isNull();
        Jsep offer = Jsep.offer("v=0");
        assertThat(match.decode(json("{'type':'offer','sdp':'v=0'}"))).isEqualTo(new Unknown(data, offer));
    }

    @Test
    void anUnknownEventIsDeliveredWithoutWhatIsNoDescription() {
        EventTable.Match<Object> match = table(RequiredMembers.NONE).match(FOUND);
        for (String half : new String[] {"{}", "{'type':'offer'}", "'none'", "[]"}) {
            assertThat(match.undecoded(json(half))).as(half).isEqualTo(new Unknown(FOUND, null));
        }
    }

    @Test
    void whatIsListedByHandIsMandatory() {
        RequiredMembers required = RequiredMembers.builder()
                .add(IceCandidate.class, "candidate", "usernameFragment.inner")
                .build();
        EventTable<Object> table = table(required);
        assertThat(table.match(FOUND).decode(null)).isInstanceOf(IceCandidate.class);
        EventTable.Match<Object> without = table.match(json("{'result':{'event':'found','sdpMid':'0'}}"));
        assertThat(without.type()).isEqualTo(IceCandidate.class);
        assertThatThrownBy(() -> without.decode(null))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("'candidate' is mandatory");
        EventTable.Match<Object> inner =
                table.match(json("{'result':{'event':'found','candidate':'c','usernameFragment':{}}}"));
        assertThatThrownBy(() -> inner.decode(null)).hasMessageContaining("'usernameFragment.inner' is mandatory");
    }

    @Test
    void everyRowIsListed() {
        assertThat(table(RequiredMembers.NONE).tags())
                .isEqualTo(Map.of("result.event=found", IceCandidate.class, "result + !event", Jsep.class));
    }
}
