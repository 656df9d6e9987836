/**
 * A file in the folder `dist/` of the built package. What is started or loaded by its URL has there the place that its source has in
 * `lib/`; but who starts it has not, for the build puts modules together: so nobody asks their own `import.meta.url`. Of
 * this module the build keeps the depth.
 */
export function inDist(file: string): URL {
  return new URL(`../${file}`, import.meta.url);
}

/** The folder of the package, as a path. */
export function packageFolder(): string {
  return process.getBuiltinModule('node:path').join(import.meta.dirname, '..', '..');
}

/**
 * A module of the built package that is not imported, because most programs do without: it is loaded by the first who asks.
 * That is `require` of a module, as who asks cannot wait for an `import()`.
 *
 * @param name - its path in `dist/`, without the extension.
 */
export function load<M>(name: string): M {
  return process.getBuiltinModule('node:module').createRequire(import.meta.url)(`../${name}.js`);
}
