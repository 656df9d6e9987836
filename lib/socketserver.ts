/**
 * Servers that hand each request to a handler, with the names and semantics of Python's `socketserver` module.
 *
 * @see https://docs.python.org/3/library/socketserver.html
 */
export * from './socketserver/api.ts';
