/** What the police and the hands must know of an element: where it leads, whether it sends a form. Runs in the page. */

import type { PageTarget } from './in-page.ts';

export function targetOf(
  element: Element,
  { ref, role, name }: { ref: string; role: string; name: string },
): PageTarget {
  const field = element instanceof HTMLLabelElement ? element.control : element;
  const inputType = field instanceof HTMLInputElement || field instanceof HTMLButtonElement ? field.type : undefined;
  const form = (element as HTMLInputElement).form ?? null;
  const submits =
    form !== null &&
    (inputType === 'submit' ||
      inputType === 'image' ||
      (/^(textbox|searchbox|combobox|spinbutton|date)$/.test(role) && element.tagName === 'INPUT'));
  const link = element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement ? element : null;
  return {
    ref,
    role,
    name,
    ...(link !== null && link.href !== '' ? { href: link.href } : {}),
    ...(inputType === undefined || inputType === '' ? {} : { inputType }),
    ...(submits ? { submits } : {}),
    ...(link?.hasAttribute('download') === true ? { downloads: true } : {}),
  };
}
