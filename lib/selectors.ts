/**
 * Waiting for many objects through the best call that the system has, with the names and semantics of Python's
 * `selectors` module.
 *
 * @see https://docs.python.org/3/library/selectors.html
 */
export * from './selectors/api.ts';
