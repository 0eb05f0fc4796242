/** Reads one clause as steps. Rules in order, the first that fits; no rule knows any site. */

import { ALL_PAGES, type RoleHint, type Step } from '../steps.ts';
import { absolute, type Protected } from './protect.ts';

type Rule = readonly [
  pattern: RegExp,
  read: (groups: Readonly<Record<string, string>>, words: Protected) => Step | readonly Step[] | undefined,
];

const rules: readonly Rule[] = [
  [/^(?:go|navigate|browse|return|come)\s+back\b/iu, () => ({ kind: 'back' })],
  [
    /^(?:go to|go on|open|visit|navigate to|browse to|browse|load)\s+(?:the\s+)?(?:page\s+|site\s+|website\s+|shop\s+(?:at\s+)?)?(?<url>\uE000\d+\uE000)/iu,
    ({ url }, words) => gotoOrClick(words.value(url ?? '')),
  ],
  [/^(?:go to|open)\s+(?:the\s+)?next page$/iu, () => click('Next')],
  [
    /^(?:log|sign)\s*in\s+(?:as|with)\s+(?:the\s+)?(?:user\s*(?:name)?\s+)?(?<user>\S+?),?\s+(?:and|with|using)\s+(?:the\s+)?(?:password|pass)\s+(?<pass>\S+)/iu,
    ({ user, pass }, words) => [
      { kind: 'fill', field: 'username', value: words.value(user ?? '') },
      { kind: 'fill', field: 'password', value: words.value(pass ?? '') },
      { ...click('sign in'), role: 'button' },
    ],
  ],
  [
    /^(?:search|look)(?:\s+the\s+\w+)?\s+for\s+(?<query>.+)$/iu,
    ({ query }, words) => ({ kind: 'search', query: bare(words.value(query ?? '')) }),
  ],
  [/^find\s+(?<query>\uE000\d+\uE000)$/iu, ({ query }, words) => ({ kind: 'search', query: words.value(query ?? '') })],
  [
    /^(?:take|make|save)\s+(?:a\s+)?(?<full>full[- ]?page\s+)?(?:screenshot|picture|photo)(?<whole>\s+of\s+the\s+(?:whole|full|entire)\s+page)?/iu,
    ({ full, whole }) => ({ kind: 'screenshot', fullPage: full !== undefined || whole !== undefined }),
  ],
  [/^ask\s+me\s+(?<question>.+)$/iu, ({ question }, words) => ({ kind: 'ask', question: words.value(question ?? '') })],
  [
    /^scroll\s*(?:to\s+the\s+|all\s+the\s+way\s+)?(?<to>down|up|top|bottom|end)?/iu,
    ({ to }) => ({
      kind: 'scroll',
      to: to === 'end' ? 'bottom' : ((to?.toLowerCase() as 'down' | undefined) ?? 'down'),
    }),
  ],
  [
    /^wait\s+(?:for\s+)?(?<n>\d+(?:\.\d+)?)\s*(?:s|sec|secs|seconds?)\b/iu,
    ({ n }) => ({ kind: 'wait', seconds: Math.min(30, Number(n)) }),
  ],
  [
    /^wait\s+(?:until|till|for)\s+(?<text>.+?)\s+(?:is|are|has|to be)\s+(?:gone|away|disappeared|hidden)$/iu,
    ({ text }, words) => ({ kind: 'wait', gone: words.value(text ?? '') }),
  ],
  [
    /^wait\s+(?:until|till|for)\s+(?:the\s+)?(?:text\s+)?(?<text>.+?)(?:\s+(?:appears|shows(?: up)?|is there|to appear))?$/iu,
    ({ text }, words) => ({ kind: 'wait', text: words.value(text ?? '') }),
  ],
  [
    /^(?:press|hit)\s+(?:the\s+)?(?<keys>enter|return|escape|esc|tab|space|backspace|delete|home|end|page ?up|page ?down|(?:arrow ?)?(?:up|down|left|right)|(?:ctrl|control|cmd|alt|shift|meta)\+\S+)(?:\s+key)?$/iu,
    ({ keys }) => ({ kind: 'press', keys: (keys ?? '').replace(/^arrow ?/i, '').replace(/page ?/i, 'Page') }),
  ],
  [
    /^(?:type|enter|write|put)\s+(?<value>.+?)\s+(?:into|in|to|as|for)\s+(?<field>.+)$/iu,
    ({ value, field }, words) => ({
      kind: 'fill',
      field: fieldName(words.value(field ?? '')),
      value: words.value(value ?? ''),
    }),
  ],
  [/^(?:fill(?:\s+in|\s+out)?)\s*:\s*(?<pairs>.+)$/iu, ({ pairs }, words) => readPairs(pairs ?? '', words)],
  [
    /^(?:fill(?:\s+in|\s+out)?|set|change|complete)\s+(?<field>.+?)\s+(?:with|to|as|=)\s+(?<value>.+)$/iu,
    ({ field, value }, words) => ({
      kind: 'fill',
      field: fieldName(words.value(field ?? '')),
      value: words.value(value ?? ''),
    }),
  ],
  [
    /^fill\s+in\s+(?<value>.+?)\s+(?:as|for)\s+(?<field>.+)$/iu,
    ({ value, field }, words) => ({
      kind: 'fill',
      field: fieldName(words.value(field ?? '')),
      value: words.value(value ?? ''),
    }),
  ],
  [
    /^(?:choose|select|pick|set)\s+(?<option>.+?)\s+(?:in|from|for|as|under|on)\s+(?<field>.+)$/iu,
    ({ option, field }, words) => ({
      kind: 'select',
      option: bare(words.value(option ?? '')),
      field: fieldName(words.value(field ?? '')),
    }),
  ],
  [
    /^(?:sort|order)\s+(?:the\s+\w+\s+)?by\s+(?<option>.+)$/iu,
    ({ option }, words) => ({ kind: 'select', option: bare(words.value(option ?? '')), field: 'sort' }),
  ],
  [
    /^(?:choose|select|pick)\s+(?:the\s+)?(?:option\s+)?(?<option>.+)$/iu,
    ({ option }, words) => ({ kind: 'select', option: bare(words.value(option ?? '')), field: '' }),
  ],
  [
    /^(?<un>un)?(?:tick|check)\s+(?:off\s+)?(?<name>.+)$/iu,
    ({ un, name }, words) => ({ kind: 'tick', name: fieldName(words.value(name ?? '')), on: un === undefined }),
  ],
  [/^agree\s+to\s+(?<name>.+)$/iu, ({ name }, words) => ({ kind: 'tick', name: words.value(name ?? ''), on: true })],
  [
    /^add\s+(?:it|this|that|one|them|.+?)\s+to\s+(?:the\s+|my\s+)?(?<where>basket|cart|bag|favou?rites|wish ?list)/iu,
    ({ where }) => ({ ...click(`add to ${where}`), role: 'button' }),
  ],
  [
    /^(?:accept|allow)\s+(?:all\s+)?(?:the\s+)?cookies?/iu,
    () => ({ ...click('accept all cookies'), role: 'button', optional: true }),
  ],
  [
    /^(?:decline|reject|refuse)\s+(?:all\s+)?(?:the\s+)?cookies?/iu,
    () => ({ ...click('only necessary reject decline'), role: 'button', optional: true }),
  ],
  [/^(?:close|dismiss)\s+(?:the\s+)?(?<what>.+)$/iu, () => ({ ...click('close'), role: 'button', optional: true })],
  [
    /^submit(?:\s+(?:the\s+)?(?<name>.+))?$/iu,
    ({ name }, words) => ({
      ...click(name === undefined || /^form$/i.test(name) ? 'submit' : `submit ${words.value(name)}`),
      role: 'button',
    }),
  ],
  [/^continue$/iu, () => ({ ...click('continue'), role: 'button' })],
  [
    /^(?:click|press|tap|hit|push|follow|open|go to)\s+(?:on\s+)?(?<what>.+)$/iu,
    ({ what }, words) => readClick(words.value(what ?? '')),
  ],
  [
    /^(?:read|extract|list|collect|get|gather|scrape|show|tell|give|note|save|find|take)\s+(?:me\s+)?(?:out\s+|down\s+)?(?<what>.+)$/iu,
    ({ what }, words) => readExtract(words.restore(what ?? '')),
  ],
  [
    /^(?:what|which|how (?:much|many)|who|when|where)\b.+$/iu,
    (_groups, words) => readExtract(words.restore(words.text)),
  ],
];

