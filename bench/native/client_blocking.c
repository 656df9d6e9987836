// The reference client: one connection and calls that block. It sends 64 bytes, waits for the same 64 bytes, and
// sends the next.
//
//   client_blocking PORT SECONDS
//
// It warms up, prints "warm", goes on when it reads a line, measures, and prints {"ops", "seconds", "errors"}. It
// ends with standard input.
#define _GNU_SOURCE
#include "client.h"

#define BYTES 64

static unsigned char request[BYTES], reply[BYTES];

static void exchange(int fd) {
  for (size_t sent = 0; sent < BYTES;) {
    ssize_t n = send(fd, request + sent, BYTES - sent, MSG_NOSIGNAL);
    if (n < 0) fail("send: %s", strerror(errno));
    sent += (size_t)n;
  }
  for (size_t received = 0; received < BYTES;) {
    ssize_t n = recv(fd, reply + received, BYTES - received, 0);
    if (n < 0) fail("recv: %s", strerror(errno));
    if (n == 0) fail("the server closed the connection");
    received += (size_t)n;
  }
  if (memcmp(request, reply, BYTES) != 0) fail("wrong bytes");
}

// Returns how many it exchanged.
static uint64_t run(int fd, double seconds, double* took) {
  static uint32_t count;
  uint64_t operations = 0, start = now(), time = start, end = start + (uint64_t)(seconds * 1e9);
  while (time < end) {
    for (int i = 0; i < 16; i++, operations++) {
      count++;
      memcpy(request, &count, sizeof count);
      exchange(fd);
    }
    time = now();
  }
  *took = (double)(time - start) / 1e9;
  return operations;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: client_blocking PORT SECONDS\n");
    return 2;
  }
  double seconds = number(argv[2], "SECONDS", 0.01, 60), took;
  int fd = connect_to(argv[1], 0);
  for (size_t i = 0; i < BYTES; i++) request[i] = (unsigned char)i;
  run(fd, seconds > 1 ? seconds / 4 : 0.25, &took);
  pause_here("warm");
  uint64_t operations = run(fd, seconds, &took);
  printf("{\"ops\":%llu,\"seconds\":%.6f,\"errors\":0}\n", (unsigned long long)operations, took);
  fflush(stdout);
  while (getchar() != EOF) {
  }
  return 0;
}
