/** A frame's isolated world: JavaScript of ours that the page can neither see nor change. Runs what it is given, installs nothing. */

import type { CDPSession, ElementHandle, EvaluateFunc, Frame, HandleFor, JSHandle, Page } from 'puppeteer-core';

/** Puppeteer has these and uses them for its own selectors, but leaves them out of its published types. */
export interface Realm {
  evaluate<Params extends unknown[], Func extends EvaluateFunc<Params>>(
    fn: Func | string,
    ...args: Params
  ): Promise<Awaited<ReturnType<Func>>>;
  evaluateHandle<Params extends unknown[], Func extends EvaluateFunc<Params>>(
    fn: Func | string,
    ...args: Params
  ): Promise<HandleFor<Awaited<ReturnType<Func>>>>;
  /** Moves a handle of another realm here; the old one is disposed. */
  transferHandle<H extends JSHandle>(handle: H): Promise<H>;
  /** The node here that DevTools knows by this number. */
  adoptBackendNode(backendNodeId: number): Promise<JSHandle<Node>>;
}

interface WithRealm {
  isolatedRealm(): Realm;
  mainRealm(): Realm;
}

const hasRealm = (frame: object): frame is WithRealm =>
  'isolatedRealm' in frame && typeof frame.isolatedRealm === 'function';

/** The version of puppeteer-core is pinned; a test would see it go. */
export function realmOf(frame: Frame): Realm {
  if (!hasRealm(frame)) throw new TypeError('This version of puppeteer-core has no isolated realm.');
  return frame.isolatedRealm();
}

interface WithClient {
  readonly client: CDPSession;
}

const hasClient = (frame: object): frame is WithClient => 'client' in frame && typeof frame.client === 'object';

/** The session that reaches this frame's process: a frame of another site has one of its own. */
export function sessionOf(frame: Frame): CDPSession {
  if (!hasClient(frame)) throw new TypeError('This version of puppeteer-core has no session by frame.');
  return frame.client;
}

/** The page's own world: hostile, for questions that only it can answer. */
export function pageRealmOf(frame: Frame): Realm {
  if (!hasRealm(frame)) throw new TypeError('This version of puppeteer-core has no realm of the page.');
  return frame.mainRealm();
}

interface WithContext {
  readonly context: { readonly id: number } | undefined;
}

const hasContext = (realm: object): realm is WithContext => 'context' in realm;

/** The number by which DevTools knows a world; undefined where the document is being replaced. */
export function contextIdOf(realm: Realm): number | undefined {
  if (!hasContext(realm)) throw new TypeError('This version of puppeteer-core has no execution context by realm.');
  return realm.context?.id;
}

interface WithId {
  readonly _targetId: string;
}

const hasId = (target: object): target is WithId => '_targetId' in target && typeof target._targetId === 'string';

/** By which DevTools knows the page; its main frame has the same. */
export function targetIdOf(page: Pick<Page, 'target'>): string {
  const target = page.target();
  if (!hasId(target)) throw new TypeError('This version of puppeteer-core has no target id.');
  return target._targetId;
}

/** An element found in the isolated world, for puppeteer's mouse and keyboard. */
export type Found = ElementHandle<Element>;
