/*
 * Stands in for Janus's WebSocket API, and answers faster than any client can ask: one thread, one epoll set, texts that
 * were laid out beforehand as Janus lays its own out. It checks nothing and keeps nothing; it is no gateway to test with.
 *
 *   stub each|batched     writes one message at a time, as Janus does, or all that one read has led to
 *
 * It prints its port, and ends when its standard input does. "exists" is answered at once; other requests of plugins by an
 * ack and an event; {"request":"bench.burst","count":N} by an ack, N events of a video room, and one event that carries the
 * request's transaction.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include "wire.h"

/* In the texts: \1 transaction, \2 session, \3 sender, \4 an id that nobody has yet, \5 which event of a burst it is. */
#define HEAD(kind) "{\n   \"janus\": \"" kind "\",\n"
#define OF_SESSION "   \"session_id\": \2"
#define ANSWERS ",\n   \"transaction\": \"\1\""
#define FROM ",\n   \"sender\": \3"
#define PLUGIN(name, data) ",\n   \"plugindata\": {\n      \"plugin\": \"janus.plugin." name "\",\n      \"data\": {\n" data "\n      }\n   }\n}"
#define NEW_ID ",\n   \"data\": {\n      \"id\": \4\n   }\n}"
#define IN_ROOM(kind) "         \"videoroom\": \"" kind "\",\n         \"room\": 1234"
#define MEMBER(text) ",\n         " text
#define ROOM_EVENT(data) HEAD("event") OF_SESSION FROM PLUGIN("videoroom", data)

static const char PONG[] = HEAD("pong") "   \"transaction\": \"\1\"\n}";
static const char ACK[] = HEAD("ack") OF_SESSION ANSWERS "\n}";
static const char DONE[] = HEAD("success") OF_SESSION ANSWERS "\n}";
static const char CREATED[] = HEAD("success") "   \"transaction\": \"\1\"" NEW_ID;
static const char ATTACHED[] = HEAD("success") OF_SESSION ANSWERS NEW_ID;
static const char EXISTS[] =
	HEAD("success") OF_SESSION ANSWERS FROM PLUGIN("videoroom", IN_ROOM("success") MEMBER("\"exists\": true"));
static const char ECHO[] = HEAD("event") OF_SESSION ANSWERS FROM PLUGIN(
	"echotest", "         \"echotest\": \"event\",\n         \"result\": \"ok\"");
static const char BURST_OVER[] = HEAD("event") OF_SESSION ANSWERS FROM PLUGIN(
	"videoroom", IN_ROOM("event") MEMBER("\"configured\": \"ok\""));
static const char UNKNOWN[] =
	HEAD("error") "   \"transaction\": \"\1\",\n   \"error\": {\n      \"code\": 453,\n      \"reason\": \"Unknown request\"\n   }\n}";
static const char INFO[] = HEAD("server_info")
	"   \"transaction\": \"\1\",\n   \"name\": \"Janus WebRTC Server\",\n   \"version\": 1102,\n"
	"   \"version_string\": \"1.1.2\",\n   \"author\": \"Meetecho s.r.l.\",\n   \"session-timeout\": 60,\n"
	"   \"reclaim-session-timeout\": 60,\n   \"server-name\": \"Stub\",\n   \"api_secret\": false,\n"
	"   \"auth_token\": false,\n   \"dependencies\": {},\n   \"transports\": {},\n   \"events\": {},\n"
	"   \"loggers\": {},\n   \"plugins\": {}\n}";

/* What a room says while people come, talk and go. */
#define PUBLISHER(id, name, stream) ",\n         \"publishers\": [\n            {\n               \"id\": " id \
	",\n               \"display\": \"" name "\",\n               \"dummy\": false,\n               \"streams\": [\n" \
	"                  {\n" stream "\n                  }\n               ],\n               \"talking\": false\n            }\n         ]"
#define STREAM(type, codec) "                     \"type\": \"" type "\",\n                     \"mindex\": 0,\n" \
	"                     \"mid\": \"0\",\n                     \"codec\": \"" codec "\""
static const char *const ROOM_TALK[] = {
	ROOM_EVENT(IN_ROOM("event") PUBLISHER("7310442891276125", "ann", STREAM("audio", "opus"))),
	ROOM_EVENT(IN_ROOM("talking") MEMBER("\"id\": \5") MEMBER("\"mindex\": 0") MEMBER("\"mid\": \"0\"")
		MEMBER("\"audio-level-dBov-avg\": 36.5")),
	ROOM_EVENT(IN_ROOM("stopped-talking") MEMBER("\"id\": \5") MEMBER("\"mindex\": 0") MEMBER("\"mid\": \"0\"")
		MEMBER("\"audio-level-dBov-avg\": 88.25")),
	ROOM_EVENT(IN_ROOM("event") PUBLISHER("2216409953170418", "ben", STREAM("video", "vp8"))),
	ROOM_EVENT(IN_ROOM("event") MEMBER("\"unpublished\": 7310442891276125")),
	ROOM_EVENT(IN_ROOM("event") MEMBER("\"leaving\": 7310442891276125")),
};
enum { TALKS = sizeof ROOM_TALK / sizeof *ROOM_TALK, MOST_AHEAD = 256 * 1024, MOST_BURSTS = 16 };

