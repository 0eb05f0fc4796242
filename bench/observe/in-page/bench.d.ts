/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** The name under which the functions of install.ts know each other, in the page's own world. */
declare var errandBench: import('./install.ts').InBench;
/** Of DevTools' console; there while the ground truth is told. */
declare function getEventListeners(node: Node): Readonly<Record<string, readonly unknown[]>>;
