/** What whole sentences ask for or lead to: a person's own, and the questions that pages ask in dialogs. Judges no element. */

import type { Risk } from './risk.ts';

/** "Do not send anything", "order nothing", "without paying". What is taken for ruled out and was not, the plan may still name. */
const RULED_OUT =
  /\b(?:do(?:es)? not|don['’]t|never)\b(?! forget)[^.,;:!?\n]*?(?=$|[.,;:!?\n]|\bbut\b)|\bwithout \p{L}+(?: \p{L}+)?|\b\p{L}+ (?:nothing|nichts?)\b|\bnichts? \p{L}+|\b(?:ohne(?: zu)?|sans|sin) \p{L}+/gu;

/** Words in a sentence that ask for it; "an order" and "this book" are things. */
const THING = String.raw`(?<!\b(?:an?|the|th(?:is|at|ese)|your|my|our|each|every|any|no|last|first|audio|note) )`;

const SAID: readonly (readonly [Risk, RegExp])[] = [
  [
    'login',
    /\b(?:log|sign)(?:ged|ging)? ?(?:in|on)\b|\blogin\b|\banmelden\b|\beinloggen\b|connecte|iniciar sesión|登录|ログイン|로그인/u,
  ],
  [
    'pay',
    new RegExp(
      String.raw`\b(?:pay|buy|purchase|donate|subscribe|checkout|check out)\b|\bplace (?:the |an |my |your |this )?orders?\b|${THING}\border (?!of\b|by\b|number\b|history\b|status\b|list\b|them by\b)|${THING}\bbook\b|\b(?:hire|rent) (?:an?|the|it|me)\b|\b(?:kaufe?n?|bestellen?|bezahlen?)\b|acheter|commander|comprar|pagar|köp|купи|购买|購入|구매`,
      'u',
    ),
  ],
  [
    'delete',
    /\b(?:delete|erase)\b|\b(?:cancel|close) (?:the|my|your|this)\b|\blöschen?\b|supprimer|eliminar|borrar|удали|删除|削除|삭제/u,
  ],
  [
    'send',
    /\b(?:send|publish|reply|tweet|write to)\b|\b(?:post|share) (?:a|an|the|it|this)\b|\b(?:comment on|leave a|e-?mail (?:him|her|them|it))\b|\b(?:senden?|schicken?|veröffentlichen?)\b|envoyer|enviar|отправ|发送|送信|보내/u,
  ],
];

/** The risky verbs that a person's own words ask for: "order two kettles" asks to pay. For plans, so that what is asked can be done. */
export function risksSaid(words: string): readonly Risk[] {
  const said = words.normalize('NFKC').toLowerCase().replace(RULED_OUT, ' ');
  return SAID.flatMap(([risk, pattern]) => (pattern.test(said) ? [risk] : []));
}

/** A question says more than a wish: what will be taken, and what cannot be taken back. */
const ASKED: readonly (readonly [Risk, RegExp])[] = [
  ...SAID.filter(([risk]) => risk !== 'login'),
  ['pay', /\bpayments?\b|\b(?:charged?|billed)\b|kostenpflichtig|abgebucht/u],
  [
    'delete',
    /\b(?:cannot|can['’]t|can not) be undone\b|\birreversibl[ey]\b|\bpermanently\b|unwiderruflich|irréversible/u,
  ],
];

/** To send a form is to submit it, and nothing worse. */
const SENT_FORM = /\bsend (?:the |this |your |my )?(?:form|request|data|details|answers|code|link)\b/gu;

/** What a yes to a page's own question commits, by the first such word in it: "Book it? You can cancel the booking later." books. */
export function riskOfQuestion(question: string): Risk | undefined {
  const said = question.normalize('NFKC').toLowerCase().replace(SENT_FORM, ' ');
  const found = ASKED.map(([risk, pattern]) => ({ risk, at: said.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at);
  return found[0]?.risk;
}