typedef struct { const char *at; size_t n; } Text;
typedef struct { Text janus, transaction, session, handle, request, count; } Request;

typedef struct {
	long left, said;
	Request asked;              /* its texts are copied into */
	char copy[256];
} Burst;

typedef struct {
	int fd, greeted, broken, watches_output;
	Bytes in, out;
	Burst *bursts;              /* those of its handles, in turns; from the first on */
	int running, turn;
} Peer;

static int poller, one_by_one;
static uint64_t last_id = 4000000000000000u;

static int is(Text text, const char *word) { return text.n == strlen(word) && !memcmp(text.at, word, text.n); }

/* Finds the members that matter, wherever they are; a string followed by a colon is a name. */
static Request read_request(const char *p, size_t n) {
	Request r = {0};
	const char *end = p + n;
	Text *wanted = NULL;
	while (p < end) {
		if (*p == '"') {
			const char *from = ++p;
			while (p < end && *p != '"') p += *p == '\\' ? 2 : 1;
			Text text = {from, p++ - from};
			if (wanted) {
				*wanted = text;
				wanted = NULL;
			} else if (p < end && *p == ':') {
				wanted = is(text, "janus") ? &r.janus : is(text, "transaction") ? &r.transaction
					: is(text, "session_id") ? &r.session : is(text, "handle_id") ? &r.handle
					: is(text, "request") ? &r.request : is(text, "count") ? &r.count : NULL;
			}
		} else if (wanted && *p >= '0' && *p <= '9') {
			const char *from = p;
			while (p < end && *p >= '0' && *p <= '9') p++;
			*wanted = (Text){from, p - from};
			wanted = NULL;
		} else {
			if (*p == '{' || *p == '[' || *p == ',') wanted = NULL;
			p++;
		}
	}
	return r;
}

static void drain(Peer *peer) {
	Bytes *out = &peer->out;
	while (out->from < out->to) {
		ssize_t n = send(peer->fd, out->at + out->from, out->to - out->from, MSG_NOSIGNAL);
		if (n < 0) {
			if (errno != EAGAIN) peer->broken = 1;
			break;
		}
		out->from += n;
	}
	int more = out->from < out->to || peer->running > 0;
	if (more != peer->watches_output && !peer->broken) {
		struct epoll_event watch = {EPOLLIN | (more ? EPOLLOUT : 0), {.ptr = peer}};
		epoll_ctl(poller, EPOLL_CTL_MOD, peer->fd, &watch);
		peer->watches_output = more;
	}
}

static char *append(char *to, Text text) {
	memcpy(to, text.at, text.n);
	return to + text.n;
}

static void say(Peer *peer, const char *text, const Request *r, long number) {
	char message[4096], *to = message, id[24];
	for (;;) {
		size_t n = strcspn(text, "\1\2\3\4\5");
		to = append(to, (Text){text, n});
		text += n;
		if (!*text) break;
		switch (*text++) {
			case 1: to = append(to, r->transaction); break;
			case 2: to = append(to, r->session); break;
			case 3: to = append(to, r->handle); break;
			case 4: to = append(to, (Text){id, sprintf(id, "%lu", ++last_id)}); break;
			default: to = append(to, (Text){id, sprintf(id, "%ld", number)});
		}
	}
	put_frame(&peer->out, 0x81, message, to - message);
	if (one_by_one) drain(peer);
}

static Text kept(char **room, Text text) {
	Text copy = {*room, text.n};
	*room = append(*room, text);
	return copy;
}

static void copy_burst(Burst *to, const Burst *from) {
	char *room = to->copy;
	to->left = from->left;
	to->said = from->said;
	to->asked.transaction = kept(&room, from->asked.transaction);
	to->asked.session = kept(&room, from->asked.session);
	to->asked.handle = kept(&room, from->asked.handle);
}

/* As much of the bursts as the socket takes. */
static void go_on(Peer *peer) {
	while (peer->running > 0 && peer->out.to - peer->out.from < (one_by_one ? 1 : MOST_AHEAD) && !peer->broken) {
		int turn = ++peer->turn % peer->running;
		Burst *burst = &peer->bursts[turn];
		say(peer, ROOM_TALK[burst->said % TALKS], &burst->asked, burst->said + 1);
		burst->said++;
		if (--burst->left == 0) {
			say(peer, BURST_OVER, &burst->asked, 0);
			peer->turn = 0;
			Burst last = peer->bursts[--peer->running];
			if (turn < peer->running) copy_burst(burst, &last);
		}
	}
}

