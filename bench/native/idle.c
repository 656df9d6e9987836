// Opens connections and leaves them alone, so that whoever started it can see what an idle one costs the server.
//
//   idle PORT FIRST COUNT
//
// It opens FIRST connections and prints "warm"; when it reads a line it opens COUNT more and prints "open"; when it
// reads another, it prints {"ops", "seconds", "errors"}, where ops is COUNT. Each connection makes sure that the
// server serves it, with 64 bytes that must come back; and again at the end, to see that none was lost. Whatever is
// wrong: a message on stderr, errors 1, exit 1.
#define _GNU_SOURCE
#include "client.h"
#include "files.h"

#define MAX_CONNECTIONS 50000
// The ports of one address may be too few.
#define PER_ADDRESS 5000
#define BYTES 64
#define PATIENCE_S 5

static int fds[MAX_CONNECTIONS];

// The server's answer to number i, the `turn`th time.
static void echo(long i, unsigned turn) {
  unsigned char request[BYTES], reply[BYTES];
  for (size_t n = 0; n < BYTES; n++) request[n] = (unsigned char)((unsigned long)i * 31 + n + turn);
  if (send(fds[i], request, BYTES, MSG_NOSIGNAL) != BYTES) fail("send: %s", strerror(errno));
  for (size_t received = 0; received < BYTES;) {
    ssize_t n = recv(fds[i], reply + received, BYTES - received, 0);
    if (n == 0) fail("the server closed connection %ld", i);
    if (n < 0) fail("no reply on connection %ld: %s", i, strerror(errno));
    received += (size_t)n;
  }
  if (memcmp(request, reply, BYTES) != 0) fail("wrong bytes on connection %ld", i);
}

static void open_to(const char* port, long from, long to) {
  struct timeval patience = {.tv_sec = PATIENCE_S};
  struct linger reset = {.l_onoff = 1, .l_linger = 0};
  for (long i = from; i < to; i++) {
    fds[i] = connect_to(port, INADDR_LOOPBACK + (uint32_t)(i / PER_ADDRESS));
    setsockopt(fds[i], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    // At the end no port waits for a minute, which the next run would need.
    setsockopt(fds[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    echo(i, 0);
  }
}

int main(int argc, char** argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: idle PORT FIRST COUNT\n");
    return 2;
  }
  long first = (long)number(argv[2], "FIRST", 0, MAX_CONNECTIONS);
  long count = (long)number(argv[3], "COUNT", 1, (double)(MAX_CONNECTIONS - first));
  alarm(150);  // whatever happens, an end
  allow_many_files();

  open_to(argv[1], 0, first);
  pause_here("warm");
  uint64_t start = now();
  open_to(argv[1], first, first + count);
  double seconds = (double)(now() - start) / 1e9;
  pause_here("open");
  for (long i = 0; i < first + count; i++) echo(i, 1);
  printf("{\"ops\":%ld,\"seconds\":%.6f,\"errors\":0}\n", count, seconds);
  return 0;
}
