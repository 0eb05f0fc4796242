/** What of a page will be the same tomorrow, and what a build or a framework made up for today. Runs in the page. */

/** False for what was generated: hashes, counters, ids of frameworks. `digits` in a row are allowed. */
export function isLasting(word: string, digits = 2): boolean {
  if (word.trim() === '' || word.length > 100 || !word.isWellFormed() || word.includes('\0')) return false;
  if (new RegExp(`\\d{${digits + 1},}`).test(word)) return false;
  // React's useId, in three spellings.
  if (/^:.*:$|^«.*»$|^_r_|:r[0-9a-z]*:/.test(word)) return false;
  if (/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i.test(word)) return false;
  if (/^(css|sc|jss|emotion|svelte|astro|mui|mat|cdk|ng|rc|ui-id|data-v)-.*\d/i.test(word)) return false;
  if (
    /^(ember|jss|yui_|gwt-|ext-|radix-|headlessui-|react-select-|react-aria|downshift-|tippy-|chakra-|mantine-|dijit|select2-).*\d/i.test(
      word,
    )
  )
    return false;
  return word.split(/[^A-Za-z0-9]+/).every(part => {
    if (part.length < 5) return true;
    if (/[a-z]\d+[a-z]|\d[a-z]+\d|^\d+[a-z]/i.test(part)) return false;
    if (/[a-z][A-Z][a-z][A-Z]/.test(part)) return false;
    if (part.length <= 7 && (part.match(/[a-z](?=[A-Z])/g)?.length ?? 0) > 1) return false;
    return !/^[b-df-hj-np-tv-xz]{6,}$/i.test(part);
  });
}

/** Classes that say what an element is: not its state, not its looks, not a hash. At most two. */
export function lastingClasses(element: Element): string[] {
  const isState =
    /^(is|has|js|ng|v|no)-|^(active|open|opened|closed|selected|current|hover|focus|focused|disabled|hidden|visible|show|shown|loading|loaded|collapsed|expanded|checked|invalid|valid|dirty|touched|pristine|error|clearfix)$|-(active|open|selected|hover|focus|disabled|hidden|visible|enter|leave|loading)$/i;
  const isLooks =
    /^-?[a-z]+(-[a-z]+)*-(\d+|xs|sm|md|lg|xl|\dxl|auto|full|px)$|^(flex|grid|block|inline|row|col|container|hidden|relative|absolute|fixed|sticky|rounded|border|shadow|truncate|underline|uppercase|w|h|p|m|text|bg|font)(-|$)/i;
  return [...element.classList]
    .slice(0, 12)
    .filter(
      word =>
        /^[\p{L}_-][\p{L}\p{N}_-]*$/u.test(word) &&
        !isState.test(word) &&
        !isLooks.test(word) &&
        errand.isLasting(word),
    )
    .slice(0, 2);
}

/**
 * The accessible name where it is a name and not a content: never what was typed or chosen in a field, nor the whole text of
 * a part of the page.
 */
export function lastingName(element: Element): string {
  const isNative = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
  const isFilled =
    !isNative &&
    ((element as HTMLElement).isContentEditable ||
      /^(textbox|searchbox|combobox|listbox|slider|spinbutton)$/.test(errand.roleOf(element)));
  const isPart = errand.roleOf(element) === 'generic' && element.querySelector('a, button, input, select') !== null;
  const name = errand.accessibleName(element).toWellFormed();
  if (!isFilled && !isPart) return name;
  // A name falls back on the content where nothing else is said.
  return name === errand.textOf(element, 120) ? '' : name;
}

/** What must never be told: the passwords, codes and card numbers that are in the page's fields, and what else was typed. */
export function typedIn(roots: readonly (Document | ShadowRoot)[]): { secrets: string[]; typed: string[] } {
  const secrets: string[] = [];
  const typed: string[] = [];
  for (const root of roots)
    for (const field of [...root.querySelectorAll('input, textarea')].slice(0, 400)) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.value.length < 3)
        continue;
      if (/^(checkbox|radio|submit|button|reset|image|hidden|range|color|file)$/.test(field.type)) continue;
      if (field.type === 'password' || /password|one-time-code|^cc-/.test(field.autocomplete))
        secrets.push(field.value);
      else if (field.value !== field.defaultValue || field.matches(':user-valid, :user-invalid'))
        typed.push(field.value);
    }
  return { secrets, typed };
}

/** True where a locator, or a part of one, says none of these. A short secret may stand in any word: only as a whole word it counts. */
export function isSilentOn(said: unknown, secrets: readonly string[]): boolean {
  if (typeof said === 'string')
    return !secrets.some(secret =>
      secret.length < 6 ? said.split(/[^\p{L}\p{N}]+/u).includes(secret) : said.includes(secret),
    );
  if (typeof said !== 'object' || said === null) return true;
  return Object.entries(said).every(([key, value]) =>
    /^(by|attribute|tag|from|role|item)$/.test(key) && typeof value === 'string'
      ? true
      : errand.isSilentOn(value, secrets),
  );
}
