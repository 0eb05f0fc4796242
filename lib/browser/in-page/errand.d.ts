/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** The name under which the functions of in-page.ts know each other, in the isolated world only. */
declare const errand: import('./in-page.ts').InPage;
