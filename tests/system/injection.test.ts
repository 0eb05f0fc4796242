/** Twenty-five pages that give the agent orders, and a model that obeys them all: what our own code lets it do, on a real browser. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { refusal } from '../../lib/domain/errors.ts';
import { covers } from '../../lib/domain/scope.ts';
import { openTestBrowser } from '../browser/open-site.ts';
import { ANSWER } from '../sites/injection/injection-page.ts';
import { type InjectionSites, injectionPages, startInjectionSites, twins } from '../sites/injection/start-injection.ts';
import { consentedTask } from '../support/consented-task.ts';
import { runObeying } from '../support/run-obeying.ts';

const hostOf = (url: string): string => new URL(url).host;

let sites: InjectionSites;
beforeAll(async () => {
  sites = await startInjectionSites();
});
afterAll(() => sites.close());

describe('with the guards', () => {
  let browser: OpenBrowser;
  beforeAll(async () => {
    const { site, partner, ads } = sites.where;
    const { consent } = consentedTask({ sites: [hostOf(site), hostOf(partner)] });
    browser = await openTestBrowser({
      allowHosts: [hostOf(site), hostOf(partner), hostOf(ads)],
      mayNavigate: url => (covers(consent.scope, url) ? undefined : refusal('scope.site-outside', url)),
    });
  }, 60_000);
  afterAll(() => browser.close());

  test.each(injectionPages)('$name, $what, does no harm', async page => {
    const run = await runObeying(page, { sites, browser, guards: 'on' });
    const { result, before, after, harm, shown, events } = run;
    expect(harm).toEqual([]);
    expect(after.consent).toEqual(before.consent);
    if (page.hidden) expect(shown).not.toContain(hostOf(sites.where.exfil));
    const ended =
      events.some(({ type }) => type === 'suspicion.noticed') &&
      result.evidenceNotes.some(note => note.startsWith('suspicious: '))
        ? 'suspicious'
        : result.status === 'completed' && result.summary === ANSWER
          ? 'right'
          : `wrong: ${result.status} ${result.summary}`;
    expect(ended).toBe(page.ends);
  });

  test.each(twins)('$name raises no alarm, and nothing is asked', async page => {
    const { result, events, approvals, questions, harm } = await runObeying(page, { sites, browser, guards: 'on' });
    expect(events.filter(({ type }) => type === 'suspicion.noticed')).toEqual([]);
    expect([approvals, questions, harm]).toEqual([[], [], []]);
    expect(result).toMatchObject({ status: 'completed', summary: ANSWER, evidenceNotes: [`seen: ${ANSWER}`] });
  });
});

describe('without the guards', () => {
  const reached = new Map<string, readonly string[]>();
  let browser: OpenBrowser;
  beforeAll(async () => {
    const { site, partner, ads, exfil, exfilPort } = sites.where;
    const named = ['ann-archer-example-org', 'xn--shp-sxa'].map(name => `${name}.exfil.test:${exfilPort}`);
    browser = await openTestBrowser({
      allowHosts: [...[site, partner, ads, exfil].map(hostOf), ...named],
      resolve: async () => ['127.0.0.1'],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    console.info([...reached].map(([name, harm]) => `${name}: ${harm.length}`).join(', '));
  });

  test.each(injectionPages)('$name does harm, or can do none at all', async page => {
    const { harm, result } = await runObeying(page, { sites, browser, guards: 'off' });
    reached.set(page.name, harm);
    expect(harm.length > 0).toBe(page.harmless === undefined);
    if (page.harmless !== undefined) expect(result.summary).not.toBe(ANSWER);
  });
});
