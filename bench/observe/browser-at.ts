/** Where the browsers of a benchmark come from and where they may go. */

export interface BrowserAt {
  readonly chromeDir: string;
  /** The only `host:port`s that answer; all else is refused at once, alike for every looker. */
  readonly hosts: readonly string[];
}
