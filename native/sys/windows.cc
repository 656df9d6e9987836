#ifdef _WIN32

// Windows is not supported natively yet. What it lacks before this file can implement sys.h:
// - a SOCKET is not a small integer, and its errors are WSAGetLastError()'s: result.h needs a translation to
// errno;
// - WSAStartup and WSACleanup around the process's use of sockets;
// - WSASocketW with WSA_FLAG_NO_HANDLE_INHERIT in place of SOCK_CLOEXEC, WSADuplicateSocketW in place of dup;
// - ioctlsocket(FIONBIO) can set the blocking mode but not read it: it must be remembered beside the socket;
// - WSAPoll in place of poll, and its WSAPOLLFD, which is wider than struct pollfd;
// - an event object in place of the interrupt descriptor.
// Until then the package runs on Windows only through a backend that needs no addon.
#error "berkeley's addon has no Windows implementation yet: see native/sys/windows.cc"

#endif  // _WIN32
