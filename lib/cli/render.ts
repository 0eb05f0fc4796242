/** Turns events and proposals into lines for a terminal. Prints nothing; page text loses its control characters and its line breaks. */

import pc from 'picocolors';
import type { Approval } from '../domain/approval.ts';
import { describeAction } from '../domain/describe-action.ts';
import type { Outcome, Stored, TaskEvent } from '../domain/events.ts';
import { howItEnded } from '../domain/how-it-ended.ts';
import { onOneLine, withoutControls } from '../domain/plain-text.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { TaskResult } from '../domain/result.ts';
import { renderAmount, renderMore } from './render-budget.ts';

export function renderProposal(proposal: Proposal): string {
  const { scope, estimate } = proposal;
  const { budget } = scope;
  return [
    '',
    pc.bold(onOneLine(proposal.title)),
    ...proposal.plan.map((step, index) => `  ${index + 1}. ${onOneLine(step)}`),
    '',
    `  sites    ${scope.sites.map(onOneLine).join(', ')}`,
    `  may      ${scope.verbs.join(', ')}`,
    ...(scope.secrets === undefined || scope.secrets.length === 0 ? [] : [`  secrets  ${scope.secrets.join(', ')}`]),
    `  at most  ${budget.steps} steps, ${budget.seconds} s, ${budget.tokens.toLocaleString('en')} tokens, $${budget.usd.toFixed(2)}, ${Math.round(budget.bytes / 1e6)} MB`,
    `  expect   about ${estimate.steps} steps, ${estimate.seconds} s`,
    `  model    ${onOneLine(proposal.model)}`,
    pc.dim(`  digest   ${proposal.digest}`),
    '',
  ].join('\n');
}

