/*
 * What legs of audio can't be cheaper than: one thread that sends and receives SRTP packets made beforehand, encrypted with
 * OpenSSL. It knows neither ICE nor DTLS nor RTCP, and neither orders packets nor looks for such as came before.
 *
 *   srtp cm|gcm LEGS BYTES     then, a line each on standard input: talk 0 SECONDS, or crypt 0 COUNT
 *
 * Legs talk in pairs. Each sends a packet with so many bytes of payload every 20 ms; they are spread over the 20 ms.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { HEADER = 12, SLOTS = 20, SLOT_NANOS = 1000000, TURN_NANOS = SLOTS * SLOT_NANOS, MAX_LAG = 10 * TURN_NANOS, MOST = 1500 };

/* One direction of a leg. */
typedef struct {
	EVP_CIPHER_CTX *cipher;
	EVP_MAC_CTX *mac;
	unsigned char salt[16];
} Direction;

typedef struct {
	int fd;
	struct sockaddr_in peer;
	Direction out, in;
	uint64_t index;
	long long sent_at;
} Leg;

static int gcm, legs, bytes;
static Leg *leg;

static void fail(const char *what) {
	printf("failed %s\n", what);
	exit(1);
}

static void must(int done, const char *what) {
	if (!done) fail(what);
}

