/** Which words of pages an action would carry to where they do not come from. Pure; asks and denies nothing. */

import type { Action, Target } from '../domain/action.ts';
import { isWebUrl, siteOf } from '../domain/site.ts';
import { type Origin, originOf, originOfRecipient, type Told } from '../domain/taint.ts';

export interface Flow extends Origin {
  readonly into: 'address' | 'value' | 'recipient' | 'clipboard';
  /** The site they would go to. */
  readonly to: string;
}

export interface FlowCase extends Told {
  /** Addresses that the page itself offers as links: whole ones are the page's own, composed ones the model's. */
  readonly links: ReadonlySet<string>;
}

/** Undefined where nothing flows, or only within one site. `pageUrl` is a consented page, or the action a navigation to one. */
export function flowOf(action: Action, pageUrl: string, told: FlowCase): Flow | undefined {
  switch (action.kind) {
    case 'navigate': {
      const to = siteOf(action.url);
      return told.links.has(action.url)
        ? undefined
        : flow('address', to, originOf(told, beyondSite(action.url, to), to));
    }
    case 'fill': {
      const to = siteOf(pageUrl);
      const recipient = isRecipient(action.target) ? originOfRecipient(told, action.value) : undefined;
      return flow('recipient', to, recipient) ?? flow('value', to, originOf(told, action.value, to));
    }
    case 'press': {
      const to = siteOf(pageUrl);
      const other = PASTES.test(action.keys) ? [...told.heard.keys()].find(site => site !== to) : undefined;
      if (other !== undefined) return { into: 'clipboard', to, site: other, quote: '' };
      return flow('value', to, originOf(told, action.keys, to));
    }
    case 'select':
      return flow('value', siteOf(pageUrl), originOf(told, action.options.join(' '), siteOf(pageUrl)));
    case 'answer-dialog':
      return flow('value', siteOf(pageUrl), originOf(told, action.text ?? '', siteOf(pageUrl)));
    default:
      return undefined;
  }
}

/** The innermost frame of another site that the element lies in, as the page around it names it. Frames within the page's own site are none. */
export function frameSiteOf(action: Action, pageUrl: string): string | undefined {
  const target = 'target' in action ? action.target : undefined;
  const own = siteOf(pageUrl);
  // The browser knows best; what a search has found only has the addresses that the page wrote.
  if (target?.frameUrl !== undefined && isWebUrl(target.frameUrl))
    return siteOf(target.frameUrl) === own ? undefined : siteOf(target.frameUrl);
  const frames = target?.locators?.frames ?? [];
  for (const { src } of frames.toReversed()) {
    const url = src === undefined ? null : URL.parse(src, pageUrl);
    if (url === null || !isWebUrl(url.href)) continue;
    return siteOf(url.href) === own ? undefined : siteOf(url.href);
  }
  return undefined;
}

const flow = (into: Flow['into'], to: string, origin: Origin | undefined): Flow | undefined =>
  origin === undefined ? undefined : { ...origin, into, to };

/** What an address says beyond its site: labels before it, path, query, fragment. */
function beyondSite(address: string, site: string): string {
  const { hostname, host, pathname, search, hash } = new URL(address);
  const labels = host === site || hostname === site ? '' : hostname.slice(0, -site.length);
  return `${labels} ${pathname} ${search} ${hash}`;
}

const PASTES = /(?:control|meta|command|ctrl)\s*\+\s*(?:shift\s*\+\s*)?v\b|shift\s*\+\s*insert/i;

const RECIPIENT_NAMES =
  /\b(?:e-?mail|phone|mobile|telephone|tel|recipients?|cc|bcc|send to|pay to|payee|iban|account number|empfänger|telefon|destinataire|téléphone|destinatario|teléfono|ontvanger|mottagare)\b|^to:?$|^an:?$|收件人|电话|邮箱|宛先|電話|받는/iu;

function isRecipient(target: Target | undefined): boolean {
  return target !== undefined && (/^(?:email|tel)$/.test(target.inputType ?? '') || RECIPIENT_NAMES.test(target.name));
}
