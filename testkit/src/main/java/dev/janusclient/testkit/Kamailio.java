// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A SIP registrar and proxy with digest authentication: the real Kamailio on a UDP port of its own. Anybody may call
 * anybody who is registered.
 */
public final class Kamailio implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final List<String> MODULES = List.of(
            "kex", "tm", "tmx", "sl", "rr", "pv", "maxfwd", "usrloc", "registrar", "textops", "siputils", "auth");

    private static final String ROUTING =
            """
            request_route {
              if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
              if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
              if (has_totag()) {
                if (loose_route() || is_method("ACK")) { t_relay(); exit; }
                if ($rU != $null) t_relay(); else sl_send_reply("404", "Not Here");
                exit;
              }
              t_check_trans();
              if (is_method("REGISTER")) route(REGISTER);
              if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
              record_route();
              if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
              t_relay();
            }
            """;

    private final TempFolder folder = new TempFolder("kamailio-");
    private final String address;
    private final int port;
    private final ChildProcess process;

    private Kamailio(String address, String realm, Map<String, String> passwords) {
        this.address = address;
        this.port = FreePort.udp(address);
        folder.folder("run");
        String config = folder.write("kamailio.cfg", config(realm, passwords)).toString();
        process = ChildProcess.start(
                "Kamailio",
                List.of(
                        "kamailio",
                        "-f",
                        config,
                        "-DD",
                        "-E",
                        "-m",
                        "16",
                        "-M",
                        "4",
                        "-Y",
                        folder.resolve("run").toString(),
                        "-P",
                        folder.resolve("kamailio.pid").toString()),
                folder.path(),
                folder.resolve("kamailio.log"));
        awaitListening();
    }

    /**
     * Starts Kamailio on 127.0.0.1.
     *
     * @param realm the realm of the digest
     * @param passwords who may register, and with which password
     */
    public static Kamailio start(String realm, Map<String, String> passwords) {
        return start("127.0.0.1", realm, passwords);
    }

    /** Starts Kamailio on an address of this machine. */
    public static Kamailio start(String address, String realm, Map<String, String> passwords) {
        return new Kamailio(address, realm, Map.copyOf(passwords));
    }

    /** {@code host:port}. */
    public String hostAndPort() {
        return address + ":" + port;
    }

    /** {@code sip:host:port}, for {@code proxy} in a register request. */
    public String proxy() {
        return "sip:" + hostAndPort();
    }

    /** The address of record of a user. */
    public String uri(String user) {
        return "sip:" + user + "@" + hostAndPort();
    }

    /** Everything Kamailio logged. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!FreePort.isUdpPortTaken(port)) {
            boolean ended = process.awaitExit(TICK);
            if (ended || System.nanoTime() - deadline > 0) {
                String why = ended ? "ended with exit code " + process.exitCode() : "does not listen";
                IllegalStateException failure =
                        new IllegalStateException("Kamailio " + why + ". The end of its log:\n" + process.logTail(30));
                close();
                throw failure;
            }
        }
    }

    private String config(String realm, Map<String, String> passwords) {
        StringBuilder text = new StringBuilder(
                        "#!KAMAILIO\ndebug=2\nlog_stderror=yes\nfork=yes\nchildren=2\ndisable_tcp=yes\n")
                .append("auto_aliases=no\nlisten=udp:")
                .append(hostAndPort())
                .append('\n');
        MODULES.forEach(module -> text.append("loadmodule \"").append(module).append(".so\"\n"));
        text.append("modparam(\"usrloc\", \"db_mode\", 0)\nmodparam(\"auth\", \"nonce_expire\", 60)\n")
                .append(ROUTING);
        text.append("route[REGISTER] {\n  $var(allowed) = 0;\n");
        passwords.forEach((user, password) -> text.append("  if ($fU == \"")
                .append(user)
                .append("\" && pv_www_authenticate(\"")
                .append(realm)
                .append("\", \"")
                .append(password)
                .append("\", \"0\")) $var(allowed) = 1;\n"));
        return text.append("  if ($var(allowed) == 0) { www_challenge(\"")
                .append(realm)
                .append("\", \"0\"); exit; }\n  save(\"location\");\n  exit;\n}\n")
                .toString();
    }
}
