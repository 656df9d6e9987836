/**
 * Generated from native/select_constants.inc by `npm run generate`: do not edit. A name that the platform lacks is undefined.
 */
import { backend } from '../backend/load.ts';

/** All of the names, typed as if every platform had them. */
export interface Constants {
  readonly POLLIN: number;
  readonly POLLPRI: number;
  readonly POLLOUT: number;
  readonly POLLERR: number;
  readonly POLLHUP: number;
  readonly POLLNVAL: number;
  readonly POLLRDNORM: number;
  readonly POLLRDBAND: number;
  readonly POLLWRNORM: number;
  readonly POLLWRBAND: number;
  readonly POLLMSG: number;
  readonly POLLRDHUP: number;
  readonly POLLREMOVE: number;
  readonly POLLINIGNEOF: number;
  readonly POLLSTANDARD: number;
  readonly POLLEXTEND: number;
  readonly POLLATTRIB: number;
  readonly POLLNLINK: number;
  readonly POLLWRITE: number;
  readonly POLLNORM: number;
  readonly INFTIM: number;
  readonly EPOLLIN: number;
  readonly EPOLLOUT: number;
  readonly EPOLLPRI: number;
  readonly EPOLLERR: number;
  readonly EPOLLHUP: number;
  readonly EPOLLRDHUP: number;
  readonly EPOLLET: number;
  readonly EPOLLONESHOT: number;
  readonly EPOLLEXCLUSIVE: number;
  readonly EPOLLWAKEUP: number;
  readonly EPOLLRDNORM: number;
  readonly EPOLLRDBAND: number;
  readonly EPOLLWRNORM: number;
  readonly EPOLLWRBAND: number;
  readonly EPOLLMSG: number;
  readonly EPOLL_CLOEXEC: number;
  readonly EPOLL_CTL_ADD: number;
  readonly EPOLL_CTL_MOD: number;
  readonly EPOLL_CTL_DEL: number;
  readonly KQ_FILTER_READ: number;
  readonly KQ_FILTER_WRITE: number;
  readonly KQ_FILTER_AIO: number;
  readonly KQ_FILTER_VNODE: number;
  readonly KQ_FILTER_PROC: number;
  readonly KQ_FILTER_NETDEV: number;
  readonly KQ_FILTER_SIGNAL: number;
  readonly KQ_FILTER_TIMER: number;
  readonly KQ_FILTER_USER: number;
  readonly KQ_FILTER_FS: number;
  readonly KQ_FILTER_LIO: number;
  readonly KQ_FILTER_PROCDESC: number;
  readonly KQ_FILTER_EMPTY: number;
  readonly KQ_FILTER_SENDFILE: number;
  readonly KQ_FILTER_MACHPORT: number;
  readonly KQ_FILTER_VM: number;
  readonly KQ_FILTER_EXCEPT: number;
  readonly KQ_FILTER_DEVICE: number;
  readonly KQ_EV_ADD: number;
  readonly KQ_EV_DELETE: number;
  readonly KQ_EV_ENABLE: number;
  readonly KQ_EV_DISABLE: number;
  readonly KQ_EV_ONESHOT: number;
  readonly KQ_EV_CLEAR: number;
  readonly KQ_EV_SYSFLAGS: number;
  readonly KQ_EV_FLAG1: number;
  readonly KQ_EV_EOF: number;
  readonly KQ_EV_ERROR: number;
  readonly KQ_EV_DISPATCH: number;
  readonly KQ_EV_DISPATCH2: number;
  readonly KQ_EV_RECEIPT: number;
  readonly KQ_EV_KEEPUDATA: number;
  readonly KQ_EV_FORCEONESHOT: number;
  readonly KQ_EV_UDATA_SPECIFIC: number;
  readonly KQ_EV_VANISHED: number;
  readonly KQ_EV_OOBAND: number;
  readonly KQ_EV_POLL: number;
  readonly KQ_EV_FLAG0: number;
  readonly KQ_EV_FLAG2: number;
  readonly KQ_NOTE_LOWAT: number;
  readonly KQ_NOTE_DELETE: number;
  readonly KQ_NOTE_WRITE: number;
  readonly KQ_NOTE_EXTEND: number;
  readonly KQ_NOTE_ATTRIB: number;
  readonly KQ_NOTE_LINK: number;
  readonly KQ_NOTE_RENAME: number;
  readonly KQ_NOTE_REVOKE: number;
  readonly KQ_NOTE_EXIT: number;
  readonly KQ_NOTE_FORK: number;
  readonly KQ_NOTE_EXEC: number;
  readonly KQ_NOTE_PCTRLMASK: number;
  readonly KQ_NOTE_PDATAMASK: number;
  readonly KQ_NOTE_TRACK: number;
  readonly KQ_NOTE_CHILD: number;
  readonly KQ_NOTE_TRACKERR: number;
  readonly KQ_NOTE_LINKUP: number;
  readonly KQ_NOTE_LINKDOWN: number;
  readonly KQ_NOTE_LINKINV: number;
  readonly KQ_NOTE_FILE_POLL: number;
  readonly KQ_NOTE_OPEN: number;
  readonly KQ_NOTE_CLOSE: number;
  readonly KQ_NOTE_CLOSE_WRITE: number;
  readonly KQ_NOTE_READ: number;
  readonly KQ_NOTE_FUNLOCK: number;
  readonly KQ_NOTE_NONE: number;
  readonly KQ_NOTE_TRUNCATE: number;
  readonly KQ_NOTE_OOB: number;
  readonly KQ_NOTE_EOF: number;
  readonly KQ_NOTE_CHANGE: number;
  readonly KQ_NOTE_EXITSTATUS: number;
  readonly KQ_NOTE_EXIT_DETAIL: number;
  readonly KQ_NOTE_SIGNAL: number;
  readonly KQ_NOTE_TRIGGER: number;
  readonly KQ_NOTE_FFNOP: number;
  readonly KQ_NOTE_FFAND: number;
  readonly KQ_NOTE_FFOR: number;
  readonly KQ_NOTE_FFCOPY: number;
  readonly KQ_NOTE_FFCTRLMASK: number;
  readonly KQ_NOTE_FFLAGSMASK: number;
  readonly KQ_NOTE_SECONDS: number;
  readonly KQ_NOTE_MSECONDS: number;
  readonly KQ_NOTE_USECONDS: number;
  readonly KQ_NOTE_NSECONDS: number;
  readonly KQ_NOTE_ABSOLUTE: number;
  readonly KQ_NOTE_ABSTIME: number;
  readonly KQ_NOTE_LEEWAY: number;
  readonly KQ_NOTE_CRITICAL: number;
  readonly KQ_NOTE_BACKGROUND: number;
  readonly KQ_NOTE_MACH_CONTINUOUS_TIME: number;
  readonly KQ_NOTE_MACHTIME: number;
  readonly PIPE_BUF: number;
  readonly FD_SETSIZE: number;
}

