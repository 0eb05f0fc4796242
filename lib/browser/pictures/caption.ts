/** A picture in words of ours: what of the page it shows, what it leaves out, what is hidden. Holds no word of the page. */

/** What was pictured. */
export type Cut =
  | { readonly kind: 'view' }
  /** `of` is the page's height in CSS px. */
  | { readonly kind: 'page'; readonly of: number }
  | { readonly kind: 'element'; readonly ref: string; readonly isCut: boolean; readonly isCovered: boolean };

export interface Facts {
  readonly painted: { readonly width: number; readonly height: number };
  /** The height it shows, in CSS px. */
  readonly shown: number;
  readonly hidden: number;
  readonly marks?: number;
  readonly unmarked?: number;
}

export function captionOf(what: Cut, { painted, shown, hidden, marks, unmarked = 0 }: Facts): string {
  return [
    subjectOf(what, shown, `${painted.width} × ${painted.height} px`),
    ...(marks === undefined ? [] : [`Refs are drawn on ${marks} ${marks === 1 ? 'element' : 'elements'}.`]),
    ...(unmarked > 0 ? [`${unmarked} more in the picture carry none.`] : []),
    ...(hidden > 0 ? ['Secret fields are painted over: "hidden".'] : []),
  ].join(' ');
}

function subjectOf(what: Cut, shown: number, size: string): string {
  switch (what.kind) {
    case 'view':
      return `The view, ${size}.`;
    case 'page':
      return what.of > shown
        ? `The first ${shown} of the page's ${what.of} px, ${size}: the rest is cut off.`
        : `The whole page, ${size}.`;
    case 'element':
      return `The element ${what.ref}${what.isCut ? ' as far as it can be seen at once' : ''}, ${size}.${what.isCovered ? ' Something else lies over it.' : ''}`;
    default:
      return what satisfies never;
  }
}
