// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.media;

import dev.janusclient.benchmarks.load.LoadProcess;
import dev.janusclient.benchmarks.load.Places;
import dev.janusclient.benchmarks.load.Report;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Legs that talk in pairs on one thread, in turns with a loop in C that does the same SRTP. */
public final class MediaBenchmark {
    private static final int LEGS = 500;

    /** Far fewer, because one core carries no 500 of Opus. */
    private static final int OPUS_LEGS = 30;

    private static final int PACKETS_PER_SECOND = 50;
    private static final int PAYLOAD = 160;
    private static final int CRYPTED = 400_000;

    /** One of twenty: ICE checks, of which a leg sends and answers one in 5 s, and RTCP reports allocate. */
    private static final double MAX_SHARE = 0.05;

    private final Report report;
    private final int rounds;
    private final int seconds;
    private final int warmUpSeconds;

    private MediaBenchmark(Report report) {
        this.report = report;
        this.rounds = report.quick() ? 2 : 5;
        this.seconds = report.quick() ? 3 : 10;
        this.warmUpSeconds = report.quick() ? 8 : 20;
    }

    /** {@code [--quick]}. */
    public static void main(String[] args) throws Exception {
        Report report = new Report(Places.report(), List.of(args).contains("--quick"));
        report.begin("media");
        new MediaBenchmark(report).run();
        report.end();
        report.printTargets();
    }

    private void run() throws Exception {
        String before = load();
        List<MediaRow> rows = new ArrayList<>();
        for (SrtpProfile profile : SrtpProfile.values()) {
            besideC(profile, rows);
        }
        rows.add(coded("ours, G.711, AES_CM", AudioCodec.PCMU, LEGS));
        rows.add(coded("ours, Opus, AES_CM", AudioCodec.OPUS, OPUS_LEGS));
        report.say(
                "legs that talk in pairs on one thread; load of the machine (1, 5, 15 minutes) %s → %s",
                before, load());
        MediaRow.header(report);
        rows.forEach(row -> row.print(report));
    }

    private static String load() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2];
    }

    private void besideC(SrtpProfile profile, List<MediaRow> rows) throws IOException {
        boolean gcm = profile == SrtpProfile.AEAD_AES_128_GCM;
        String name = gcm ? "GCM" : "AES_CM";
        MediaRow bare = new MediaRow("bare loop (C), " + name, LEGS);
        MediaRow legs = new MediaRow("ours, no codec, " + name, LEGS);
        List<String> command = List.of(
                Places.nativeProgram("srtp"), gcm ? "gcm" : "cm", String.valueOf(LEGS), String.valueOf(PAYLOAD));
        try (LoadProcess floor = LoadProcess.start("bare loop (C)", command);
                LoadProcess ours = ours(profile, AudioCodec.PCMU, "bytes")) {
            floor.awaitReady();
            begin(ours, legs, LEGS);
            for (int i = 0; i < rounds; i++) {
                report.progress(name + ", round " + (i + 1) + " of " + rounds);
                bare.talk(floor, seconds);
                legs.talk(ours, seconds);
                bare.crypt(floor, CRYPTED);
            }
            legs.countBytes(ours, seconds);
        }
        // In a process without legs, which would count as well.
        try (LoadProcess ours = ours(profile, AudioCodec.PCMU, "bytes")) {
            ours.awaitReady();
            ours.run("crypt", 0, CRYPTED);
            for (int i = 0; i < rounds; i++) {
                legs.crypt(ours, CRYPTED);
            }
        }
        rows.add(bare);
        rows.add(legs);
        report.target("CPU of a packet, " + name + ": × bare loop (C)", legs.cpu() / bare.cpu(), 2);
        report.target("SRTP of a packet alone, " + name + ": × OpenSSL", legs.crypt() / bare.crypt(), 2);
        report.target("p99 of the send jitter, " + LEGS + " legs, " + name + ", ms", legs.p99(), 2);
        if (!gcm) {
            report.target("share of packets with an allocation, " + name, legs.shareWithAllocation(), MAX_SHARE);
        }
    }

    private MediaRow coded(String title, AudioCodec codec, int count) throws IOException {
        MediaRow row = new MediaRow(title, count);
        try (LoadProcess ours = ours(SrtpProfile.AES_CM_128_HMAC_SHA1_80, codec, "coded")) {
            begin(ours, row, count);
            for (int i = 0; i < rounds; i++) {
                report.progress(title + ", round " + (i + 1) + " of " + rounds);
                row.talk(ours, seconds);
            }
            row.countBytes(ours, seconds);
        }
        report.target("heap of a leg, " + codec + ", KiB", row.heap(), 64);
        report.target("share of packets with an allocation, " + codec, row.shareWithAllocation(), MAX_SHARE);
        return row;
    }

    private static LoadProcess ours(SrtpProfile profile, AudioCodec codec, String payload) throws IOException {
        return LoadProcess.start(
                "ours", LoadProcess.java(MediaWork.class, List.of(), profile.name(), codec.name(), payload));
    }

    private void begin(LoadProcess ours, MediaRow row, int legs) throws IOException {
        ours.awaitReady();
        row.connect(ours);
        report.progress("warming up");
        ours.run("warm", 0, warmUpSeconds * legs * PACKETS_PER_SECOND);
    }
}
