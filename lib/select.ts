/**
 * Waiting for descriptors, with the names and semantics of Python's `select` module.
 *
 * @see https://docs.python.org/3/library/select.html
 */
export * from './select/api.ts';
export * from './select/constants.ts';
