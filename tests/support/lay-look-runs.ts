/** Runs to look at, laid into a local cloud's table with words that never change: one that waits for a yes, one that is done. */

import { approvalIdOf } from '../../lib/domain/ids.ts';
import { makeIds } from '../../lib/machine.ts';
import { makePdf } from '../sites/awkward/make-pdf.ts';
import { drawPage } from './drawn-page.ts';
import { layOpenRun, type OpenRun, stepEvents } from './lay-open-run.ts';

const ids = makeIds();
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Gives its task's id. */
export async function layWaitingRun(ownerId: string): Promise<string> {
  const run = await layOpenRun(ownerId, 'Order the large Hearth Mug in sage');
  const screenshotId = await laySteps(run, 3);
  const approvalId = approvalIdOf(run.taskId, ids('approval'));
  const target = { ref: 'e1', role: 'button', name: 'Place order' };
  await run.add({
    type: 'approval.asked',
    data: {
      approval: {
        approvalId,
        step: 3,
        verb: 'pay',
        site: 'shop.test',
        pageUrl: 'https://shop.test/checkout',
        description: 'click button "Place order"',
        action: { kind: 'click', ref: 'e1', target },
        values: [
          { label: 'Full name', value: 'Ann Lee' },
          { label: 'Address', value: '1 Quay Street' },
          { label: 'Postcode', value: 'SY8 1AA' },
        ],
        more: 2,
        digest: `sha256:${'a'.repeat(64)}`,
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        screenshotId,
      },
    },
  });
  return run.taskId;
}

/** Gives its task's id. */
export async function layFinishedRun(ownerId: string): Promise<string> {
  const run = await layOpenRun(ownerId, 'Find the longest river');
  await laySteps(run, 4);
  const file = { step: 4 } as const;
  const csv = text('River,Length in km\nNile,6650\nAmazon,6400\nYangtze,6300\n');
  await run.addFile({ ...file, kind: 'data-csv', name: 'rivers.csv', mediaType: 'text/csv', bytes: csv });
  const pdf = makePdf(['The rivers of the world', 'Their lengths']);
  await run.addFile({ ...file, kind: 'download', name: 'rivers.pdf', mediaType: 'application/pdf', bytes: pdf });
  await run.finish({
    status: 'completed',
    summary: 'The longest of the rivers in the list is the Nile with 6,650 km. The whole list is in the table.',
    evidence: 'verified',
    evidenceNotes: ['seen: River number 4 is 44 km long', 'not found: The Nile is 9,000 km long'],
  });
  return run.taskId;
}

/** Gives the last picture's id. */
async function laySteps(run: OpenRun, steps: number): Promise<string> {
  const pictures = [drawPage([47, 91, 211]), drawPage([27, 112, 70])];
  let screenshotId = '';
  for (let step = 1; step <= steps; step++) {
    screenshotId = await run.addFile({
      kind: 'screenshot',
      name: `step-${step}.png`,
      mediaType: 'image/png',
      step,
      bytes: pictures[step % 2] ?? new Uint8Array(),
    });
    await run.add(...stepEvents(step, screenshotId));
  }
  return screenshotId;
}
