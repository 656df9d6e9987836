/**
 * Berkeley sockets, with the names and semantics of Python's `socket` module.
 *
 * @see https://docs.python.org/3/library/socket.html
 */
export * from './socket/api.ts';
export * from './socket/constants.ts';
