/** Cuts a text where it is shown short. Pure; says by no sign that something is gone. */

/** The first `max` UTF-16 units, without the first half of a pair at their end: no table and no reader takes that. */
export const cutText = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
