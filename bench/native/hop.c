// How long a cache line takes from one core to another: two threads, each pinned to its core, hand a number to and
// fro. Virtual cores may share a cache at one moment and not at the next, and whatever passes data between two of
// them changes its pace with that.
//
//   hop CORE CORE
//
// It prints the nanoseconds of one way, the median of some batches: a batch in which another program had the core
// says nothing.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCHES 41
#define TURNS 500  // there and back, in a batch

static _Alignas(128) atomic_int ball;  // on a line of its own

static void pin(const char* core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(atoi(core), &set);
  int error = pthread_setaffinity_np(pthread_self(), sizeof set, &set);
  if (error != 0) {
    fprintf(stderr, "hop: core %s: %s\n", core, strerror(error));
    exit(1);
  }
}

static void* answer(void* core) {
  pin(core);
  for (int i = 0; i < BATCHES * TURNS; i++) {
    while (atomic_load_explicit(&ball, memory_order_acquire) != 1) {
    }
    atomic_store_explicit(&ball, 0, memory_order_release);
  }
  return NULL;
}

static double now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int by_value(const void* a, const void* b) {
  double x = *(const double*)a, y = *(const double*)b;
  return (x > y) - (x < y);
}

int main(int argc, char** argv) {
  pthread_t other;
  double batches[BATCHES];
  if (argc != 3) {
    fprintf(stderr, "usage: hop CORE CORE\n");
    return 2;
  }
  pin(argv[1]);
  if (pthread_create(&other, NULL, answer, argv[2]) != 0) {
    perror("hop");
    return 1;
  }
  for (int batch = 0; batch < BATCHES; batch++) {
    double start = now_ns();
    for (int i = 0; i < TURNS; i++) {
      atomic_store_explicit(&ball, 1, memory_order_release);
      while (atomic_load_explicit(&ball, memory_order_acquire) != 0) {
      }
    }
    batches[batch] = (now_ns() - start) / (2 * TURNS);
  }
  pthread_join(other, NULL);
  qsort(batches, BATCHES, sizeof *batches, by_value);
  printf("%.1f\n", batches[BATCHES / 2]);
  return 0;
}
