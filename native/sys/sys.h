#pragma once

// What differs between operating systems, behind one set of functions. `unix.cc` and `windows.cc` implement
// them; the headers that declare sockets come from here too, so that no other file names a system.

#ifdef _WIN32
#include <afunix.h>
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

#include <cstdint>

struct uv_loop_s;  // libuv's uv_loop_t.

/// Like the calls they are named after, these return -1 and set errno. Every descriptor they make is
/// close-on-exec (PEP 446), atomically where the system can.
namespace berkeley::sys {

int socket(int family, int type, int protocol);
int socketpair(int family, int type, int protocol, int fds[2]);
int accept(int fd, sockaddr* address, socklen_t* length, bool blocking);
int dup(int fd);

/// Closes once, whatever comes: after EINTR the descriptor is gone on Linux, and a retry could close another
/// thread's.
int close(int fd);

int set_blocking(int fd, bool blocking);
/// 1 if calls on `fd` wait, 0 if they return EAGAIN.
int get_blocking(int fd);

int set_inheritable(int fd, bool inheritable);
int get_inheritable(int fd);

/// Flags that every send takes, so that a closed peer is EPIPE and never SIGPIPE.
extern const int kSendFlags;

/// Whether the kernel can send a file by itself.
extern const bool kHasSendfile;
/// Sends up to `count` bytes of `file` from `offset` on; how many went. The file's own position stays.
int64_t sendfile(int fd, int file, int64_t offset, size_t count);
/// Flags that every receive of a message takes, so that descriptors in it arrive close-on-exec; 0 where that must be
/// set on each.
extern const int kReceiveFlags;

/// A descriptor that polls readable after something new happened on `fd`, until `edge_take`; -errno if there
/// is none.
int edge_watch(int fd);
void edge_take(int watch);

/// The pipe in which libuv queues the signals that the program handles; -1 where there is none.
int signal_pipe(const uv_loop_s* loop);

/// The signals queued in it, bit n-1 for signal n, left where they are. All bits where a pipe cannot be
/// peeked into.
uint32_t pending_signals(int pipe);

}  // namespace berkeley::sys
