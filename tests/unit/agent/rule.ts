/** The police asked about one action, on a consented page with nothing spent, heard or granted unless a test says so. */

import { police } from '../../../lib/agent/police.ts';
import type { Action } from '../../../lib/domain/action.ts';
import { nothingSpent } from '../../../lib/domain/budget.ts';
import { nothingHeard } from '../../../lib/domain/taint.ts';
import { verbs } from '../../../lib/domain/verb.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';

/** To all verbs, on the shop. */
export const { consent } = consentedTask({ verbs: [...verbs] });
export const onSite = 'https://www.shop.test/kettles';

export function rule(action: Action, change: Partial<Parameters<typeof police>[0]> = {}) {
  return police({
    consent,
    taskId: consent.taskId,
    action,
    pageUrl: onSite,
    spent: nothingSpent,
    grants: [],
    unknown: [],
    told: { heard: nothingHeard, own: [], links: new Set() },
    suspicions: [],
    now: NOW,
    ...change,
  });
}

export const link = (href: string): Action => ({
  kind: 'click',
  ref: 'e1',
  target: { ref: 'e1', role: 'link', name: 'Next', href },
});
