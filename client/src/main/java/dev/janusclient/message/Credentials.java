package dev.janusclient.message;

import org.jspecify.annotations.Nullable;

/** The secrets that go with every request, ready for the wire. */
public final class Credentials {
    /** For a server that asks for none. */
    public static final Credentials NONE = new Credentials(null, null);

    private final byte[] members;

    /** Either or both may be absent. */
    public Credentials(@Nullable Secret apiSecret, @Nullable Secret token) {
        FrameWriter out = new FrameWriter(64);
        if (apiSecret != null) {
            out.ascii(",\"apisecret\":").raw(Json.encode(String.class, apiSecret.reveal()));
        }
        if (token != null) {
            out.ascii(",\"token\":").raw(Json.encode(String.class, token.reveal()));
        }
        members = out.toBytes();
    }

    private Credentials(byte[] members) {
        this.members = members;
    }

    /** The secret that goes with every request to the admin API. */
    public static Credentials admin(Secret adminSecret) {
        return new Credentials(new FrameWriter(64)
                .ascii(",\"admin_secret\":")
                .raw(Json.encode(String.class, adminSecret.reveal()))
                .toBytes());
    }

    byte[] members() {
        return members;
    }

    @Override
    public String toString() {
        return members.length == 0 ? "none" : "***";
    }
}
