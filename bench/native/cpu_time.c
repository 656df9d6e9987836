// The CPU time of a process so far, in nanoseconds: of all its threads, those that have ended included.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char** argv) {
  clockid_t clock;
  struct timespec time;
  if (argc != 2) {
    fprintf(stderr, "usage: cpu_time PID\n");
    return 2;
  }
  int error = clock_getcpuclockid(atoi(argv[1]), &clock);
  if (error != 0) {
    fprintf(stderr, "cpu_time: %s\n", strerror(error));
    return 1;
  }
  if (clock_gettime(clock, &time) < 0) {
    perror("cpu_time");
    return 1;
  }
  printf("%lld\n", (long long)time.tv_sec * 1000000000 + time.tv_nsec);
  return 0;
}
