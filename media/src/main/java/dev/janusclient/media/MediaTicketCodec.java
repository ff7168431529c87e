// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.MediaTicketException.Fault;
import dev.janusclient.media.dtls.Fingerprint;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.srtp.SrtpKey;
import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a ticket before they are encrypted. */
final class MediaTicketCodec {
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private MediaTicketCodec() {}

    static byte[] write(MediaTicket ticket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, ticket.remoteAddress());
            out.writeByte(ticket.localAddresses().size());
            for (InetSocketAddress local : ticket.localAddresses()) {
                write(out, local);
            }
            write(out, ticket.localCredentials());
            write(out, ticket.remoteCredentials());
            out.writeInt(ticket.priority());
            out.writeUTF(ticket.originalKeys().local().profile().name());
            write(out, ticket.originalKeys().local());
            write(out, ticket.originalKeys().remote());
            out.writeUTF(ticket.format().codec().name());
            out.writeByte(ticket.format().payloadType());
            out.writeByte(ticket.format().telephoneEventType());
            out.writeUTF(ticket.direction().name());
            out.writeBoolean(ticket.mid() != null);
            out.writeUTF(ticket.mid() == null ? "" : ticket.mid());
            out.writeByte(ticket.midExtension());
            out.writeUTF(ticket.fingerprint().toString());
            out.writeLong(ticket.sdpSession());
            out.writeLong(ticket.sdpVersion());
            out.writeUTF(ticket.cname());
            out.writeLong(ticket.connectedAtMillis());
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, InetSocketAddress address) throws IOException {
        byte[] bytes = address.getAddress().getAddress();
        out.writeByte(bytes.length);
        out.write(bytes);
        out.writeShort(address.getPort());
    }

    private static void write(DataOutputStream out, IceCredentials credentials) throws IOException {
        out.writeUTF(credentials.ufrag());
        out.writeUTF(credentials.password());
    }

    private static void write(DataOutputStream out, SrtpKey key) throws IOException {
        byte[] secret = key.key();
        byte[] salt = key.salt();
        out.write(secret);
        out.write(salt);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(salt, (byte) 0);
    }

    /** Reads a ticket; the bytes are wiped. */
    static MediaTicket read(byte[] plain) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            return read(in);
        } catch (IOException | IllegalArgumentException e) {
            // What was sealed was written above: another version of this library wrote it otherwise.
            throw new MediaTicketException(Fault.MALFORMED, "the ticket is of a version that is not known", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static MediaTicket read(DataInputStream in) throws IOException {
        InetSocketAddress address = readAddress(in);
        List<InetSocketAddress> localAddresses = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            localAddresses.add(readAddress(in));
        }
        IceCredentials local = readCredentials(in);
        IceCredentials remote = readCredentials(in);
        int priority = in.readInt();
        SrtpProfile profile = SrtpProfile.valueOf(in.readUTF());
        SrtpKeys keys = new SrtpKeys(readKey(in, profile), readKey(in, profile));
        MediaFormat format = new MediaFormat(AudioCodec.valueOf(in.readUTF()), in.readByte(), in.readByte());
        Direction direction = Direction.valueOf(in.readUTF());
        boolean hasMid = in.readBoolean();
        String mid = in.readUTF();
        return new MediaTicket(
                address,
                localAddresses,
                local,
                remote,
                priority,
                keys,
                format,
                direction,
                hasMid ? mid : null,
                in.readUnsignedByte(),
                Fingerprint.parse(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readLong());
    }

    private static InetSocketAddress readAddress(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length != IPV4_LENGTH && length != IPV6_LENGTH) {
            throw new IllegalArgumentException("an address of " + length + " bytes");
        }
        return new InetSocketAddress(InetAddress.getByAddress(in.readNBytes(length)), in.readUnsignedShort());
    }

    private static IceCredentials readCredentials(DataInputStream in) throws IOException {
        return new IceCredentials(in.readUTF(), in.readUTF());
    }

    private static SrtpKey readKey(DataInputStream in, SrtpProfile profile) throws IOException {
        byte[] key = in.readNBytes(SrtpProfile.KEY_LENGTH);
        byte[] salt = in.readNBytes(profile.saltLength());
        try {
            return SrtpKey.of(profile, key, salt);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }
}
