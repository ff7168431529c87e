// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static dev.janusclient.admin.AdminCall.handle;
import static dev.janusclient.admin.AdminCall.server;
import static dev.janusclient.admin.AdminCall.session;

import dev.janusclient.message.ServerInfo;
import java.util.List;

/** The admin API's table: every request and what its reply becomes. */
final class AdminProtocol {
    static final AdminCall<Void, ServerInfo> INFO = server("info", ServerInfo.class);
    static final AdminCall<Void, AdminReply.Done> PING = server("ping", AdminReply.Done.class);
    static final AdminCall<Void, AdminReply.Status> GET_STATUS =
            server("get_status", AdminReply.Status.class).lift("status");

    static final AdminCall<AdminRequest.Timeout, AdminReply.Timeout> SET_SESSION_TIMEOUT =
            server("set_session_timeout", AdminRequest.Timeout.class, AdminReply.Timeout.class);
    static final AdminCall<AdminRequest.Timeout, AdminReply.Timeout> SET_ONE_SESSIONS_TIMEOUT =
            session("set_session_timeout", AdminRequest.Timeout.class, AdminReply.Timeout.class);
    static final AdminCall<AdminRequest.Level, AdminReply.Level> SET_LOG_LEVEL =
            server("set_log_level", AdminRequest.Level.class, AdminReply.Level.class);
    static final AdminCall<AdminRequest.Debug, AdminReply.LockingDebug> SET_LOCKING_DEBUG =
            server("set_locking_debug", AdminRequest.Debug.class, AdminReply.LockingDebug.class);
    static final AdminCall<AdminRequest.Debug, AdminReply.RefcountDebug> SET_REFCOUNT_DEBUG =
            server("set_refcount_debug", AdminRequest.Debug.class, AdminReply.RefcountDebug.class);
    static final AdminCall<AdminRequest.Debug, AdminReply.LibniceDebug> SET_LIBNICE_DEBUG =
            server("set_libnice_debug", AdminRequest.Debug.class, AdminReply.LibniceDebug.class);
    static final AdminCall<AdminRequest.LogTimestamps, AdminReply.LogTimestamps> SET_LOG_TIMESTAMPS =
            server("set_log_timestamps", AdminRequest.LogTimestamps.class, AdminReply.LogTimestamps.class);
    static final AdminCall<AdminRequest.LogColors, AdminReply.LogColors> SET_LOG_COLORS =
            server("set_log_colors", AdminRequest.LogColors.class, AdminReply.LogColors.class);
    static final AdminCall<AdminRequest.MinNackQueue, AdminReply.MinNackQueue> SET_MIN_NACK_QUEUE =
            server("set_min_nack_queue", AdminRequest.MinNackQueue.class, AdminReply.MinNackQueue.class);
    static final AdminCall<AdminRequest.NackOptimizations, AdminReply.NackOptimizations> SET_NACK_OPTIMIZATIONS =
            server("set_nack_optimizations", AdminRequest.NackOptimizations.class, AdminReply.NackOptimizations.class);
    static final AdminCall<AdminRequest.NoMediaTimer, AdminReply.NoMediaTimer> SET_NO_MEDIA_TIMER =
            server("set_no_media_timer", AdminRequest.NoMediaTimer.class, AdminReply.NoMediaTimer.class);
    static final AdminCall<AdminRequest.SlowlinkThreshold, AdminReply.SlowlinkThreshold> SET_SLOWLINK_THRESHOLD =
            server("set_slowlink_threshold", AdminRequest.SlowlinkThreshold.class, AdminReply.SlowlinkThreshold.class);
    static final AdminCall<AdminRequest.Accept, AdminReply.Accepting> ACCEPT_NEW_SESSIONS =
            server("accept_new_sessions", AdminRequest.Accept.class, AdminReply.Accepting.class);

    static final AdminCall<AdminRequest.MessagePlugin, AdminReply.Response> MESSAGE_PLUGIN =
            server("message_plugin", AdminRequest.MessagePlugin.class, AdminReply.Response.class);
    static final AdminCall<AdminRequest.QueryTransport, AdminReply.Response> QUERY_TRANSPORT =
            server("query_transport", AdminRequest.QueryTransport.class, AdminReply.Response.class);
    static final AdminCall<AdminRequest.QueryEventHandler, AdminReply.Response> QUERY_EVENTHANDLER =
            server("query_eventhandler", AdminRequest.QueryEventHandler.class, AdminReply.Response.class);
    static final AdminCall<AdminRequest.QueryLogger, AdminReply.Response> QUERY_LOGGER =
            server("query_logger", AdminRequest.QueryLogger.class, AdminReply.Response.class);
    static final AdminCall<AdminRequest.CustomEvent, AdminReply.Done> CUSTOM_EVENT =
            server("custom_event", AdminRequest.CustomEvent.class, AdminReply.Done.class);
    static final AdminCall<AdminRequest.CustomLogline, AdminReply.Done> CUSTOM_LOGLINE =
            server("custom_logline", AdminRequest.CustomLogline.class, AdminReply.Done.class);

