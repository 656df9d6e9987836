// A program without imports.
export {};
