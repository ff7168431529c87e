// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.PluginTableTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The Streaming plugin's tables against the one read from Janus's source. */
class StreamingTableTest extends PluginTableTest {
    StreamingTableTest() {
        super(JanusStreamingPlugin.TYPE, StreamingErrorCode.values());
    }

    /** {@code configure} declares these as strings, and reads them as booleans. */
    @Override
    protected String typeOf(String request, String field, String typeInTable) {
        boolean switchOfAKind = field.equals("audio") || field.equals("video") || field.equals("data");
        return request.equals("configure") && switchOfAKind ? "boolean" : typeInTable;
    }

    /** Checked in each of {@code media}, and read from the body. */
    @Override
    protected Set<String> alsoRead(String request) {
        return request.equals("create") ? Set.of("buffermsg") : Set.of();
    }

    @Override
    protected int shapes(String request) {
        return switch (request) {
            case "create" -> 4;
            case "recording" -> 2;
            default -> 1;
        };
    }

    /** Where the table has a choice in one tag, the library has a row for each. */
    @Override
    protected String rowOf(String tag) {
        return switch (tag) {
            case "result.substream / result.temporal" -> "streaming=event + result.substream";
            case "result.spatial_layer / result.temporal_layer" -> "streaming=event + result.spatial_layer";
            default -> super.rowOf(tag);
        };
    }

    @Override
    protected Set<String> otherRows() {
        return Set.of("streaming=event + result.temporal", "streaming=event + result.temporal_layer");
    }

    @Test
    void theNumbersAreThoseOfJanus() {
        assertThat(StreamingProtocol.REQUESTS.stream().map(PluginRequest::name).distinct())
                .hasSize(15);
        assertThat(events()).hasSize(17);
        assertThat(StreamingErrorCode.values()).hasSize(13);
    }

    @Test
    void eventsWithoutThePluginsKeyAreKnownToo() {
        assertThat(received("{'event':'edited','id':7,'metadata':'m'}")).isInstanceOf(StreamingEvent.Edited.class);
        assertThat(received("{'event':'rtsp-disconnected','id':7}"))
                .isInstanceOf(StreamingEvent.RtspDisconnected.class);
    }

    @Test
    void oneLayerAloneIsEnough() {
        assertThat(received("{'streaming':'event','result':{'temporal':1}}"))
                .isInstanceOf(StreamingEvent.SimulcastLayer.class);
        assertThat(received("{'streaming':'event','result':{'mid':'v','temporal_layer':1}}"))
                .isInstanceOf(StreamingEvent.SvcLayer.class);
    }

    @Test
    void theSecondShapeOfARequestIsChosenByItsRecord() {
        assertThat(StreamingRequest.StopRecording.builder()
                        .id(JanusId.of(1))
                        .action("start")
                        .build()
                        .action())
                .isEqualTo("stop");
    }

    @Test
    void anEventOfAStrangeShapeIsUnknown() {
        assertThat(received("{'streaming':'event','result':{'status':'levitating'}}"))
                .isInstanceOf(StreamingEvent.Unknown.class);
    }
}