/** Undefined: no rule fits. */
export function parseStep(clause: string, words: Protected): readonly Step[] | undefined {
  const conditional =
    /^if\s+(?:there\s+is|there's|you\s+see|it\s+has|asked)\b[^,]*,\s*(?<rest>.+)$/iu.exec(clause) ??
    /^(?<rest>.+?)\s+if\s+(?:asked|there|it is there|it appears|shown|present|needed)\b.*$/iu.exec(clause);
  const text = (conditional?.groups?.rest ?? clause).replace(/[\s.!]+$/u, '');
  for (const [pattern, read] of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const steps = read(match.groups ?? {}, words);
    if (steps === undefined) continue;
    const list: readonly Step[] = 'kind' in steps ? [steps] : steps;
    return conditional === null ? list : list.map(step => (step.kind === 'click' ? { ...step, optional: true } : step));
  }
  return undefined;
}

function gotoOrClick(value: string): Step | undefined {
  return /[./:]/.test(value) && !/\s/.test(value) ? { kind: 'goto', url: absolute(value) } : readClick(value);
}

const click = (name: string): Extract<Step, { kind: 'click' }> => ({
  kind: 'click',
  name,
  role: undefined,
  nth: 1,
  optional: false,
});

const NTH: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5 };
const ROLES: Readonly<Record<string, RoleHint>> = {
  link: 'link',
  button: 'button',
  field: 'field',
  input: 'field',
  box: 'box',
  checkbox: 'box',
  menu: 'menu',
  dropdown: 'menu',
  tab: 'tab',
};

