/** Turns events and proposals into lines for a terminal. Prints nothing; page text loses its control characters. */

import pc from 'picocolors';
import type { Approval } from '../domain/approval.ts';
import { describeAction } from '../domain/describe-action.ts';
import type { Stored, TaskEvent } from '../domain/events.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { TaskResult } from '../domain/result.ts';

/** Page text may carry escape sequences that would drive the terminal. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

export function renderProposal(proposal: Proposal): string {
  const { scope, estimate } = proposal;
  const { budget } = scope;
  return [
    '',
    pc.bold(plain(proposal.title)),
    ...proposal.plan.map((step, index) => `  ${index + 1}. ${plain(step)}`),
    '',
    `  sites    ${scope.sites.map(plain).join(', ')}`,
    `  may      ${scope.verbs.join(', ')}`,
    ...(scope.secrets === undefined || scope.secrets.length === 0 ? [] : [`  secrets  ${scope.secrets.join(', ')}`]),
    `  at most  ${budget.steps} steps, ${budget.seconds} s, ${budget.tokens.toLocaleString('en')} tokens, $${budget.usd.toFixed(2)}, ${Math.round(budget.bytes / 1e6)} MB`,
    `  expect   about ${estimate.steps} steps, ${estimate.seconds} s`,
    `  model    ${plain(proposal.model)}`,
    pc.dim(`  digest   ${proposal.digest}`),
    '',
  ].join('\n');
}

/** The line for one event, or undefined for those that say nothing to a person. */
export function renderEvent(event: Stored<TaskEvent>): string | undefined {
  switch (event.type) {
    case 'task.started':
      return pc.dim(`worker ${event.data.fence} takes the task, model ${plain(event.data.model)}`);
    case 'browser.opened':
      return pc.dim(`${plain(event.data.browser)} opened in ${event.data.ms} ms`);
    case 'page.observed':
      return pc.dim(
        `${String(event.data.step).padStart(3)}  sees "${plain(event.data.title)}" ${plain(event.data.url)}`,
      );
    case 'step.decided':
      return event.data.reasoning === '' ? undefined : `     ${pc.italic(plain(event.data.reasoning))}`;
    case 'action.started':
      return `     ${pc.cyan('›')} ${plain(describeAction(event.data.action))}`;
    case 'action.finished':
      return event.data.outcome.ok ? undefined : `     ${pc.yellow('!')} ${plain(event.data.outcome.detail)}`;
    case 'action.refused':
      return `     ${pc.red('✗')} not allowed: ${plain(describeAction(event.data.action))} (${plain(event.data.detail)})`;
    case 'answer.malformed':
      return `     ${pc.yellow('!')} the model's answer could not be used: ${plain(event.data.detail)}`;
    case 'stuck.noticed':
      return `     ${pc.yellow('!')} ${plain(event.data.detail)}`;
    case 'data.extracted':
      return `     ${pc.green('+')} ${event.data.rows} rows into "${plain(event.data.name)}"`;
    case 'question.asked':
      return `     ${pc.magenta('?')} ${plain(event.data.question)}`;
    case 'approval.asked':
      return renderApproval(event.data.approval);
    case 'approval.given':
      return `     ${pc.green('✓')} you approved it${event.data.reach === 'kind' ? ', and its kind on this site' : ''}`;
    case 'approval.denied':
      return `     ${pc.red('✗')} you denied it${event.data.reason === undefined ? '' : `: ${plain(event.data.reason)}`}`;
    case 'cancel.requested':
      return `     ${pc.yellow('!')} cancel requested`;
    case 'hosts.contacted': {
      const refused = event.data.hosts.filter(({ outcome }) => outcome === 'refused');
      const each = refused.map(
        ({ host, why = '' }) => `     ${pc.yellow('!')} not reached: ${plain(host)} (${plain(why)})`,
      );
      return each.length === 0 ? undefined : each.join('\n');
    }
    case 'task.queued':
    case 'artifact.saved':
    case 'question.answered':
    case 'approval.used':
    case 'task.finished':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** The exact act, for a person to say yes or no to. */
function renderApproval({ verb, site, description, values, more, expiresAt }: Approval): string {
  return [
    `     ${pc.magenta('?')} ${pc.bold(`${verb} on ${plain(site)}`)}: ${plain(description)}`,
    ...values.map(({ label, value }) => `         ${pc.dim(`${plain(label)}:`)} ${plain(value)}`),
    ...(more > 0 ? [pc.dim(`         and ${more} more fields`)] : []),
    pc.dim(`         waits for your yes until ${plain(expiresAt)}`),
  ].join('\n');
}

export function renderResult(result: TaskResult): string {
  const colour = result.status === 'completed' ? pc.green : result.status === 'failed' ? pc.red : pc.yellow;
  const notes = result.evidenceNotes.map(note => pc.dim(`  · ${plain(note)}`));
  const why =
    result.code === undefined
      ? []
      : [pc.dim(`  ${result.code}${result.detail === undefined ? '' : `: ${plain(result.detail)}`}`)];
  return [
    '',
    `${colour(pc.bold(result.status))} ${pc.dim(`(${result.evidence})`)}`,
    plain(result.summary),
    ...why,
    ...notes,
  ].join('\n');
}
