// The reference over UDP: one socket, one datagram a call, and nothing else.
//
//   echo_udp        sends each datagram back to its sender
//   echo_udp bulk   sends 64 datagrams of 1400 bytes to whoever sends it one
//
// It binds a free port of 127.0.0.1, prints "listening PORT", and serves until SIGTERM or the end of stdin.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BULK_DATAGRAMS 64
#define BULK_BYTES 1400

static char buffer[65536];

static void die(const char* call) {
  perror(call);
  exit(1);
}

// The socket blocks, so that its loop has no calls beside the two.
static void* end_with_input(void* unused) {
  char byte;
  (void)unused;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  exit(0);
}

static void send_one(int fd, size_t length, const struct sockaddr_in* to) {
  while (sendto(fd, buffer, length, 0, (const struct sockaddr*)to, sizeof *to) < 0) {
    if (errno != EINTR && errno != ECONNREFUSED) die("sendto");
  }
}

int main(int argc, char** argv) {
  int bulk = argc > 1 && strcmp(argv[1], "bulk") == 0;
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) die("socket");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(fd, (struct sockaddr*)&address, length) < 0) die("bind");
  if (getsockname(fd, (struct sockaddr*)&address, &length) < 0) die("getsockname");
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  pthread_t thread;
  if (pthread_create(&thread, NULL, end_with_input, NULL) != 0) die("pthread_create");

  for (;;) {
    length = sizeof address;
    ssize_t received = recvfrom(fd, buffer, sizeof buffer, 0, (struct sockaddr*)&address, &length);
    if (received < 0 && (errno == EINTR || errno == ECONNREFUSED)) continue;
    if (received < 0) die("recvfrom");
    if (!bulk) {
      send_one(fd, (size_t)received, &address);
      continue;
    }
    for (size_t i = 0; i < BULK_BYTES; i++) buffer[i] = (char)i;
    for (int i = 0; i < BULK_DATAGRAMS; i++) send_one(fd, BULK_BYTES, &address);
  }
}
