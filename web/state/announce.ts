/** What a screen reader says of a new event, or nothing. One short sentence; never the whole page. */

import type { AnyEvent } from '../../lib/domain/events.ts';
import { runWords } from '../strings/run-page.ts';
import { evidenceWords, rowsOf, sayAction, stepOf, strings, taskStatusWords } from '../strings.ts';

export function announce(event: AnyEvent): string | undefined {
  switch (event.type) {
    case 'message.added':
      return event.data.message.role === 'user' ? undefined : `${strings.agent}: ${event.data.message.text}`;
    case 'proposal.made':
      return `${strings.proposal}: ${event.data.proposal.title}. ${strings.proposalLead}`;
    case 'consent.given':
      return taskStatusWords.queued;
    case 'action.started':
      return `${stepOf(event.data.step)}: ${event.data.description || sayAction(event.data.action)}`;
    case 'action.refused':
      return `${strings.refused}: ${event.data.detail}`;
    case 'data.extracted':
      return `${strings.extracted} ${rowsOf(event.data.rows)}`;
    case 'question.asked':
      return `${strings.question}: ${event.data.question}`;
    case 'approval.asked':
      return `${strings.approval}: ${event.data.approval.description}`;
    case 'budget.reached':
      return `${runWords.budgetReached}: ${runWords.limitWords[event.data.limit]}`;
    case 'secret.needed':
      return `${runWords.secretNeeded}: ${event.data.name}`;
    case 'control.taken':
      return `${runWords.youHaveMouse}. ${runWords.mouseHint}`;
    case 'control.returned':
      return event.data.by === 'idle' ? runWords.gaveBackIdle : runWords.gaveBack;
    case 'cancel.requested':
      return strings.cancelNoted;
    case 'task.finished':
      return `${taskStatusWords[event.data.result.status]}. ${evidenceWords[event.data.result.evidence].label}.`;
    default:
      return undefined;
  }
}
