/** Checks what a report of success rests on against what was really seen. Believes no claim by itself. */

import type { RunState } from './run.ts';

export interface Evidence {
  readonly evidence: 'verified' | 'unverified' | 'none';
  readonly evidenceNotes: readonly string[];
}

/** `verified`: every claim names a ref, a text the run was shown, or a dataset with rows; one that does not makes all unverified. */
export function checkEvidence(claims: readonly string[], state: RunState): Evidence {
  if (claims.length === 0) return { evidence: 'none', evidenceNotes: [] };
  const { url, title, text: newest } = state.observation;
  const page = plain([url, title, newest, ...state.seen].join(' '));
  const data = plain(JSON.stringify(state.datasets));
  const isSeen = (claim: string): boolean => {
    const bare = claim.trim().replace(/^\[|\]$/g, '');
    if (state.observation.targets.has(bare)) return true;
    if (state.datasets.some(dataset => plain(dataset.name) === plain(bare) && dataset.rows.length > 0)) return true;
    const text = plain(claim);
    return text.length >= 2 && (page.includes(text) || data.includes(text));
  };
  const notes = claims.map(claim => `${isSeen(claim) ? 'seen' : 'not found'}: ${claim}`);
  return { evidence: claims.every(isSeen) ? 'verified' : 'unverified', evidenceNotes: notes };
}

/** Quotes, case and white space differ between how a page and a model write the same. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\\?["'“”‘’`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
