/** What a walk through one document found: its lines, and what can be acted on. Plain data, on its way out of the page. */

/** One line of an observation, before anything is folded. */
export interface Line {
  readonly kind: 'open' | 'heading' | 'control' | 'row' | 'text' | 'picture';
  readonly indent: number;
  /** As it is shown; of `text` it is what the page says, without quotes and whole. */
  readonly text: string;
  /**
   * What is kept first when there is too much: 0 usable controls in view, structure, headings in view; 1 other things in view;
   * 2 headings and fields below; 3 controls below; 4 text below.
   */
  readonly rank: 0 | 1 | 2 | 3 | 4;
  /** The refs in the line. */
  readonly refs?: readonly string[];
  /** What the line leaves out and `find` should know: all options of a long list. */
  readonly more?: string;
  /** Where a child frame's lines go. */
  readonly frameRef?: string;
}

export interface PageTarget {
  readonly ref: string;
  readonly role: string;
  readonly name: string;
  readonly href?: string;
  readonly inputType?: string;
  readonly submits?: boolean;
  readonly downloads?: boolean;
  readonly sends?: {
    readonly method: 'get' | 'post' | 'dialog';
    readonly password?: boolean;
    readonly card?: boolean;
    readonly words?: boolean;
  };
}

export interface Walk {
  readonly lines: readonly Line[];
  readonly targets: readonly PageTarget[];
  readonly nextRef: number;
  readonly cut: boolean;
  readonly scroll: { readonly y: number; readonly height: number; readonly view: number };
  readonly title: string;
  /** The share of the view that is pictures: 0 to 1. */
  readonly pictured: number;
  /** When the document began, ms since the epoch: no two documents of a tab share it. */
  readonly document: number;
  /** How many elements may hide a closed shadow root and have not been asked about. */
  readonly hosts: number;
}
