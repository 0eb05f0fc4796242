/** What of a document no picture may show: secret fields, card numbers, secrets that are echoed as text. Runs in the page; changes nothing. */

/** In CSS px of the frame's view. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What the caller knows to be secret, beyond what the page tells. */
export interface Secrets {
  /** Elements by their refs; those of other frames are passed over. */
  readonly refs: readonly string[];
  /** Values that were typed. */
  readonly texts: readonly string[];
}

export type Spot = Element | Range;

/** By its type now or ever, by autocomplete, by how it is drawn, and by what it is called where a page says nothing else. */
export function isSensitive(field: Element): boolean {
  errand.memory.onceSecret ??= new WeakSet();
  const { onceSecret } = errand.memory;
  if (onceSecret.has(field)) return true;
  const autocomplete = (field.getAttribute('autocomplete') ?? '').toLowerCase();
  let isSecret = /(^|\s)(cc-[a-z-]+|one-time-code|current-password|new-password)(\s|$)/.test(autocomplete);
  if (field instanceof HTMLInputElement) {
    const { type } = field;
    // A password that is shown for a moment stays one.
    if (type === 'password') isSecret = true;
    else if (/^(text|tel|number|search|)$/.test(type)) {
      const names = [field.name, field.id, field.placeholder, field.getAttribute('aria-label') ?? ''];
      const words = [...names, ...[...(field.labels ?? [])].map(label => (label.textContent ?? '').slice(0, 80))]
        .map(name => name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[^A-Za-z\d]+/g, ' '))
        .join(' | ');
      isSecret ||=
        /\b(pass ?(word|wd|code|phrase)|pwd|cvv2?|cvc2?|csc|otp|totp|pin|card ?(number|num|no)|cc ?(number|num|no)|security code|verification code|one ?time (code|password))\b/i.test(
          words,
        ) || getComputedStyle(field).getPropertyValue('-webkit-text-security') !== 'none';
      if (field.maxLength === 1 && !isSecret) {
        const boxes = field.parentElement?.parentElement?.querySelectorAll('input[maxlength="1"]').length ?? 0;
        isSecret = boxes >= 4;
      }
    }
  }
  if (isSecret) onceSecret.add(field);
  return isSecret;
}

/** Digits that a card could have: 13 to 19, a known first one, the check digit right. */
export function looksLikeCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += at % 2 === 0 ? digit : twice;
  }
  return sum % 10 === 0;
}

/** Where in a text secrets stand, from and to. */
export function secretsIn(text: string, values: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(/\d(?:[ \u00a0-]?\d){12,18}/g))
    if (errand.looksLikeCard(match[0])) found.push([match.index, match.index + match[0].length]);
  for (const value of values)
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      found.push([at, at + value.length]);
  return found;
}

/** Of the whole document with its known shadow roots. Values of passwords are looked for only in this document and go nowhere. */
export function secretSpots({ refs, texts }: Secrets): Spot[] {
  const given = refs.flatMap(ref => errand.memory.elements.get(ref)?.deref() ?? []);
  const spots = new Set<Spot>(given.filter(one => one.isConnected));
  const values = new Set(texts.filter(text => text.trim().length >= 4));
  const { roots } = errand.rootsIn(100_000);
  const fields = roots.flatMap(root => [...root.querySelectorAll('input, textarea, select, [autocomplete]:not(form)')]);
  const textIn = (field: Element): string =>
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
  for (const field of fields) {
    if (!(errand.isSensitive(field) || spots.has(field))) continue;
    spots.add(field);
    // Shorter ones are found in half the words of a page.
    if (textIn(field).length >= 6 && !/cc-(name|exp|type|given|family)/.test(field.getAttribute('autocomplete') ?? ''))
      values.add(textIn(field));
  }
  const secrets = [...values];
  for (const field of fields) if (errand.secretsIn(textIn(field), secrets).length > 0) spots.add(field);
  const end = performance.now() + 80;
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      if (text.length < 4) continue;
      for (const [from, to] of errand.secretsIn(text, secrets)) {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        spots.add(range);
      }
      // A number drawn in groups of four, each in an element of its own.
      const group = /^\s*\d{4}\s*$/.test(text) ? node.parentElement?.parentElement : undefined;
      const all = group?.textContent ?? '';
      if (group && all.length < 80 && errand.secretsIn(all.replace(/\s+/g, ' '), []).length > 0) spots.add(group);
      if (performance.now() > end) return [...spots];
    }
  }
  return [...spots];
}

/** Where it shows, or undefined where it does not: without what boxes that scroll have cut off. */
export function spotBox(spot: Spot): Box | undefined {
  const element = spot instanceof Element ? spot : spot.startContainer.parentElement;
  if (element === null || !element.isConnected || !element.checkVisibility({ visibilityProperty: true }))
    return undefined;
  let { left, top, right, bottom } = spot.getBoundingClientRect();
  for (let at: Element | undefined = element; at !== undefined; at = errand.parentOf(at)) {
    const { position, overflowX, overflowY } = getComputedStyle(at);
    if (at !== element && (overflowX !== 'visible' || overflowY !== 'visible') && !/^(HTML|BODY)$/.test(at.tagName)) {
      const box = at.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    // Such an element may stand outside of what it is in: then nothing is cut off.
    if (/fixed|absolute/.test(position)) break;
  }
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}
