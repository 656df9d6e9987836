/**
 * The folder `dist/` of the built package. What is started or loaded by its URL has there the place that its source has in
 * `lib/`; but who starts it has not, for the build puts modules together: so nobody asks their own `import.meta.url`. Of
 * this module the build keeps the depth.
 */
export const DIST: URL = new URL('..', import.meta.url);
