/** Plays one scene, round after round, by the product's hands and by bare puppeteer in turns, in the same tab. Judges nothing. */

import type { Page as Tab } from 'puppeteer-core';
import type { Observation, Page } from '../../lib/agent/page.ts';
import type { Scene, SiteKey } from './scene.ts';

export interface Played {
  readonly scene: Scene;
  /** Act and settle, ms. */
  readonly ours: readonly number[];
  /** How often what the act brings was there when it was answered. */
  readonly there: number;
  /** The input alone, ms. */
  readonly input: readonly number[];
  /** The input and then until what it brings is there, by one who knows what to wait for, ms. */
  readonly seen: readonly number[];
}

const ROUNDS = 20;
const WARM_UP = 1;
const ACT_MS = 20_000;
const SHOWS_MS = 8_000;

/** Where scenes are played. */
export interface Stage {
  readonly port: Page;
  readonly page: Tab;
  readonly urlOf: (site: SiteKey, path: string) => string;
  /** A text file on disk, to be uploaded. */
  readonly file: string;
}

export async function playScene(stage: Stage, scene: Scene): Promise<Played> {
  const played = { scene, ours: [] as number[], there: 0, input: [] as number[], seen: [] as number[] };
  for (let round = -WARM_UP; round < (scene.rounds ?? ROUNDS); round += 1) {
    const mine = await playOurs(stage, scene);
    const bare = await playBare(stage, scene);
    if (round < 0) continue;
    played.ours.push(mine.ms);
    played.there += mine.isThere ? 1 : 0;
    played.input.push(bare.inputMs);
    played.seen.push(bare.seenMs);
  }
  return played;
}

interface Begun {
  readonly seen: Observation;
  /** What `shows` says before the act. */
  readonly before: string;
}

/** The same for both, untimed. */
async function begin({ page, port, urlOf }: Stage, scene: Scene): Promise<Begun> {
  await page.mouse.move(1, 1);
  await page.goto(urlOf(scene.site, scene.path), { waitUntil: 'load' });
  await scene.prepare?.({ page, urlOf });
  await port.takeFiles();
  const seen = await port.observe();
  const before = typeof scene.shows === 'string' ? JSON.stringify(await page.evaluate(scene.shows)) : '';
  if (scene.trigger !== undefined) await page.evaluate(scene.trigger);
  return { seen, before };
}

async function playOurs(stage: Stage, scene: Scene): Promise<{ ms: number; isThere: boolean }> {
  const { port, urlOf } = stage;
  const { seen, before } = await begin(stage, scene);
  const action = scene.ours({ refOf: (name, role) => refIn(seen, name, role), urlOf });
  const start = performance.now();
  const outcome = await port.perform(action, AbortSignal.timeout(ACT_MS), scene.files);
  const ms = performance.now() - start;
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail}`);
  return { ms, isThere: await isThere(stage, scene, before) };
}

/** A part of the page that is no control has its ref in the text only. */
function refIn({ targets, text }: Observation, name: string, role: string | undefined): string {
  const found = [...targets.values()].find(one => one.name === name && (role === undefined || one.role === role));
  const ref = found?.ref ?? new RegExp(`\\[(\\w+)\\] \\w+ ${JSON.stringify(name)}`).exec(text)?.[1];
  if (ref === undefined) throw new Error(`no "${name}" on the page`);
  return ref;
}

async function playBare(stage: Stage, scene: Scene): Promise<{ inputMs: number; seenMs: number }> {
  const { page, urlOf, file } = stage;
  const { before } = await begin(stage, scene);
  const element = await page.$(scene.css ?? 'body');
  if (element === null) throw new Error(`nothing is ${scene.css}`);
  const start = performance.now();
  await scene.bare({ page, element, urlOf, file });
  const inputMs = performance.now() - start;
  await untilThere(stage, scene, before);
  return { inputMs, seenMs: performance.now() - start };
}

/** A new document counts once it is read. */
const hasCome = (shows: string, before: string): string =>
  `document.readyState !== 'loading' && JSON.stringify(${shows}) !== ${JSON.stringify(before)}`;

async function isThere({ page, port }: Stage, { shows }: Scene, before: string): Promise<boolean> {
  if (typeof shows !== 'string') return (await port.takeFiles()).length > 0;
  return (await page.evaluate(hasCome(shows, before))) === true;
}

async function untilThere({ page, port }: Stage, { shows }: Scene, before: string): Promise<void> {
  if (typeof shows === 'string') {
    await page.waitForFunction(hasCome(shows, before), { polling: 'raf', timeout: SHOWS_MS });
    return;
  }
  const end = performance.now() + SHOWS_MS;
  while ((await port.takeFiles()).length === 0) {
    if (performance.now() > end) throw new Error('the file did not come');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