    static final AdminCall<AdminRequest.TokenPlugins, AdminReply.Plugins> ADD_TOKEN = server(
                    "add_token", AdminRequest.TokenPlugins.class, AdminReply.Plugins.class)
            .lift("data");
    static final AdminCall<Void, AdminReply.Tokens> LIST_TOKENS =
            server("list_tokens", AdminReply.Tokens.class).lift("data");
    static final AdminCall<AdminRequest.TokenPlugins, AdminReply.Plugins> ALLOW_TOKEN = server(
                    "allow_token", AdminRequest.TokenPlugins.class, AdminReply.Plugins.class)
            .lift("data");
    static final AdminCall<AdminRequest.TokenPlugins, AdminReply.Plugins> DISALLOW_TOKEN = server(
                    "disallow_token", AdminRequest.TokenPlugins.class, AdminReply.Plugins.class)
            .lift("data");
    static final AdminCall<AdminRequest.Token, AdminReply.Done> REMOVE_TOKEN =
            server("remove_token", AdminRequest.Token.class, AdminReply.Done.class);

    static final AdminCall<AdminRequest.Address, AdminReply.Resolved> RESOLVE_ADDRESS =
            server("resolve_address", AdminRequest.Address.class, AdminReply.Resolved.class);
    static final AdminCall<AdminRequest.StunTest, AdminReply.StunTest> TEST_STUN =
            server("test_stun", AdminRequest.StunTest.class, AdminReply.StunTest.class);
    static final AdminCall<Void, AdminReply.Loops> LOOPS_INFO = server("loops_info", AdminReply.Loops.class);

    static final AdminCall<Void, AdminReply.Sessions> LIST_SESSIONS =
            server("list_sessions", AdminReply.Sessions.class);
    static final AdminCall<Void, AdminReply.Done> DESTROY_SESSION =
            session("destroy_session", Void.class, AdminReply.Done.class);
    static final AdminCall<Void, AdminReply.Handles> LIST_HANDLES =
            session("list_handles", Void.class, AdminReply.Handles.class);

    static final AdminCall<AdminRequest.HandleInfo, AdminReply.Handle> HANDLE_INFO =
            handle("handle_info", AdminRequest.HandleInfo.class, AdminReply.Handle.class);
    static final AdminCall<Void, AdminReply.Done> DETACH_HANDLE =
            handle("detach_handle", Void.class, AdminReply.Done.class);
    static final AdminCall<Void, AdminReply.Done> HANGUP_WEBRTC =
            handle("hangup_webrtc", Void.class, AdminReply.Done.class);
    static final AdminCall<AdminRequest.PacketDump, AdminReply.Done> START_PCAP =
            handle("start_pcap", AdminRequest.PacketDump.class, AdminReply.Done.class);
    static final AdminCall<Void, AdminReply.Done> STOP_PCAP = handle("stop_pcap", Void.class, AdminReply.Done.class);
    static final AdminCall<AdminRequest.PacketDump, AdminReply.Done> START_TEXT2PCAP =
            handle("start_text2pcap", AdminRequest.PacketDump.class, AdminReply.Done.class);
    static final AdminCall<Void, AdminReply.Done> STOP_TEXT2PCAP =
            handle("stop_text2pcap", Void.class, AdminReply.Done.class);

    /** Every request there is. */
    static final List<AdminCall<?, ?>> CALLS = List.of(
            INFO,
            PING,
            GET_STATUS,
            SET_SESSION_TIMEOUT,
            SET_ONE_SESSIONS_TIMEOUT,
            SET_LOG_LEVEL,
            SET_LOCKING_DEBUG,
            SET_REFCOUNT_DEBUG,
            SET_LIBNICE_DEBUG,
            SET_LOG_TIMESTAMPS,
            SET_LOG_COLORS,
            SET_MIN_NACK_QUEUE,
            SET_NACK_OPTIMIZATIONS,
            SET_NO_MEDIA_TIMER,
            SET_SLOWLINK_THRESHOLD,
            ACCEPT_NEW_SESSIONS,
            MESSAGE_PLUGIN,
            QUERY_TRANSPORT,
            QUERY_EVENTHANDLER,
            QUERY_LOGGER,
            CUSTOM_EVENT,
            CUSTOM_LOGLINE,
            ADD_TOKEN,
            LIST_TOKENS,
            ALLOW_TOKEN,
            DISALLOW_TOKEN,
            REMOVE_TOKEN,
            RESOLVE_ADDRESS,
            TEST_STUN,
            LOOPS_INFO,
            LIST_SESSIONS,
            DESTROY_SESSION,
            LIST_HANDLES,
            HANDLE_INFO,
            DETACH_HANDLE,
            HANGUP_WEBRTC,
            START_PCAP,
            STOP_PCAP,
            START_TEXT2PCAP,
            STOP_TEXT2PCAP);

    private AdminProtocol() {}
}
