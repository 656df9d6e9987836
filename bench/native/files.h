// How many descriptors a program may open: as many as the system lets it. The usual soft limit of 1,024 is
// too few for a thousand connections and what a process has anyway.
#include <sys/resource.h>

static void allow_many_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // what fails is the call that needs a descriptor, which says so
}
