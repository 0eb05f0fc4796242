/** An order in the shop, the whole way: the agent stops before it, the person decides on exactly that, and the shop's own log says what came of it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Approval } from '../../lib/domain/approval.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { doErrand, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { mugOrder, ordersSent } from '../support/mug-order.ts';

let cloud: TestCloud;
let shop: Site;
beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await shop.close();
});

describe('an order', () => {
  test('is shown with all that it sends, and placed once after a yes', async () => {
    const before = ordersSent(shop);
    let seen: Approval | undefined;
    const { proposal, events, result } = await doErrand(cloud.client, mugOrder(shop), approval => {
      expect(ordersSent(shop)).toBe(before);
      seen = approval;
      return { decision: 'approve', digest: approval.digest };
    });
    expect(proposal.scope.verbs).toContain('pay');
    expect(seen).toMatchObject({ verb: 'pay', site: shop.host, description: expect.stringContaining('Place order') });
    expect(seen?.values).toEqual(
      expect.arrayContaining([
        { label: 'Full name', value: 'Ann Lee' },
        { label: 'Town or city', value: 'Ludlow' },
      ]),
    );
    expect(seen?.screenshotId).toMatch(/^art_/);
    expect(ordersSent(shop)).toBe(before + 1);
    expect(events.filter(({ type }) => type === 'approval.used')).toHaveLength(1);
    expect(result.status).toBe('completed');
  }, 90_000);

  test('is not placed after a no', async () => {
    const before = ordersSent(shop);
    const { events, result } = await doErrand(cloud.client, mugOrder(shop), () => ({
      decision: 'deny',
      reason: 'too dear',
    }));
    expect(ordersSent(shop)).toBe(before);
    expect(events.some(({ type }) => type === 'approval.denied')).toBe(true);
    expect(result.status).not.toBe('completed');
  }, 90_000);
});
