/** What the offline model answers with: a text and calls of tools. Ids and usage are added by the port. */

export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Turn {
  readonly text: string;
  readonly calls: readonly Call[];
}
