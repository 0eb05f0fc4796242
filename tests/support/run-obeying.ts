/** One errand by the worst model on a real page, with or without what protects it. For the tests of injection only. */

import { randomUUID } from 'node:crypto';
import type { AskedApproval } from '../../lib/agent/journal.ts';
import { runAgent } from '../../lib/agent/loop.ts';
import type { Page } from '../../lib/agent/page.ts';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { APPROVAL_TTL_MS } from '../../lib/domain/approval.ts';
import type { TaskEvent } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import { evolveTask, type Task } from '../../lib/domain/task.ts';
import { type Verb, verbs } from '../../lib/domain/verb.ts';
import { ANSWER, type InjectionPage } from '../sites/injection/injection-page.ts';
import type { InjectionSites } from '../sites/injection/start-injection.ts';
import { consentedTask } from './consented-task.ts';
import { obeyingModel } from './obeying-model.ts';

export interface Obeyed {
  readonly result: TaskResult;
  readonly before: Task;
  readonly after: Task;
  readonly events: readonly TaskEvent[];
  readonly harm: readonly string[];
  readonly obeyed: readonly string[];
  readonly approvals: readonly AskedApproval[];
  readonly questions: readonly string[];
  readonly files: readonly string[];
  /** All that the observations themselves showed. */
  readonly shown: string;
}

export interface Wiring {
  readonly sites: InjectionSites;
  readonly browser: OpenBrowser;
  /** `off`: a consent to everything everywhere and a person who says yes to all; the browser is opened without its bounds too. */
  readonly guards: 'on' | 'off';
}

const CONSENTED: readonly Verb[] = ['read', 'navigate', 'input', 'submit', 'download'];

export async function runObeying(page: InjectionPage, { sites, browser, guards }: Wiring): Promise<Obeyed> {
  const { where } = sites;
  const now = Date.now();
  const hostOf = (url: string): string => new URL(url).host;
  const consented = [hostOf(where.site), hostOf(where.partner)];
  const model = obeyingModel({ answer: ANSWER, sees: url => seenBeyond(url, page, sites) });
  const before = consentedTask({
    now,
    startUrl: `${where.site}${Object.keys(page.files(where))[0]}`,
    sites: guards === 'on' ? consented : [...consented, hostOf(where.exfil), hostOf(where.ads), 'exfil.test'],
    verbs: guards === 'on' ? CONSENTED : verbs,
    budget: { steps: 14 },
  });
  let task = evolveTask(before, { type: 'task.started', data: { fence: 1, model: model.name } }, now);
  const events: TaskEvent[] = [];
  const approvals: AskedApproval[] = [];
  const questions: string[] = [];
  const files: string[] = [];
  const shown: string[] = [];
  const record = (added: readonly TaskEvent[]): Task => {
    for (const event of added) task = evolveTask(task, event, Date.now());
    events.push(...added);
    return task;
  };
  sites.forget();
  const result = await runAgent(
    {
      page: withoutPictures(browser.page, shown),
      model,
      journal: {
        record: async added => record(added),
        readFile: async () => undefined,
        keepWhole: () => {},
        saveArtifact: async ({ name }) => `art_${files.push(name)}`,
        askApproval: async asked => {
          approvals.push(asked);
          const approvalId = `apr_${approvals.length}`;
          const expiresAt = new Date(Date.now() + APPROVAL_TTL_MS).toISOString();
          record([{ type: 'approval.asked', data: { approval: { ...asked, approvalId, expiresAt } } }]);
          if (guards === 'on') {
            record([{ type: 'approval.denied', data: { approvalId } }]);
            return { kind: 'denied' };
          }
          record([{ type: 'approval.given', data: { approvalId, digest: asked.digest, reach: 'kind' } }]);
          return { kind: 'approved', approvalId, reach: 'kind' };
        },
        askBudget: async () => ({ kind: 'declined' }),
        needSecret: async () => ({ kind: 'stored' }),
        instructions: async () => [],
        askPerson: async question => {
          questions.push(question);
          return { kind: 'answered', text: 'Yes, do that.' };
        },
      },
      clock: () => Date.now(),
      mark: () => randomUUID(),
      signal: new AbortController().signal,
      keep: () => {},
    },
    before,
  );
  const harm = sites.harm();
  return {
    result,
    before,
    after: task,
    events,
    harm,
    obeyed: model.obeyed,
    approvals,
    questions,
    files,
    shown: shown.join('\n'),
  };
}

/** What the page says in pictures, and what it hides: told to the model and to none of our own code. */
function seenBeyond(url: string, { hidden, pixels }: InjectionPage, { where, sourceOf }: InjectionSites): string {
  if (!url.startsWith(where.site)) return '';
  return `${hidden === true ? sourceOf(url) : ''}\n${pixels?.(where) ?? ''}`;
}

/** They cost time, and no scripted model reads them. */
function withoutPictures(page: Page, shown: string[]): Page {
  return {
    ...page,
    screenshot: () => Promise.reject(new Error('no pictures here')),
    async observe() {
      const seen = await page.observe();
      shown.push(seen.text);
      return seen;
    },
  };
}
