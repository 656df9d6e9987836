#pragma once

// The addresses of Bluetooth sockets on Linux, and the constants that they are made of. BlueZ's headers have them, a
// package of its own on most distributions: where it is missing, what the kernel's net/bluetooth headers define stands
// here. It is part of the kernel's interface, and the only place in this package that writes it down.

#ifdef __linux__

#include <sys/socket.h>

#include <cstdint>

#if __has_include(<bluetooth/bluetooth.h>) && __has_include(<bluetooth/hci.h>) &&  \
    __has_include(<bluetooth/l2cap.h>) && __has_include(<bluetooth/rfcomm.h>) && __has_include(<bluetooth/sco.h>)
#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>
#else

struct bdaddr_t {
  uint8_t b[6];
} __attribute__((packed));

struct sockaddr_l2 {
  sa_family_t l2_family;
  uint16_t l2_psm;  // Little-endian, as l2_cid.
  bdaddr_t l2_bdaddr;
  uint16_t l2_cid;
  uint8_t l2_bdaddr_type;
};

struct sockaddr_rc {
  sa_family_t rc_family;
  bdaddr_t rc_bdaddr;
  uint8_t rc_channel;
};

struct sockaddr_hci {
  sa_family_t hci_family;
  uint16_t hci_dev;
  uint16_t hci_channel;
};

struct sockaddr_sco {
  sa_family_t sco_family;
  bdaddr_t sco_bdaddr;
};

#define BTPROTO_L2CAP 0
#define BTPROTO_HCI 1
#define BTPROTO_SCO 2
#define BTPROTO_RFCOMM 3

#define SOL_HCI 0
#define SOL_L2CAP 6
#define SOL_SCO 17
#define SOL_RFCOMM 18

#define BDADDR_BREDR 0
#define BDADDR_LE_PUBLIC 1
#define BDADDR_LE_RANDOM 2

#define HCI_CHANNEL_RAW 0
#define HCI_CHANNEL_USER 1
#define HCI_CHANNEL_MONITOR 2
#define HCI_CHANNEL_CONTROL 3
#define HCI_CHANNEL_LOGGING 4

#endif
#endif  // __linux__
