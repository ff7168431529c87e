/* Growing buffers and WebSocket frames (RFC 6455), for the stub and the floor. */
#ifndef WIRE_H
#define WIRE_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct { char *at; size_t from, to, size; } Bytes;
typedef struct { int kind; char *text; size_t n; } Frame;

/* Room for so many bytes behind what is there. */
static inline char *room_for(Bytes *b, size_t n) {
	if (b->from == b->to) b->from = b->to = 0;
	if (b->to + n > b->size) {
		memmove(b->at, b->at + b->from, b->to - b->from);
		b->to -= b->from;
		b->from = 0;
		if (b->to + n > b->size) {
			b->size = 2 * (b->to + n);
			b->at = realloc(b->at, b->size);
		}
	}
	return b->at + b->to;
}

/* Ten thousand idle peers must not hold a big buffer each. */
static inline void give_back(Bytes *b) {
	if (b->from == b->to && b->size > 256 * 1024) {
		free(b->at);
		*b = (Bytes){0};
	}
}

static inline void put_frame(Bytes *b, int first, const char *text, size_t n) {
	unsigned char *p = (unsigned char *)room_for(b, n + 10);
	size_t head = 2;
	p[0] = first;
	if (n < 126) {
		p[1] = n;
	} else if (n < 65536) {
		p[1] = 126, p[2] = n >> 8, p[3] = n, head = 4;
	} else {
		p[1] = 127, head = 10;
		for (int i = 0; i < 8; i++) p[2 + i] = (uint64_t)n >> (56 - 8 * i);
	}
	memcpy(p + head, text, n);
	b->to += head + n;
}

/* Takes the next whole frame out, unmasked; 0 if it is not all there yet. Fragments count as frames. */
static inline int next_frame(Bytes *b, Frame *frame) {
	unsigned char *p = (unsigned char *)b->at + b->from;
	size_t there = b->to - b->from, head = 2;
	if (there < 2) return 0;
	uint64_t n = p[1] & 127;
	int masked = p[1] >> 7;
	if (n == 126) {
		if (there < 4) return 0;
		n = p[2] << 8 | p[3], head = 4;
	} else if (n == 127) {
		if (there < 10) return 0;
		n = 0, head = 10;
		for (int i = 0; i < 8; i++) n = n << 8 | p[2 + i];
	}
	if (there < head + 4 * masked + n) return 0;
	char *text = (char *)p + head + 4 * masked;
	if (masked) {
		uint64_t key, word;
		memcpy(&key, p + head, 4);
		memcpy((char *)&key + 4, p + head, 4);
		size_t i = 0;
		for (; key && i + 8 <= n; i += 8) {
			memcpy(&word, text + i, 8);
			word ^= key;
			memcpy(text + i, &word, 8);
		}
		for (; key && i < n; i++) text[i] ^= ((char *)&key)[i & 7];
	}
	*frame = (Frame){p[0] & 15, text, n};
	b->from += head + 4 * masked + n;
	return 1;
}

/* SHA-1 (FIPS 180-4) of less than 120 bytes: what the handshake needs. */
static inline uint32_t turned(uint32_t x, int by) { return x << by | x >> (32 - by); }
static inline void sha1(const char *text, size_t n, unsigned char sum[20]) {
	unsigned char block[128] = {0};
	uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	size_t size = n < 56 ? 64 : 128;
	memcpy(block, text, n);
	block[n] = 0x80;
	block[size - 2] = n * 8 >> 8, block[size - 1] = n * 8;
	for (unsigned char *p = block; p < block + size; p += 64) {
		uint32_t w[80], v[5];
		for (int i = 0; i < 80; i++)
			w[i] = i < 16 ? (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 | p[4 * i + 3]
				: turned(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
		memcpy(v, state, sizeof v);
		for (int i = 0; i < 80; i++) {
			uint32_t f = i < 20 ? ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5A827999
				: i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ED9EBA1
				: i < 60 ? ((v[1] & v[2]) | (v[3] & (v[1] | v[2]))) + 0x8F1BBCDC : (v[1] ^ v[2] ^ v[3]) + 0xCA62C1D6;
			uint32_t next = turned(v[0], 5) + f + v[4] + w[i];
			v[4] = v[3], v[3] = v[2], v[2] = turned(v[1], 30), v[1] = v[0], v[0] = next;
		}
		for (int i = 0; i < 5; i++) state[i] += v[i];
	}
	for (int i = 0; i < 20; i++) sum[i] = state[i / 4] >> (24 - 8 * (i % 4));
}

/* Answers an upgrade into text: its length, 0 if the request is not all there yet, -1 if it is none. */
static inline int greet(Bytes *in, char *text, size_t size) {
	static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *end = memmem(in->at + in->from, in->to - in->from, "\r\n\r\n", 4);
	if (!end) return 0;
	*end = 0;
	char *key = strcasestr(in->at + in->from, "sec-websocket-key: ");
	if (!key || strlen(key) < 19 + 24) return -1;
	char salted[64], accept[29];
	unsigned char sum[21] = {0};
	int n = snprintf(salted, sizeof salted, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key + 19);
	sha1(salted, n, sum);
	for (int i = 0; i < 7; i++) {
		uint32_t three = sum[3 * i] << 16 | sum[3 * i + 1] << 8 | sum[3 * i + 2];
		for (int j = 0; j < 4; j++) accept[4 * i + j] = LETTERS[three >> (18 - 6 * j) & 63];
	}
	accept[27] = '=', accept[28] = 0;
	in->from = end + 4 - in->at;
	return snprintf(text, size, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: janus-protocol\r\n\r\n", accept);
}
#endif