static long long nanos(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void key(Direction *d, int encrypts) {
	static EVP_MAC *hmac;
	unsigned char secret[20];
	memset(secret, 7, sizeof secret);
	memset(d->salt, 5, gcm ? 12 : 14);
	d->cipher = EVP_CIPHER_CTX_new();
	must(EVP_CipherInit_ex(d->cipher, gcm ? EVP_aes_128_gcm() : EVP_aes_128_ctr(), NULL, secret, d->salt, encrypts), "cipher");
	if (gcm) return;
	if (!hmac) hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	OSSL_PARAM digest[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA1", 0), OSSL_PARAM_construct_end()};
	d->mac = EVP_MAC_CTX_new(hmac);
	must(EVP_MAC_init(d->mac, secret, sizeof secret, digest), "mac");
}

/* RFC 3711 section 4.1.1, or RFC 7714 section 8.1: the salt combined with SSRC and index. */
static void vector(Direction *d, const unsigned char *packet, uint64_t index) {
	unsigned char iv[16];
	int ssrc = gcm ? 2 : 4, number = gcm ? 6 : 8;
	memcpy(iv, d->salt, sizeof iv);
	for (int i = 0; i < 4; i++) iv[ssrc + i] ^= packet[8 + i];
	for (int i = 0; i < 6; i++) iv[number + i] ^= index >> (40 - 8 * i);
	must(EVP_CipherInit_ex(d->cipher, NULL, NULL, NULL, iv, -1), "vector");
}

static void authenticate(Direction *d, const unsigned char *packet, int n, uint64_t index, unsigned char *code) {
	uint32_t rollovers = htonl(index >> 16);
	size_t length;
	must(EVP_MAC_init(d->mac, NULL, 0, NULL), "mac");
	must(EVP_MAC_update(d->mac, packet, n) && EVP_MAC_update(d->mac, (unsigned char *)&rollovers, 4), "mac");
	must(EVP_MAC_final(d->mac, code, &length, 20), "mac");
}

static int protect(Direction *d, unsigned char *packet, int n, uint64_t index) {
	int length;
	vector(d, packet, index);
	if (gcm) must(EVP_CipherUpdate(d->cipher, NULL, &length, packet, HEADER), "header");
	must(EVP_CipherUpdate(d->cipher, packet + HEADER, &length, packet + HEADER, n - HEADER), "payload");
	if (gcm) {
		must(EVP_CipherFinal_ex(d->cipher, packet + n, &length), "end");
		must(EVP_CIPHER_CTX_ctrl(d->cipher, EVP_CTRL_AEAD_GET_TAG, 16, packet + n), "tag");
		return n + 16;
	}
	unsigned char code[20];
	authenticate(d, packet, n, index, code);
	memcpy(packet + n, code, 10);
	return n + 10;
}

static int unprotect(Direction *d, unsigned char *packet, int n, uint64_t index) {
	int length;
	n -= gcm ? 16 : 10;
	must(n > HEADER, "length");
	if (!gcm) {
		unsigned char code[20];
		authenticate(d, packet, n, index, code);
		must(memcmp(packet + n, code, 10) == 0, "tag");
	}
	vector(d, packet, index);
	if (gcm) must(EVP_CIPHER_CTX_ctrl(d->cipher, EVP_CTRL_AEAD_SET_TAG, 16, packet + n), "tag");
	if (gcm) must(EVP_CipherUpdate(d->cipher, NULL, &length, packet, HEADER), "header");
	must(EVP_CipherUpdate(d->cipher, packet + HEADER, &length, packet + HEADER, n - HEADER), "payload");
	if (gcm) must(EVP_CipherFinal_ex(d->cipher, packet + n, &length) > 0, "tag");
	return n;
}

static int packet_of(Leg *l, unsigned char *packet) {
	uint32_t index = ++l->index, ssrc = l->fd;
	memset(packet, 0, HEADER);
	packet[0] = 0x80;
	packet[2] = index >> 8;
	packet[3] = index;
	memcpy(packet + 8, &ssrc, 4);
	memset(packet + HEADER, 1, bytes);
	return HEADER + bytes;
}

/* No packet is lost on the loopback interface that would make the index a guess: the rollovers are the sender's own. */
static uint64_t index_of(const unsigned char *packet, uint64_t near) {
	uint64_t index = (near & ~0xFFFFULL) | packet[2] << 8 | packet[3];
	return index > near + 0x8000 ? index - 0x10000 : index + 0x8000 < near ? index + 0x10000 : index;
}

static void receive(int i) {
	unsigned char packet[MOST];
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	ssize_t n = recvfrom(leg[i].fd, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
	if (n > 0) unprotect(&leg[i].in, packet, n, index_of(packet, leg[i ^ 1].index));
}

static int ascending(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void talk(int poll, int seconds) {
	long most = 50L * legs * (seconds + 1), sent = 0, noted = 0;
	double *off = malloc(sizeof *off * most);
	struct epoll_event ready[256];
	int slot = 0;
	for (int i = 0; i < legs; i++) leg[i].sent_at = 0;
	long long slot_at = nanos(), end = slot_at + seconds * 1000000000LL;
	while (nanos() < end) {
		long long wait = slot_at - nanos();
		int n = epoll_wait(poll, ready, 256, wait > 0 ? (wait + SLOT_NANOS - 1) / SLOT_NANOS : 0);
		for (int i = 0; i < n; i++) receive(ready[i].data.fd);
		/* Whole turns are left out if the machine had no time, as the legs of the library do. */
		if (nanos() - slot_at > MAX_LAG) slot_at += (nanos() - slot_at) / TURN_NANOS * TURN_NANOS;
		for (long long now = nanos(); slot_at <= now; slot = (slot + 1) % SLOTS, slot_at += SLOT_NANOS) {
			for (int i = slot; i < legs; i += SLOTS) {
				unsigned char packet[MOST];
				Leg *l = leg + i;
				long long at = nanos();
				if (l->sent_at && noted < most) off[noted++] = llabs(at - l->sent_at - TURN_NANOS) / 1e6;
				l->sent_at = at;
				int length = packet_of(l, packet);
				length = protect(&l->out, packet, length, l->index);
				sent += sendto(l->fd, packet, length, 0, (struct sockaddr *)&l->peer, sizeof l->peer) == length;
			}
		}
	}
	puts("ran");
	fflush(stdout);
	qsort(off, noted, sizeof *off, ascending);
	printf("packets=%ld p99=%.3f\n", sent, off[noted * 99 / 100]);
	free(off);
}

/* Both ends of so many packets. */
static void crypt_only(long count) {
	unsigned char packet[MOST];
	/* A copy: packets of the leg itself may still wait at its peer, with an index far below. */
	Leg one = *leg;
	for (long i = 0; i < count; i++) {
		int n = packet_of(&one, packet);
		n = protect(&one.out, packet, n, one.index);
		unprotect(&leg[1].in, packet, n, one.index);
	}
	puts("ran");
	fflush(stdout);
	printf("packets=%ld\n", count);
}

int main(int argc, char **argv) {
	if (argc < 4) fail("usage");
	gcm = strcmp(argv[1], "gcm") == 0, legs = atoi(argv[2]) & ~1, bytes = atoi(argv[3]);
	must(legs > 0 && bytes > 0 && bytes <= 1200, "numbers");
	struct rlimit files;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	leg = calloc(legs, sizeof *leg);
	int poll = epoll_create1(0);
	for (int i = 0; i < legs; i++) {
		struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
		socklen_t size = sizeof any;
		int room = 256 * 1024;
		Leg *l = leg + i;
		l->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
		must(l->fd >= 0 && bind(l->fd, (struct sockaddr *)&any, size) == 0, "socket");
		setsockopt(l->fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
		getsockname(l->fd, (struct sockaddr *)&leg[i ^ 1].peer, &size);
		struct epoll_event event = {.events = EPOLLIN, .data.fd = i};
		must(epoll_ctl(poll, EPOLL_CTL_ADD, l->fd, &event) == 0, "epoll");
		key(&l->out, 1);
		key(&l->in, 0);
	}
	puts("ready");
	fflush(stdout);
	char task[16];
	long zero, count;
	while (scanf("%15s %ld %ld", task, &zero, &count) == 3) {
		if (strcmp(task, "talk") == 0) talk(poll, count);
		else crypt_only(count);
		fflush(stdout);
	}
	return 0;
}
