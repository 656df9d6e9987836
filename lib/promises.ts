/**
 * Berkeley sockets on Node's event loop: the names of `berkeley/socket`, where everything that may wait is a promise.
 *
 * What never waits is the same as there: errors, constants, `inet_pton`, `gethostname` …
 */
export * from './promises/api.ts';
export * from './socket/constants.ts';
