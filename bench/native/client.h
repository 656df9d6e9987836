// What the programs have in common that put a load on a server, or are clients. To be included once.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  puts("{\"ops\":0,\"seconds\":0,\"errors\":1}");
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Lets whoever started the program look at the server: goes on when it says so.
static void pause_here(const char* word) {
  puts(word);
  fflush(stdout);
  if (getchar() == EOF) exit(1);
}

static double number(const char* text, const char* name, double least, double most) {
  char* end;
  double value = strtod(text, &end);
  if (*text && !*end && value >= least && value <= most) return value;
  fprintf(stderr, "load: %s must be from %g to %g, not %s\n", name, least, most, text);
  exit(2);
}

// A connection to a port of 127.0.0.1, from one of a few addresses if `from` is not 0.
static int connect_to(const char* port, uint32_t from) {
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket: %s", strerror(errno));
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  server.sin_port = htons((uint16_t)number(port, "PORT", 1, 65535));
  if (from) {
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(from)};
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (bind(fd, (struct sockaddr*)&own, sizeof own) < 0) fail("bind: %s", strerror(errno));
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (getenv("BENCH_CONGESTION")) {
    const char* name = getenv("BENCH_CONGESTION");
    if (setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, (socklen_t)strlen(name)) < 0)
      fail("TCP_CONGESTION: %s", name);
  }
  if (connect(fd, (struct sockaddr*)&server, sizeof server) < 0) fail("connect: %s", strerror(errno));
  return fd;
}
