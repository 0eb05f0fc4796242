/** Takes whatever holds a secret out of a saved page: as a whole, because half a cookie is worth nothing. Fields keep a reference. */

import type { FieldContent, PageState, SavedSession, SavedStore, SavedTab } from '../agent/page-state.ts';
import type { Redactor } from './redactor.ts';

export function redactState(state: PageState, { text, deep }: Redactor): PageState {
  const isClean = (part: unknown): boolean => {
    const json = JSON.stringify(part);
    return text(json) === json;
  };
  let cookies = 0;
  let entries = 0;
  let records = 0;
  const notSaved: string[] = [];
  const keep = <T>(parts: readonly T[], drop: () => void): T[] =>
    parts.filter(part => {
      const clean = isClean(part);
      if (!clean) drop();
      return clean;
    });
  const dropEntry = (): void => {
    entries += 1;
  };
  const redactTab = (tab: SavedTab): SavedTab => {
    const url = cleanUrl(tab.url, isClean);
    if (url !== tab.url) notSaved.push(`the address ${JSON.stringify(text(tab.url).slice(0, 200))} held a secret`);
    const redactSession = (session: SavedSession): SavedSession => ({
      ...session,
      entries: keep(session.entries, dropEntry),
    });
    return {
      ...tab,
      url,
      title: text(tab.title),
      sessions: tab.sessions.map(redactSession),
      fields: tab.fields.map(({ locators, content }) => ({
        locators: deep(locators),
        content: redactContent(content, text),
      })),
      scroll: deep(tab.scroll),
    };
  };
  const redactStore = (store: SavedStore): SavedStore => ({
    ...store,
    local: keep(store.local, dropEntry),
    databases: store.databases.map(database => ({
      ...database,
      stores: database.stores.map(one => ({
        ...one,
        records: keep(one.records, () => {
          records += 1;
        }),
      })),
    })),
  });
  const redacted = {
    v: state.v,
    cookies: keep(state.cookies, () => {
      cookies += 1;
    }),
    stores: state.stores.map(redactStore),
    tabs: state.tabs.map(redactTab),
  };
  if (cookies > 0) notSaved.push(`${cookies} cookies held a secret`);
  if (entries > 0) notSaved.push(`${entries} entries of local or session storage held a secret`);
  if (records > 0) notSaved.push(`${records} records of databases held a secret`);
  return { ...redacted, notSaved: [...deep(state.notSaved), ...notSaved] };
}

/** As much of it as tells nothing. */
function cleanUrl(url: string, isClean: (part: unknown) => boolean): string {
  if (isClean(url) || !URL.canParse(url)) return isClean(url) ? url : 'about:blank';
  const { origin, pathname, search } = new URL(url);
  return [`${origin}${pathname}${search}`, `${origin}${pathname}`, `${origin}/`].find(isClean) ?? 'about:blank';
}

function redactContent(content: FieldContent, text: (asked: string) => string): FieldContent {
  switch (content.kind) {
    case 'text': {
      const told = text(content.value);
      return told === content.value ? content : { kind: 'secret', reference: told };
    }
    case 'options':
      return { ...content, labels: content.labels.map(text) };
    case 'secret':
    case 'ticked':
    case 'withheld':
      return content;
    default:
      return content satisfies never;
  }
}
