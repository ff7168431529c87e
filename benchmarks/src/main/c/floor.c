/*
 * What a client can't be cheaper than: one thread that writes frames made beforehand and counts answers by their headers.
 * It knows no transaction, decodes nothing and checks nothing.
 *
 *   floor PORT     then, a line each on standard input: sync|async|burst IN_FLIGHT COUNT
 *
 * It speaks as the other programs under measurement do: "ready"; then for each line "ran", and its figures.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "wire.h"

static int fd;
static Bytes in;

static double micros(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void fail(const char *what) {
	printf("failed %s\n", what);
	exit(1);
}

static void transmit(const char *p, size_t n) {
	while (n > 0) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
		if (sent < 0) fail("send");
		p += sent, n -= sent;
	}
}

static void hear(void) {
	ssize_t n = recv(fd, room_for(&in, 256 * 1024), 256 * 1024, 0);
	if (n <= 0) fail("the server has gone");
	in.to += n;
}

/* The next answer, if it is there. A ping is answered, as every other client does: its turn may be minutes away. */
static int next_answer(Frame *frame) {
	while (next_frame(&in, frame)) {
		if (frame->kind != 9) return 1;
		transmit("\x8a\x80\0\0\0\0", 6);
	}
	return 0;
}

static Frame await(void) {
	Frame frame;
	while (!next_answer(&frame)) hear();
	return frame;
}

/* Waits for a line of work, and for pings meanwhile. */
static int next_line(char *line, int size) {
	struct pollfd both[2] = {{STDIN_FILENO, POLLIN, 0}, {fd, POLLIN, 0}};
	Frame frame;
	while (poll(both, 2, -1) > 0 && !both[0].revents) {
		hear();
		while (next_answer(&frame));
	}
	return fgets(line, size, stdin) != NULL;
}

/* A masked frame whose key is 0, which is allowed and costs nothing. */
static size_t frame_of(const char *json, char *to) {
	size_t n = strlen(json), head = n < 126 ? 2 : 4;
	to[0] = (char)0x81;
	to[1] = (char)(0x80 | (n < 126 ? n : 126));
	if (n >= 126) to[2] = n >> 8, to[3] = n;
	memset(to + head, 0, 4);
	memcpy(to + head + 4, json, n);
	return head + 4 + n;
}

static long long made(const char *json) {
	char request[512];
	transmit(request, frame_of(json, request));
	Frame answer = await();
	char *id = memmem(answer.text, answer.n, "\"id\":", 5);
	if (!id) fail("no id in the answer");
	return atoll(id + 5);
}

static int ascending(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void ran(double took, long count, double *latency) {
	puts("ran");
	fflush(stdout);
	printf("rate=%.0f", count * 1e6 / took);
	if (latency) {
		qsort(latency, count, sizeof *latency, ascending);
		printf(" p50=%.2f p99=%.2f", latency[count / 2], latency[count * 99 / 100]);
	}
	putchar('\n');
	fflush(stdout);
}

/* An ack tells itself by what stands second in every answer; it does not end an async request. */
static int ends(Frame frame, int async) {
	return !async || !memmem(frame.text, frame.n < 24 ? frame.n : 24, "\"ack\"", 5);
}

static void requests(const char *frame, size_t n, int in_flight, long count, int async) {
	char *many = malloc(n * in_flight);
	for (int i = 0; i < in_flight; i++) memcpy(many + i * n, frame, n);
	double *latency = malloc(sizeof *latency * count), began = micros();
	long sent = 0, done = 0;
	while (done < count) {
		long more = in_flight - (sent - done);
		if (more > count - sent) more = count - sent;
		if (more > 0) {
			double now = micros();
			for (int i = 0; i < more; i++) latency[sent + i] = now;
			transmit(many, n * more);
			sent += more;
		}
		hear();
		Frame answer;
		double now = micros();
		while (next_answer(&answer))
			if (ends(answer, async)) {
				latency[done] = now - latency[done];
				done++;
			}
	}
	ran(micros() - began, count, latency);
	free(latency);
	free(many);
}

static void burst(long long session, long long handle, long count) {
	char json[512], frame[512];
	sprintf(json, "{\"janus\":\"message\",\"transaction\":\"floor\",\"session_id\":%lld,\"handle_id\":%lld,"
		"\"body\":{\"request\":\"bench.burst\",\"count\":%ld}}", session, handle, count);
	double began = micros();
	transmit(frame, frame_of(json, frame));
	for (long left = count + 2; left > 0; left--) await();
	ran(micros() - began, count, NULL);
}

int main(int count, char **args) {
	struct sockaddr_in address = {AF_INET, htons(count > 1 ? atoi(args[1]) : 0), {htonl(INADDR_LOOPBACK)}, {0}};
	int yes = 1;
	fd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (connect(fd, (void *)&address, sizeof address)) fail("connect");
	static const char UPGRADE[] = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Key: bm9uY2Ugb2YgdGhlIGZsbw==\r\nSec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Protocol: janus-protocol\r\n\r\n";
	transmit(UPGRADE, sizeof UPGRADE - 1);
	char *end;
	do hear(); while (!(end = memmem(in.at, in.to, "\r\n\r\n", 4)));
	in.from = end + 4 - in.at;

	char json[512], sync[512], async[512];
	long long session = made("{\"janus\":\"create\",\"transaction\":\"floor\"}"), handles[2];
	for (int i = 0; i < 2; i++) {
		sprintf(json, "{\"janus\":\"attach\",\"transaction\":\"floor\",\"session_id\":%lld,\"plugin\":\"janus.plugin.%s\"}",
			session, i ? "echotest" : "videoroom");
		handles[i] = made(json);
	}
	const char *message = "{\"janus\":\"message\",\"transaction\":\"abcdefghijklmnop\",\"session_id\":%lld,\"handle_id\":%lld,\"body\":%s}";
	sprintf(json, message, session, handles[0], "{\"request\":\"exists\",\"room\":1234}");
	size_t sync_size = frame_of(json, sync);
	sprintf(json, message, session, handles[1], "{\"audio\":true,\"video\":true}");
	size_t async_size = frame_of(json, async);
	puts("ready");
	fflush(stdout);

	char line[256], what[32];
	while (next_line(line, sizeof line)) {
		int in_flight;
		long times;
		if (sscanf(line, "%31s %d %ld", what, &in_flight, &times) != 3) fail("what is asked can't be read");
		if (!strcmp(what, "sync")) requests(sync, sync_size, in_flight, times, 0);
		else if (!strcmp(what, "async")) requests(async, async_size, in_flight, times, 1);
		else if (!strcmp(what, "burst")) burst(session, handles[0], times);
		else fail("it is not known here");
	}
}