static void begin_burst(Peer *peer, const Request *r) {
	if (peer->running == MOST_BURSTS || r->transaction.n + r->session.n + r->handle.n > sizeof peer->bursts->copy) return;
	if (!peer->bursts) peer->bursts = calloc(MOST_BURSTS, sizeof *peer->bursts);
	Burst asked = {.left = atol(r->count.at), .asked = *r};
	copy_burst(&peer->bursts[peer->running++], &asked);
	go_on(peer);
}

static void answer(Peer *peer, const char *json, size_t n) {
	Request r = read_request(json, n);
	if (is(r.janus, "message")) {
		if (is(r.request, "exists")) {
			say(peer, EXISTS, &r, 0);
		} else {
			say(peer, ACK, &r, 0);
			if (is(r.request, "bench.burst")) begin_burst(peer, &r);
			else say(peer, ECHO, &r, 0);
		}
	} else if (is(r.janus, "keepalive") || is(r.janus, "trickle")) say(peer, ACK, &r, 0);
	else if (is(r.janus, "create")) say(peer, CREATED, &r, 0);
	else if (is(r.janus, "attach")) say(peer, ATTACHED, &r, 0);
	else if (is(r.janus, "info")) say(peer, INFO, &r, 0);
	else if (is(r.janus, "ping")) say(peer, PONG, &r, 0);
	else say(peer, is(r.janus, "claim") || is(r.janus, "destroy") || is(r.janus, "detach") || is(r.janus, "hangup") ? DONE : UNKNOWN, &r, 0);
}

static void read_frames(Peer *peer) {
	Frame frame;
	while (!peer->broken && next_frame(&peer->in, &frame)) {
		if (frame.kind == 1) answer(peer, frame.text, frame.n);
		else if (frame.kind == 9) { put_frame(&peer->out, 0x8A, frame.text, frame.n); drain(peer); }
		else if (frame.kind == 8) { put_frame(&peer->out, 0x88, frame.text, frame.n < 2 ? 0 : 2); drain(peer); peer->broken = 1; }
	}
}

static void hear(Peer *peer) {
	char *room = room_for(&peer->in, 64 * 1024);
	ssize_t n = recv(peer->fd, room, 64 * 1024, 0);
	if (n == 0 || (n < 0 && errno != EAGAIN)) {
		peer->broken = 1;
		return;
	}
	if (n > 0) peer->in.to += n;
	if (!peer->greeted) {
		char greeting[512];
		int length = greet(&peer->in, greeting, sizeof greeting);
		if (length < 0) peer->broken = 1;
		if (length <= 0) return;
		peer->greeted = 1;
		memcpy(room_for(&peer->out, length), greeting, length);
		peer->out.to += length;
	}
	read_frames(peer);
	go_on(peer);
	drain(peer);
	give_back(&peer->in);
	give_back(&peer->out);
}

static void welcome(int door) {
	int fd, yes = 1;
	while ((fd = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		Peer *peer = calloc(1, sizeof *peer);
		peer->fd = fd;
		struct epoll_event watch = {EPOLLIN, {.ptr = peer}};
		epoll_ctl(poller, EPOLL_CTL_ADD, fd, &watch);
	}
}

int main(int count, char **args) {
	one_by_one = count > 1 && !strcmp(args[1], "each");
	signal(SIGPIPE, SIG_IGN);
	struct rlimit files;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	struct sockaddr_in address = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}};
	socklen_t length = sizeof address;
	int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (bind(door, (void *)&address, sizeof address) || listen(door, 4096) || getsockname(door, (void *)&address, &length)) {
		perror("stub");
		return 1;
	}
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	poller = epoll_create1(0);
	struct epoll_event events[256], watch_door = {EPOLLIN, {.ptr = &door}}, watch_input = {EPOLLIN, {.ptr = NULL}};
	epoll_ctl(poller, EPOLL_CTL_ADD, door, &watch_door);
	epoll_ctl(poller, EPOLL_CTL_ADD, 0, &watch_input);
	for (;;) {
		int n = epoll_wait(poller, events, 256, -1);
		for (int i = 0; i < n; i++) {
			Peer *peer = events[i].data.ptr;
			char byte;
			if (!peer) {
				if (read(0, &byte, 1) <= 0) return 0;
			} else if ((void *)peer == &door) {
				welcome(door);
			} else {
				if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) hear(peer);
				if (!peer->broken && events[i].events & EPOLLOUT) { drain(peer); go_on(peer); drain(peer); }
				if (peer->broken) {
					close(peer->fd);
					free(peer->in.at);
					free(peer->out.at);
					free(peer->bursts);
					free(peer);
				}
			}
		}
	}
}
