/** Gives files to a file field: itself, one beside what was pointed at, or one that opens when it is clicked. */

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { PageFile } from '../../agent/page.ts';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { type Chooser, chooserOf } from '../files/choosers.ts';
import { cleanFileName } from '../files/file-name.ts';
import type { Found } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { clickElement } from './click.ts';

const UPLOAD_MS = 8_000;
/** A page opens its file chooser at once, or not at all. */
const CHOOSER_MS = 2_500;
/** File systems count bytes, names count characters. */
const MAX_NAME_BYTES = 240;

export async function uploadFiles(
  page: Page,
  element: Found,
  { files, folder }: { files: readonly PageFile[]; folder: string },
): Promise<Said> {
  const field = await within(UPLOAD_MS, 'the page', element.evaluateHandle(findFileField));
  const input = field.asElement();
  if (input === null) return giveToChooser(page, element, { files, folder });
  const asked = await within(UPLOAD_MS, 'the field', input.evaluate(describeField));
  if (asked === 'disabled') return refusal('page.not-interactable', 'The file field is disabled.');
  if (!asked.isMultiple && files.length > 1) return refusal('page.not-interactable', 'The field takes one file only.');
  const paths = await writeFiles(folder, files);
  const given = asked.isFolder ? [dirname(dirname(paths[0] ?? ''))] : paths;
  await within(UPLOAD_MS, 'the field', (input as ElementHandle<HTMLInputElement>).uploadFile(...given));
  return saidOf(files, asked.accept);
}

async function giveToChooser(
  page: Page,
  element: Found,
  { files, folder }: { files: readonly PageFile[]; folder: string },
): Promise<Said> {
  const open = () => clickElement(page, element);
  const opened = await chooserOf(page, element.frame, { open, ms: CHOOSER_MS });
  if (opened === undefined)
    return refusal('page.not-interactable', 'The element takes no files, and opens no file chooser.');
  if ('ok' in opened) return opened;
  const chooser: Chooser = opened;
  if (!chooser.isMultiple && files.length > 1)
    return refusal('page.not-interactable', 'The file chooser takes one file only.');
  await within(UPLOAD_MS, 'the file chooser', chooser.give(await writeFiles(folder, files)));
  return saidOf(files, '');
}

function saidOf(files: readonly PageFile[], accept: string): Said {
  const given = `given ${files.map(({ name }) => quote(name)).join(', ')}`;
  const unlike = files.some(file => !isAccepted(file, accept));
  return { changed: true, note: unlike ? `${given}, though the field asks for ${quote(accept)}` : given };
}

/** As a browser's own chooser filters; pages check again by themselves. */
function isAccepted({ name, mediaType }: PageFile, accept: string): boolean {
  const kinds = accept
    .toLowerCase()
    .split(',')
    .map(kind => kind.trim())
    .filter(kind => kind !== '');
  return (
    kinds.length === 0 ||
    kinds.some(kind => {
      if (kind.startsWith('.')) return name.toLowerCase().endsWith(kind);
      return kind.endsWith('/*') ? mediaType.startsWith(kind.slice(0, -1)) : kind === '*' || mediaType === kind;
    })
  );
}

interface Asked {
  readonly isMultiple: boolean;
  readonly isFolder: boolean;
  readonly accept: string;
}

/** Runs in the page. */
function describeField(node: Node): Asked | 'disabled' {
  const input = node as HTMLInputElement;
  if (input.matches(':disabled')) return 'disabled';
  const isFolder = input.webkitdirectory;
  return { isMultiple: input.multiple || isFolder, isFolder, accept: input.accept.slice(0, 300) };
}

/** The field itself, its label's, the only one inside, or the only one in the form or box around. Runs in the page. */
function findFileField(node: Element): HTMLInputElement | null {
  const isField = (one: Element | null | undefined): one is HTMLInputElement =>
    one instanceof HTMLInputElement && one.type === 'file';
  const fieldsIn = (root: Element | ShadowRoot): HTMLInputElement[] => {
    const own = [...root.querySelectorAll('input[type=file]')].filter(isField);
    const inner = root instanceof Element ? errand.shadowOf(root) : undefined;
    return inner === undefined ? own : [...own, ...fieldsIn(inner)];
  };
  if (isField(node)) return node;
  if (node instanceof HTMLLabelElement && isField(node.control)) return node.control;
  for (let box: Element | undefined = node, up = 0; box !== undefined && up < 4; box = errand.parentOf(box), up += 1) {
    if (box === document.body || box === document.documentElement) return null;
    const fields = fieldsIn(box);
    const [field] = fields;
    if (fields.length === 1 && field !== undefined && !field.matches(':disabled')) return field;
    if (fields.length > 1 || box.tagName === 'FORM') return null;
  }
  return null;
}

/** Each in a folder of its own, so that two of a name stay two; the names are what the site will see. */
async function writeFiles(folder: string, files: readonly PageFile[]): Promise<string[]> {
  const own = await mkdtemp(join(folder, 'upload-'));
  return Promise.all(
    files.map(async ({ name, bytes }, index) => {
      const inside = join(own, String(index));
      await mkdir(inside, { mode: 0o700 });
      const path = join(inside, fitting(cleanFileName(name, new Set())));
      await writeFile(path, bytes, { mode: 0o600 });
      return path;
    }),
  );
}

function fitting(name: string): string {
  const over = Buffer.byteLength(name) - MAX_NAME_BYTES;
  return over <= 0 ? name : fitting(name.slice(Math.ceil(over / 4)).toWellFormed());
}