/** The line for one event, or undefined for those that say nothing to a person. */
export function renderEvent(event: Stored<TaskEvent>): string | undefined {
  switch (event.type) {
    case 'task.started':
      return pc.dim(`worker ${event.data.fence} takes the task, model ${onOneLine(event.data.model)}`);
    case 'browser.opened':
      return pc.dim(`${onOneLine(event.data.browser)} opened in ${event.data.ms} ms`);
    case 'page.observed':
      return pc.dim(
        `${String(event.data.step).padStart(3)}  sees "${onOneLine(event.data.title)}" ${onOneLine(event.data.url)}`,
      );
    case 'step.decided':
      return event.data.reasoning === '' ? undefined : `     ${pc.italic(onOneLine(event.data.reasoning))}`;
    case 'action.started':
      return `     ${pc.cyan('›')} ${onOneLine(describeAction(event.data.action))}`;
    case 'action.finished':
      return renderEnd(event.data.outcome);
    case 'action.refused':
      return `     ${pc.red('✗')} not allowed: ${onOneLine(describeAction(event.data.action))} (${onOneLine(event.data.detail)})`;
    case 'answer.malformed':
      return `     ${pc.yellow('!')} the model's answer could not be used: ${onOneLine(event.data.detail)}`;
    case 'stuck.noticed':
      return `     ${pc.yellow('!')} ${onOneLine(event.data.detail)}`;
    case 'suspicion.noticed':
      return `     ${pc.red('!')} ${onOneLine(event.data.url)} gives the agent orders: "${onOneLine(event.data.quote)}"`;
    case 'data.extracted':
      return `     ${pc.green('+')} ${event.data.rows} rows into "${onOneLine(event.data.name)}"`;
    case 'question.asked':
      return `     ${pc.magenta('?')} ${onOneLine(event.data.question)}`;
    case 'approval.asked':
      return renderApproval(event.data.approval);
    case 'approval.given':
      return `     ${pc.green('✓')} you approved it${event.data.reach === 'kind' ? ', and its kind on this site' : ''}`;
    case 'approval.denied':
      return `     ${pc.red('✗')} you denied it${event.data.reason === undefined ? '' : `: ${onOneLine(event.data.reason)}`}`;
    case 'task.parked':
      return pc.dim(
        `     parked: it waits for ${event.data.reason === 'pause' ? 'being resumed' : 'you'}, and costs nothing`,
      );
    case 'task.resumed':
      return pc.dim(`     goes on${event.data.lost.length === 0 ? '' : `; ${onOneLine(event.data.lost.join('; '))}`}`);
    case 'outcome.unknown':
      return `     ${pc.yellow('!')} outcome unknown: ${onOneLine(event.data.description)}`;
    case 'pause.requested':
      return `     ${pc.yellow('!')} pause requested`;
    case 'resume.requested':
      return `     ${pc.yellow('!')} resume requested`;
    case 'budget.reached': {
      const { limit, spent, allowed, asks, expiresAt } = event.data;
      const used = `${renderAmount(limit, spent)} of ${renderAmount(limit, allowed)}`;
      const waits = pc.dim(`         waits for your yes until ${onOneLine(expiresAt)}`);
      return `     ${pc.magenta('?')} the budget is used up: ${used}. It asks for ${renderMore(asks)} more\n${waits}`;
    }
    case 'budget.extended':
      return `     ${pc.green('✓')} you added ${renderMore(event.data.add)} to its budget`;
    case 'budget.declined':
      return `     ${pc.red('✗')} you added nothing to its budget`;
    case 'secret.needed': {
      const { name, site, why, expiresAt } = event.data;
      const waits = pc.dim(`         waits for it until ${onOneLine(expiresAt)}`);
      return `     ${pc.magenta('?')} it needs the secret ${pc.bold(name)} on ${onOneLine(site)}: ${onOneLine(why)}\n${waits}`;
    }
    case 'secret.stored':
      return `     ${pc.green('✓')} the secret ${event.data.name} is stored`;
    case 'secret.skipped':
      return `     ${pc.red('✗')} it goes on without the secret ${event.data.name}`;
    case 'instruction.added':
      return `     ${pc.magenta('»')} you said: ${onOneLine(event.data.text)}`;
    case 'control.requested':
      return `     ${pc.yellow('!')} somebody takes over: the step is ended first`;
    case 'control.taken':
      return `     ${pc.magenta('☞')} a person has the mouse and the keyboard`;
    case 'person.acted':
      return event.data.acts.map(act => `     ${pc.magenta('☞')} ${onOneLine(act)}`).join('\n');
    case 'control.returned': {
      const { by, note } = event.data;
      const why = by === 'idle' ? ': nobody did anything for minutes' : '';
      return `     ${pc.magenta('☞')} the run goes on by itself${why}${note === undefined ? '' : `: "${onOneLine(note)}"`}`;
    }
    case 'cancel.requested':
      return `     ${pc.yellow('!')} cancel requested`;
    case 'hosts.contacted': {
      const refused = event.data.hosts.filter(({ outcome }) => outcome === 'refused');
      const each = refused.map(
        ({ host, why = '' }) => `     ${pc.yellow('!')} not reached: ${onOneLine(host)} (${onOneLine(why)})`,
      );
      return each.length === 0 ? undefined : each.join('\n');
    }
    case 'secret.used':
      return pc.dim(`     uses the secret ${event.data.name} on ${onOneLine(event.data.origin)}`);
    case 'task.queued': {
      const { cause, notBefore } = event.data;
      if (cause === undefined) return undefined;
      const when = notBefore === undefined ? '' : ` at ${onOneLine(notBefore)}`;
      return `     ${pc.yellow('!')} ${onOneLine(cause.detail)} (${cause.code}): tried again${when}`;
    }
    case 'artifact.saved':
    case 'question.answered':
    case 'approval.used':
    case 'checkpoint.saved':
    case 'task.finished':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** The exact act, for a person to say yes or no to. */
/** What was done well needs no line. */
function renderEnd(outcome: Outcome): string | undefined {
  const ended = howItEnded(outcome);
  if (ended === 'done') return undefined;
  const said = outcome.ok ? (outcome.note ?? '') : outcome.detail;
  return `     ${pc.yellow('!')} ${ended === 'unknown' ? 'perhaps done: ' : ''}${onOneLine(said)}`;
}

function renderApproval({ verb, site, description, values, more, expiresAt }: Approval): string {
  return [
    `     ${pc.magenta('?')} ${pc.bold(`${verb} on ${onOneLine(site)}`)}: ${onOneLine(description)}`,
    ...values.map(({ label, value }) => `         ${pc.dim(`${onOneLine(label)}:`)} ${onOneLine(value)}`),
    ...(more > 0 ? [pc.dim(`         and ${more} more fields`)] : []),
    pc.dim(`         waits for your yes until ${onOneLine(expiresAt)}`),
  ].join('\n');
}

export function renderResult(result: TaskResult): string {
  const colour = result.status === 'completed' ? pc.green : result.status === 'failed' ? pc.red : pc.yellow;
  const notes = result.evidenceNotes.map(note => pc.dim(`  · ${onOneLine(note)}`));
  const why =
    result.code === undefined
      ? []
      : [pc.dim(`  ${result.code}${result.detail === undefined ? '' : `: ${onOneLine(result.detail)}`}`)];
  return [
    '',
    `${colour(pc.bold(result.status))} ${pc.dim(`(${result.evidence})`)}`,
    withoutControls(result.summary),
    ...why,
    ...notes,
  ].join('\n');
}
