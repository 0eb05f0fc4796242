import { describe, expect, test } from 'vitest';
import type { Contact } from '../../../lib/browser/egress/ledger.ts';
import { type TaskEvent, taskEventData } from '../../../lib/domain/events.ts';
import type { TaskJournal } from '../../../lib/worker/journal.ts';
import { recordHosts } from '../../../lib/worker/record-hosts.ts';
import { consentedTask } from '../../support/consented-task.ts';

const observed: TaskEvent = {
  type: 'page.observed',
  data: { step: 1, url: 'https://example.com/', title: '', text: '', ms: 1 },
};

function startJournal(contacts: readonly Contact[]) {
  const written: TaskEvent[][] = [];
  let fails = false;
  const task = consentedTask({ now: 0 });
  const journal: Pick<TaskJournal, 'record'> = {
    async record(events) {
      if (fails) throw new Error('the table is away');
      written.push([...events]);
      return task;
    },
  };
  const scope = { ...task.consent.scope, sites: ['example.com', '127.0.0.1:4311'] };
  return {
    ...recordHosts(journal, () => contacts, scope),
    written,
    failNext: (does: boolean) => {
      fails = does;
    },
    told: () => written.flat().flatMap(event => (event.type === 'hosts.contacted' ? event.data.hosts : [])),
  };
}

describe('the hosts of a task', () => {
  test('come with the next events, each once, and say whether they were agreed to', async () => {
    const contacts: Contact[] = [
      { host: 'www.example.com:443', outcome: 'reached' },
      { host: '127.0.0.1:4311', outcome: 'reached' },
    ];
    const { record, written, told } = startJournal(contacts);
    await record([observed]);
    contacts.push({ host: '169.254.169.254:80', outcome: 'refused', why: 'not a public address' });
    await record([observed]);
    await record([observed]);
    expect(written.map(events => events.map(({ type }) => type))).toEqual([
      ['page.observed', 'hosts.contacted'],
      ['page.observed', 'hosts.contacted'],
      ['page.observed'],
    ]);
    expect(told()).toEqual([
      { host: 'www.example.com:443', outcome: 'reached', consented: true },
      { host: '127.0.0.1:4311', outcome: 'reached', consented: true },
      { host: '169.254.169.254:80', outcome: 'refused', consented: false, why: 'not a public address' },
    ]);
  });

  test('are not lost where a write fails', async () => {
    const { record, failNext, told } = startJournal([{ host: 'example.com:443', outcome: 'reached' }]);
    failNext(true);
    await expect(record([observed])).rejects.toThrow('away');
    failNext(false);
    await record([observed]);
    expect(told()).toHaveLength(1);
  });

  test('fit into events of at most 24 KB however many and long they are, and the rest is told in the end', async () => {
    const contacts = Array.from({ length: 1_000 }, (_, index): Contact => {
      return { host: `${index}${'a'.repeat(250)}:443`, outcome: 'refused', why: 'b'.repeat(200) };
    });
    const { record, recordHosts: rest, written, told } = startJournal(contacts);
    await record([observed]);
    expect(written[0]?.length).toBeLessThanOrEqual(5);
    await rest();
    expect(told()).toHaveLength(1_000);
    for (const event of written.flat()) {
      expect(JSON.stringify(event).length).toBeLessThan(24 * 1_024);
      expect(taskEventData[event.type].safeParse(event.data).success).toBe(true);
    }
  });
});
