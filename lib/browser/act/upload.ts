/** Gives files to a file field: itself, one beside what was pointed at, or one that opens when it is clicked. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle, FileChooser, Page } from 'puppeteer-core';
import type { PageFile } from '../../agent/page.ts';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { clickElement } from './click.ts';

const UPLOAD_MS = 8_000;
/** A page opens its file chooser at once, or not at all. */
const CHOOSER_MS = 2_500;

export async function uploadFiles(
  page: Page,
  element: Found,
  { files, folder }: { files: readonly PageFile[]; folder: string },
): Promise<Said> {
  const field = await within(UPLOAD_MS, 'the page', element.evaluateHandle(findFileField));
  const input = field.asElement();
  if (input !== null) {
    const isOne = await within(
      UPLOAD_MS,
      'the field',
      input.evaluate(node => !(node as HTMLInputElement).multiple),
    );
    if (isOne && files.length > 1) return refusal('page.not-interactable', 'The field takes one file only.');
    const paths = await writeFiles(folder, files);
    await within(UPLOAD_MS, 'the field', (input as ElementHandle<HTMLInputElement>).uploadFile(...paths));
    return { changed: true, note: `given ${files.map(({ name }) => JSON.stringify(name)).join(', ')}` };
  }
  const chooser = await openChooser(page, element);
  if ('ok' in chooser) return chooser;
  if (!chooser.isMultiple() && files.length > 1) {
    await chooser.cancel();
    return refusal('page.not-interactable', 'The file chooser takes one file only.');
  }
  await within(UPLOAD_MS, 'the file chooser', chooser.accept(await writeFiles(folder, files)));
  return { changed: true, note: `given ${files.map(({ name }) => JSON.stringify(name)).join(', ')}` };
}

async function openChooser(page: Page, element: Found) {
  const waiting: Promise<FileChooser | undefined> = page
    .waitForFileChooser({ timeout: CHOOSER_MS })
    .catch(() => undefined);
  const refused = await clickElement(page, element);
  if (refused !== undefined) return refused;
  const chooser = await waiting;
  return chooser ?? refusal('page.not-interactable', 'The element takes no files, and opens no file chooser.');
}

/** The field itself, its label's, the only one inside, or the only one in the form or box around. Runs in the page. */
function findFileField(node: Element): HTMLInputElement | null {
  const isField = (one: Element | null | undefined): one is HTMLInputElement =>
    one instanceof HTMLInputElement && one.type === 'file';
  if (isField(node)) return node;
  if (node instanceof HTMLLabelElement && isField(node.control)) return node.control;
  for (let box: Element | undefined = node, up = 0; box !== undefined && up < 4; box = errand.parentOf(box), up += 1) {
    const fields = [...(errand.shadowOf(box) ?? box).querySelectorAll('input[type=file]')];
    const [field] = fields;
    if (fields.length === 1 && isField(field) && !field.disabled) return field;
    if (fields.length > 1 || box.tagName === 'FORM') return null;
  }
  return null;
}

async function writeFiles(folder: string, files: readonly PageFile[]): Promise<string[]> {
  const own = await mkdtemp(join(folder, 'upload-'));
  const paths = files.map(({ name }) => join(own, name.replace(/[/\\\0]/g, '_').slice(-150)));
  await Promise.all(files.map(({ bytes }, index) => writeFile(paths[index] ?? '', bytes, { mode: 0o600 })));
  return paths;
}
