/** What is to be remarked of a step, in one line: a word on a badge, and what it is about. */

import type { Remark } from '../state/step-view.ts';
import { visible } from '../state/visible.ts';
import { runWords } from '../strings/run-page.ts';
import { approvalWords, rowsOf, strings } from '../strings.ts';
import { Badge, type Tone } from './badge.tsx';

export function RemarkLine({ remark }: { remark: Remark }) {
  const { tone, word } = badgeOf(remark);
  return (
    <p class="remark" data-kind={remark.kind}>
      <Badge tone={tone}>{word}</Badge> {visible(wordsOf(remark))}
      {remark.kind === 'asked' && remark.answer !== undefined && <em class="remark-answer">{remark.answer}</em>}
    </p>
  );
}

function badgeOf(remark: Remark): { tone: Tone; word: string } {
  switch (remark.kind) {
    case 'refused':
      return { tone: 'bad', word: strings.refused };
    case 'malformed':
      return { tone: 'warn', word: strings.malformed };
    case 'stuck':
      return { tone: 'warn', word: strings.stuck };
    case 'suspicious':
      return { tone: 'bad', word: strings.suspicious };
    case 'extracted':
      return { tone: 'good', word: strings.extracted };
    case 'asked':
      return { tone: 'accent', word: strings.asked };
    case 'resumed':
      return { tone: 'neutral', word: strings.resumed };
    case 'unknown':
      return { tone: 'warn', word: strings.outcomeUnknown };
    case 'approval': {
      const tone = remark.decision === 'denied' ? 'bad' : remark.decision === undefined ? 'warn' : 'good';
      return { tone, word: approvalWords[remark.decision ?? 'waiting'] };
    }
    case 'told':
      return { tone: 'accent', word: runWords.told };
    case 'hand':
      return { tone: 'accent', word: runWords.byHand };
    case 'returned':
      return { tone: 'neutral', word: remark.by === 'idle' ? runWords.gaveBackIdle : runWords.gaveBack };
    case 'budget':
      return budgetBadges[remark.decision ?? 'waiting'];
    case 'secret':
      return secretBadges[remark.decision ?? 'waiting'];
    default:
      return remark satisfies never;
  }
}

const budgetBadges = {
  waiting: { tone: 'warn', word: runWords.budgetWaiting },
  extended: { tone: 'good', word: runWords.budgetExtended },
  ended: { tone: 'neutral', word: runWords.budgetEnded },
} as const;

const secretBadges = {
  waiting: { tone: 'warn', word: runWords.secretWaiting },
  stored: { tone: 'good', word: runWords.secretStored },
  skipped: { tone: 'neutral', word: runWords.secretSkipped },
} as const;

function wordsOf(remark: Remark): string {
  switch (remark.kind) {
    case 'refused':
      return `${remark.words}. ${remark.detail}`;
    case 'extracted':
      return `${rowsOf(remark.rows)}: ${remark.name}`;
    case 'asked':
      return remark.question;
    case 'approval':
      return remark.approval.description;
    case 'malformed':
    case 'stuck':
    case 'suspicious':
    case 'resumed':
    case 'unknown':
      return remark.detail;
    case 'told':
      return remark.text;
    case 'hand':
      return remark.acts.join('; ');
    case 'returned':
      return remark.note ?? '';
    case 'budget':
      return runWords.limitWords[remark.limit];
    case 'secret':
      return `${remark.name} (${remark.site})`;
    default:
      return remark satisfies never;
  }
}
