import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSENT_TTL_MS, giveConsent, isValidFor } from '../../../lib/domain/consent.ts';
import { digestOf } from '../../../lib/domain/digest.ts';
import { digestOfProposal, makeProposal, type Proposal, ProposalTerms } from '../../../lib/domain/proposal.ts';
import { isWithin, type Narrowing, type Scope } from '../../../lib/domain/scope.ts';
import { verbs } from '../../../lib/domain/verb.ts';
import { countedIds, sampleNow, sampleProposal, sampleTerms } from '../../support/domain-samples.ts';

const ids = countedIds();

function ask(proposal: Proposal, change: { digest?: string; narrowing?: Narrowing; now?: number } = {}) {
  return giveConsent(proposal, {
    digest: proposal.digest,
    by: 'request',
    ownerId: 'alice',
    consentId: ids('consent'),
    taskId: ids('task'),
    now: sampleNow,
    ...change,
  });
}

const sites = fc.uniqueArray(fc.constantFrom('example.com', 'example.org', 'example.net', '127.0.0.1:4311'), {
  minLength: 1,
});
const someVerbs = fc.uniqueArray(fc.constantFrom(...verbs), { minLength: 1 });
const budget = fc.record({
  steps: fc.integer({ min: 1, max: 200 }),
  seconds: fc.integer({ min: 5, max: 7_200 }),
  tokens: fc.integer({ min: 1_000, max: 5_000_000 }),
  usd: fc.double({ min: 0, max: 100, noNaN: true }),
  bytes: fc.integer({ min: 100_000, max: 2_000_000_000 }),
});
const scope: fc.Arbitrary<Scope> = fc.record({ sites, verbs: someVerbs, budget });
const narrowing = fc.record(
  { sites, verbs: someVerbs, budget: budget.chain(all => fc.subarray(Object.entries(all)).map(Object.fromEntries)) },
  { requiredKeys: [] },
) as fc.Arbitrary<Narrowing>;

describe('a consent', () => {
  it('is never wider than the proposal, whatever is asked', () => {
    fc.assert(
      fc.property(scope, narrowing, (proposed, asked) => {
        const proposal = sampleProposal(ids, ids('session'), { scope: proposed });
        try {
          const given = ask(proposal, { narrowing: asked }).scope;
          expect(isWithin(given, proposed)).toBe(true);
          for (const site of given.sites) expect(proposed.sites).toContain(site);
          for (const verb of given.verbs) expect(proposed.verbs).toContain(verb);
          for (const part of ['steps', 'seconds', 'tokens', 'usd', 'bytes'] as const) {
            expect(given.budget[part]).toBeLessThanOrEqual(proposed.budget[part]);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'consent.widens-scope' });
        }
      }),
    );
  });

  it('is the proposed scope where nothing is narrowed', () => {
    const proposal = sampleProposal(ids);
    expect(ask(proposal).scope).toEqual(proposal.scope);
    expect(ask(proposal, { narrowing: { budget: { steps: 3 } } }).scope.budget).toEqual({
      ...proposal.scope.budget,
      steps: 3,
    });
  });

  it('is refused from the moment the proposal expires', () => {
    const proposal = sampleProposal(ids);
    const end = Date.parse(proposal.expiresAt);
    expect(ask(proposal, { now: end - 1 }).digest).toBe(proposal.digest);
    expect(() => ask(proposal, { now: end })).toThrow(expect.objectContaining({ code: 'proposal.expired' }));
  });

  it('is refused for another digest, and for a proposal that no longer fits its own', () => {
    const proposal = sampleProposal(ids);
    const mismatch = expect.objectContaining({ code: 'proposal.digest-mismatch' });
    expect(() => ask(proposal, { digest: sampleProposal(ids).digest })).toThrow(mismatch);
    expect(() => ask(proposal, { digest: proposal.digest.toUpperCase() })).toThrow(mismatch);
    expect(() => ask({ ...proposal, instruction: 'Buy it.' })).toThrow(mismatch);
  });

  it('holds for its own task and digest until it expires', () => {
    const consent = ask(sampleProposal(ids));
    const { taskId, digest } = consent;
    expect(isValidFor(consent, { taskId, digest }, sampleNow + CONSENT_TTL_MS - 1)).toBe(true);
    expect(isValidFor(consent, { taskId, digest }, sampleNow + CONSENT_TTL_MS)).toBe(false);
    expect(isValidFor(consent, { taskId: ids('task'), digest }, sampleNow)).toBe(false);
    expect(isValidFor(consent, { taskId, digest: 'sha256:0' }, sampleNow)).toBe(false);
  });
});

/** Every place in a JSON value, as the value with that one place changed. */
function* changes(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield [...value, value[0]];
    yield value.slice(1);
    for (const [index, part] of value.entries()) for (const other of changes(part)) yield value.with(index, other);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value))
      for (const other of changes(part)) yield { ...value, [key]: other };
  } else {
    yield typeof value === 'number' ? value + 1 : `${String(value)} `;
  }
}

describe('the digest of a proposal', () => {
  const bound = { ...sampleTerms(), proposalId: 'prp_1', sessionId: 'ses_1' };

  it('changes with every single value it covers', () => {
    const digests = [...changes(bound)].map(changed => digestOfProposal(changed as typeof bound));
    expect(digests.length).toBeGreaterThan(25);
    expect(digests).not.toContain(digestOfProposal(bound));
  });

  it('covers every term there is', () => {
    for (const term of Object.keys(ProposalTerms.shape)) {
      expect(digestOfProposal({ ...bound, [term]: 'other' }), term).not.toBe(digestOfProposal(bound));
    }
  });

  it('depends on the order of a list but not on the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(bound).toReversed()) as typeof bound;
    expect(digestOfProposal(turned)).toBe(digestOfProposal(bound));
    expect(digestOfProposal({ ...bound, plan: bound.plan.toReversed() })).not.toBe(digestOfProposal(bound));
  });

  it('is the same for the same JSON value and another for another', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const copy: unknown = JSON.parse(JSON.stringify(a));
        expect(digestOf(a)).toBe(digestOf(copy));
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(digestOf(a) === digestOf(b)).toBe(same);
      }),
    );
  });

  it('survives the way through the table and the API', () => {
    const proposal = makeProposal(sampleTerms(), { proposalId: 'prp_1', sessionId: 'ses_1', now: sampleNow });
    expect(digestOfProposal(JSON.parse(JSON.stringify(proposal)))).toBe(proposal.digest);
    expect(proposal.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, sorted(part)])
    .concat([['{}', true]]);
}