function readClick(what: string): Step {
  const match =
    /^(?:the\s+)?(?:(?<nth>first|second|third|fourth|fifth)\s+)?(?:(?<lead>link|button|tab|menu|checkbox)\s+(?:named\s+|called\s+|labelled\s+|that says\s+)?)?(?<name>.*?)(?:\s+(?<trail>link|button|tab|menu|checkbox|box))?$/iu.exec(
      what.trim(),
    );
  const { nth, lead, name, trail } = match?.groups ?? {};
  const alone = ROLES[bare(name ?? '').toLowerCase()];
  if (alone !== undefined)
    return { kind: 'click', name: '', role: alone, nth: NTH[(nth ?? '').toLowerCase()] ?? 1, optional: false };
  const role = ROLES[(lead ?? trail ?? '').toLowerCase()];
  return { kind: 'click', name: bare(name ?? what), role, nth: NTH[(nth ?? '').toLowerCase()] ?? 1, optional: false };
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const PAGES =
  /[\s,]*\b(?:on|over|across|from|for|of)\s+(?:the\s+)?(?:(?:first|next)\s+)?(?<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|all|every|each)\s+(?:of\s+the\s+)?pages?\b|[\s,]*\b(?<last>until|to)\s+the\s+last\s+page\b|[\s,]*\bon\s+(?<every>every|each)\s+page\b/iu;

function readExtract(what: string): Step {
  const match = PAGES.exec(what);
  const n = match?.groups?.n?.toLowerCase();
  const pages =
    match === null ? 1 : n === undefined || /^(all|every|each)$/.test(n) ? ALL_PAGES : (NUMBERS[n] ?? Number(n));
  const instruction = what.replace(PAGES, '').trim();
  return {
    kind: 'extract',
    instruction,
    name: nameOfData(instruction),
    pages: Math.max(1, Math.min(ALL_PAGES, pages)),
  };
}

/** "the name and price of all kettles as a table" → "kettles": what the data is called. */
function nameOfData(instruction: string): string {
  const plain = instruction.replace(
    /\s+(?:as|into|in|to)\s+(?:an?\s+)?(?:table|csv|list|json|file|spreadsheet)\b.*$/iu,
    '',
  );
  const of = /\b(?:of|for)\s+(?:all\s+|each\s+|every\s+)?(?:the\s+)?(?<thing>[\p{L}\p{N} -]+)$/iu.exec(plain)?.groups
    ?.thing;
  const thing = (of ?? plain)
    .replace(/^(?:all|each|every|the|a|an)\s+/iu, '')
    .replace(/^(?:all|the)\s+/iu, '')
    .trim();
  return thing === '' || thing.length > 40 ? 'data' : thing.toLowerCase();
}

/** `name = Ann, e-mail = ann@example.org and town: Ludlow` */
function readPairs(pairs: string, words: Protected): readonly Step[] | undefined {
  const parts = pairs.split(/\s*(?:,|\band\b)\s*(?=[^,=:]+[=:])/iu);
  const steps = parts.flatMap((part): Step[] => {
    const match = /^(?<field>[^=:]+?)\s*[=:]\s*(?<value>.+)$/u.exec(part.trim());
    return match === null
      ? []
      : [
          {
            kind: 'fill',
            field: fieldName(words.value(match.groups?.field ?? '')),
            value: words.value(match.groups?.value ?? ''),
          },
        ];
  });
  return steps.length === 0 ? undefined : steps;
}

const fieldName = (text: string): string =>
  bare(text.replace(/^(?:the|my|your)\s+/iu, '').replace(/\s+(?:field|box|input|checkbox|dropdown|menu|list)$/iu, ''));

const bare = (text: string): string =>
  text
    .replace(/^(?:the|a|an)\s+(?=\S)/iu, '')
    .replace(/^["'“]|["'”]$/gu, '')
    .trim();
