/** What is said of one error code, and the shape of an area's table. Types only. */

interface ErrorSpec {
  /** HTTP status when the error crosses the API. */
  readonly status: number;
  /** `after-change`: the caller must change something first; `later`: the same call may pass. */
  readonly retry: 'never' | 'after-change' | 'later';
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly hint: string;
}

/** Codes that begin with one of the area's words: one in the wrong file does not compile. */
export type ErrorsOf<Word extends string> = Readonly<Record<`${Word}.${string}`, ErrorSpec>>;
