/** Fills in again what was filled in, by the same hands as an errand's own acts, where the page does not show it already. Lets no form be sent meanwhile. */

import type { Page } from 'puppeteer-core';
import type { FieldContent, SavedField } from '../../agent/page-state.ts';
import { describeLocators } from '../../domain/describe-locator.ts';
import { isErrandError } from '../../domain/errors.ts';
import { isActed, isRefusal, quote, type Said } from '../act/acted.ts';
import { fillElement } from '../act/fill.ts';
import { withSession } from '../act/navigate.ts';
import { selectOptions } from '../act/select.ts';
import { tickElement } from '../act/tick.ts';
import { messageOf, within } from '../deadline.ts';
import { findByLocators, type Rediscovered } from '../locate/find-by-locators.ts';
import type { Found } from '../realm.ts';
import type { SecretSource } from '../secret-source.ts';
import { comeToQuiet } from '../settle.ts';

const ASK_MS = 2_000;
/** For fields that the page draws late. */
const QUIET_MS = 3_000;
const SENDING_MS = 2_000;

export interface Filling {
  readonly fields: readonly SavedField[];
  readonly secrets: SecretSource | undefined;
  /** By `performance.now()`. */
  readonly end: number;
}

export async function restoreFields(page: Page, { fields, secrets, end }: Filling): Promise<readonly string[]> {
  return withoutSending(page, async () => {
    const told: string[] = [];
    const fillAll = async (some: readonly SavedField[]): Promise<SavedField[]> => {
      const missing: SavedField[] = [];
      for (const [at, field] of some.entries()) {
        if (performance.now() > end) {
          told.push(`there was no time to fill in ${some.length - at} fields`);
          return missing;
        }
        const found = await findByLocators(page, field.locators).catch((error: unknown) =>
          isErrandError(error, 'page.timeout') ? 'hung' : undefined,
        );
        if (found === 'hung') {
          told.push(`it did not answer, and ${some.length - at} fields were not filled in`);
          return [];
        }
        if (found?.ok !== true) missing.push(field);
        else {
          const why = await refill(page, found, { field, secrets });
          if (why !== undefined) told.push(`${nameOf(field)} ${why}`);
        }
      }
      return missing;
    };
    let missing = await fillAll(fields);
    // In another order than before, and after what the page draws only now.
    if (missing.length > 0) {
      await comeToQuiet(page, QUIET_MS, AbortSignal.timeout(QUIET_MS)).catch(() => {});
      missing = await fillAll(missing);
    }
    return [...told, ...missing.map(field => `${nameOf(field)} was not found again`)];
  });
}

const nameOf = ({ locators }: SavedField): string =>
  locators.seen.name === ''
    ? `the field ${describeLocators(locators).slice(0, 120)}`
    : `the ${locators.seen.role} ${quote(locators.seen.name)}`;

/** Why it is not as it was, or undefined where it is. */
async function refill(
  page: Page,
  { element }: Rediscovered,
  { field, secrets }: { field: SavedField; secrets: SecretSource | undefined },
): Promise<string | undefined> {
  const { content } = field;
  try {
    const isSo = await within(ASK_MS, 'the field', element.evaluate(holds, content));
    if (isSo) return undefined;
    const said = await fillOne(page, element, { content, secrets });
    if (said === 'not saved') return `is empty: ${content.kind === 'withheld' ? content.why : 'not saved'}`;
    if (isRefusal(said)) return `was not filled in: ${said.detail.slice(0, 200)}`;
    const after = isActed(said) ? await said.after?.() : undefined;
    if (typeof after === 'object') return `was not filled in: ${after.detail.slice(0, 200)}`;
    return undefined;
  } catch (error) {
    return `was not filled in: ${messageOf(error).slice(0, 200)}`;
  } finally {
    void element.dispose().catch(() => {});
  }
}

async function fillOne(
  page: Page,
  element: Found,
  { content, secrets }: { content: FieldContent; secrets: SecretSource | undefined },
): Promise<Said | 'not saved'> {
  switch (content.kind) {
    case 'text':
      // A page's own text is no placeholder, whatever it looks like.
      return fillElement(page, element, content.value);
    case 'secret':
      return secrets === undefined ? 'not saved' : fillElement(page, element, content.reference, secrets);
    case 'options':
      return selectOptions(page, element, content.labels);
    case 'ticked':
      return tickElement(page, element, content.on);
    case 'withheld':
      return 'not saved';
    default:
      return content satisfies never;
  }
}

/** Runs in the page. */
function holds(node: Element, content: FieldContent): boolean {
  const one = node instanceof HTMLLabelElement ? (node.control ?? node) : node;
  switch (content.kind) {
    case 'text': {
      if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) return one.value === content.value;
      return one instanceof HTMLElement && one.innerText === content.value;
    }
    case 'options':
      return (
        one instanceof HTMLSelectElement &&
        [...one.selectedOptions].map(option => option.label).join('\n') === content.labels.join('\n')
      );
    case 'ticked':
      return one instanceof HTMLInputElement && one.checked === content.on;
    default:
      return false;
  }
}

/** A list that sends its form when it is chosen from would send it a second time. */
async function withoutSending(page: Page, fill: () => Promise<readonly string[]>): Promise<readonly string[]> {
  return withSession(page, async session => {
    let stopped = 0;
    session.on('Fetch.requestPaused', ({ requestId, request }) => {
      const isSending = request.method !== 'GET';
      if (isSending) stopped += 1;
      const answer = isSending
        ? session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        : session.send('Fetch.continueRequest', { requestId });
      void answer.catch(() => {});
    });
    const patterns = [{ resourceType: 'Document' as const, requestStage: 'Request' as const }];
    await within(ASK_MS, 'the tab', session.send('Fetch.enable', { patterns }));
    const told = await fill();
    // Scripts send a moment after what they heard.
    await comeToQuiet(page, SENDING_MS, AbortSignal.timeout(SENDING_MS)).catch(() => {});
    return stopped === 0 ? told : [...told, 'filling it in would have sent its form again, which was stopped'];
  });
}