export const {
  POLLIN,
  POLLPRI,
  POLLOUT,
  POLLERR,
  POLLHUP,
  POLLNVAL,
  POLLRDNORM,
  POLLRDBAND,
  POLLWRNORM,
  POLLWRBAND,
  POLLMSG,
  POLLRDHUP,
  POLLREMOVE,
  POLLINIGNEOF,
  POLLSTANDARD,
  POLLEXTEND,
  POLLATTRIB,
  POLLNLINK,
  POLLWRITE,
  POLLNORM,
  INFTIM,
  EPOLLIN,
  EPOLLOUT,
  EPOLLPRI,
  EPOLLERR,
  EPOLLHUP,
  EPOLLRDHUP,
  EPOLLET,
  EPOLLONESHOT,
  EPOLLEXCLUSIVE,
  EPOLLWAKEUP,
  EPOLLRDNORM,
  EPOLLRDBAND,
  EPOLLWRNORM,
  EPOLLWRBAND,
  EPOLLMSG,
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLL_CTL_DEL,
  KQ_FILTER_READ,
  KQ_FILTER_WRITE,
  KQ_FILTER_AIO,
  KQ_FILTER_VNODE,
  KQ_FILTER_PROC,
  KQ_FILTER_NETDEV,
  KQ_FILTER_SIGNAL,
  KQ_FILTER_TIMER,
  KQ_FILTER_USER,
  KQ_FILTER_FS,
  KQ_FILTER_LIO,
  KQ_FILTER_PROCDESC,
  KQ_FILTER_EMPTY,
  KQ_FILTER_SENDFILE,
  KQ_FILTER_MACHPORT,
  KQ_FILTER_VM,
  KQ_FILTER_EXCEPT,
  KQ_FILTER_DEVICE,
  KQ_EV_ADD,
  KQ_EV_DELETE,
  KQ_EV_ENABLE,
  KQ_EV_DISABLE,
  KQ_EV_ONESHOT,
  KQ_EV_CLEAR,
  KQ_EV_SYSFLAGS,
  KQ_EV_FLAG1,
  KQ_EV_EOF,
  KQ_EV_ERROR,
  KQ_EV_DISPATCH,
  KQ_EV_DISPATCH2,
  KQ_EV_RECEIPT,
  KQ_EV_KEEPUDATA,
  KQ_EV_FORCEONESHOT,
  KQ_EV_UDATA_SPECIFIC,
  KQ_EV_VANISHED,
  KQ_EV_OOBAND,
  KQ_EV_POLL,
  KQ_EV_FLAG0,
  KQ_EV_FLAG2,
  KQ_NOTE_LOWAT,
  KQ_NOTE_DELETE,
  KQ_NOTE_WRITE,
  KQ_NOTE_EXTEND,
  KQ_NOTE_ATTRIB,
  KQ_NOTE_LINK,
  KQ_NOTE_RENAME,
  KQ_NOTE_REVOKE,
  KQ_NOTE_EXIT,
  KQ_NOTE_FORK,
  KQ_NOTE_EXEC,
  KQ_NOTE_PCTRLMASK,
  KQ_NOTE_PDATAMASK,
  KQ_NOTE_TRACK,
  KQ_NOTE_CHILD,
  KQ_NOTE_TRACKERR,
  KQ_NOTE_LINKUP,
  KQ_NOTE_LINKDOWN,
  KQ_NOTE_LINKINV,
  KQ_NOTE_FILE_POLL,
  KQ_NOTE_OPEN,
  KQ_NOTE_CLOSE,
  KQ_NOTE_CLOSE_WRITE,
  KQ_NOTE_READ,
  KQ_NOTE_FUNLOCK,
  KQ_NOTE_NONE,
  KQ_NOTE_TRUNCATE,
  KQ_NOTE_OOB,
  KQ_NOTE_EOF,
  KQ_NOTE_CHANGE,
  KQ_NOTE_EXITSTATUS,
  KQ_NOTE_EXIT_DETAIL,
  KQ_NOTE_SIGNAL,
  KQ_NOTE_TRIGGER,
  KQ_NOTE_FFNOP,
  KQ_NOTE_FFAND,
  KQ_NOTE_FFOR,
  KQ_NOTE_FFCOPY,
  KQ_NOTE_FFCTRLMASK,
  KQ_NOTE_FFLAGSMASK,
  KQ_NOTE_SECONDS,
  KQ_NOTE_MSECONDS,
  KQ_NOTE_USECONDS,
  KQ_NOTE_NSECONDS,
  KQ_NOTE_ABSOLUTE,
  KQ_NOTE_ABSTIME,
  KQ_NOTE_LEEWAY,
  KQ_NOTE_CRITICAL,
  KQ_NOTE_BACKGROUND,
  KQ_NOTE_MACH_CONTINUOUS_TIME,
  KQ_NOTE_MACHTIME,
  PIPE_BUF,
  FD_SETSIZE,
} = backend.selectConstants as unknown as Constants;
