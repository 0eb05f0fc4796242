/**
 * What an activation commits, told by what the page says of the element: its words in several languages, and its form. Raises a
 * verb and never lowers one; the model has no say. Wrong words make a question or a refusal too many, never one too few.
 */

import type { Target } from './action.ts';
import type { Verb } from './verb.ts';

export type Risk = Extract<Verb, 'login' | 'pay' | 'delete' | 'send'>;

/**
 * Whole labels, lower case, without signs and sums. Of a shop's words only those that buy: "add to basket" and "checkout" lead on.
 * English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Finnish, Polish, Russian, Chinese, Japanese, Korean,
 * Arabic, Hebrew.
 */
const PAY =
  /^(?:pay|pay (?:now|by .+|with .+|securely|online)|(?:buy|order|purchase|subscribe|donate)(?: it)?(?: now)?|place (?:my |your |the )?order|(?:complete|confirm|finish|submit)(?: and pay| (?:my |your |the )?(?:order|purchase|payment|booking))|make (?:a )?(?:payment|donation)|transfer(?: now| money)?|(?:jetzt )?(?:kostenpflichtig |zahlungspflichtig )?(?:kaufen|bestellen|bezahlen|zahlen|spenden|überweisen)|kauf abschließen|(?:payer|acheter|commander)(?: maintenant)?|valider (?:la|ma) commande|confirmer le paiement|(?:pagar|comprar)(?: ahora| agora)?|realizar (?:el )?pedido|finalizar compra|(?:paga|acquista|ordina)(?: ora)?|conferma ordine|(?:koop|betaal|bestel)(?: nu)?|bestelling plaatsen|(?:köp|betala|beställ)(?: nu)?|slutför köp|(?:osta|maksa|tilaa)(?: nyt)?|(?:kup|zapłać|zamawiam)(?: teraz)?(?: i płacę)?|(?:купить|оплатить|заказать)(?: сейчас)?|оформить заказ|支付|付款|购买|立即购买|下单|提交订单|購買|購入(?:する)?|注文(?:を確定する|する)?|支払う|결제(?:하기)?|구매(?:하기)?|주문하기|ادفع(?: الآن)?|شراء|اشتر الآن|إتمام الطلب|שלם(?: עכשיו)?|קנה(?: עכשיו)?|בצע הזמנה)$/u;

/** "Hire and pay", "Book & pay now", "Kostenpflichtig buchen". */
const AND_PAY =
  /^(?:.{1,40} (?:and pay|und (?:be)?zahlen|et payer|y pagar|e pagar?|en betalen|och betala)(?: now| jetzt)?|(?:jetzt )?(?:kosten|zahlungs)pflichtig .{1,40})$/u;

/** Of a button alone: there are tabs, filters and choices for books and rents. */
const BOOK = /^(?:book|reserve|hire|rent)(?: it| this| now| it now)?$/;

const DELETE =
  /^(?:(?:permanently )?(?:delete|erase|destroy|wipe|purge)(?: .{0,40})?|(?:yes|ok),? delete(?: .{0,40})?|(?:close|deactivate|terminate) (?:my |your |the |this )?account|cancel (?:my |your |the |this )?(?:subscription|membership|contract|booking|order)|(?:endgültig )?(?:löschen|vernichten)|.{0,40} löschen|konto schließen|(?:abo|vertrag) kündigen|supprimer(?: .{0,40})?|effacer|(?:eliminar|borrar|apagar|excluir)(?: .{0,40})?|(?:elimina|cancella)(?: .{0,40})?|(?:verwijder(?:en)?|wissen)|(?:ta bort|radera)(?: .{0,40})?|poista|usuń(?: .{0,40})?|(?:удалить|стереть)(?: .{0,40})?|删除|永久删除|刪除|削除(?:する)?|삭제(?:하기)?|حذف|מחק|מחיקה)$/u;

const SEND =
  /^(?:(?:send|post|publish|tweet|reply|comment|share|broadcast)(?: (?:it|now|all|message|reply|comment|review|post|e-?mail|mail|tweet|application))?|submit (?:comment|review|application)|(?:senden|abschicken|absenden|veröffentlichen|antworten|posten)|nachricht senden|(?:envoyer|publier|répondre)(?: le message)?|(?:enviar|publicar|responder)(?: mensaje| mensagem)?|(?:invia|pubblica|rispondi)|(?:verstuur|verzenden|plaatsen)|(?:skicka|publicera|svara)|(?:lähetä|julkaise|vastaa)|(?:wyślij|opublikuj|odpowiedz)|(?:отправить|опубликовать|ответить)|发送|发布|回复|傳送|送信(?:する)?|投稿(?:する)?|返信(?:する)?|보내기|전송|게시|إرسال|نشر|رد|שלח|שליחה|פרסם)$/u;

const LOGIN =
  /^(?:(?:log|sign) ?(?:in|on)(?: .{0,40})?|(?:anmelden|einloggen)|(?:se )?connexion|se connecter|(?:iniciar sesión|entrar|acceder)|accedi|inloggen|logga in|kirjaudu(?: sisään)?|zaloguj(?: się)?|войти|登录|登入|ログイン|로그인|تسجيل الدخول|התחבר|כניסה)$/u;

/** Roles that act when they are activated. A link with a real address only leads somewhere. */
const ACTS = /^(?:button|menuitem|menuitemcheckbox|menuitemradio|clickable|option|tab|switch|textbox|searchbox)$/;

/** Whole labels of what gives somebody a permission. A cookie box says what it allows; these say nothing more. */
const PERMIT =
  /^(?:(?:yes,? )?(?:allow|approve|authori[sz]e|grant)(?: access| permission| app| request)?|(?:zulassen|genehmigen|erlauben|autorisieren)|(?:autoriser|approuver)|(?:autorizar|aprobar|aprovar|permitir)|(?:autorizza|approva|consenti)|(?:toestaan|goedkeuren)|(?:tillåt|godkänn)|(?:salli|hyväksy)|(?:zezwól|zatwierdź)|(?:разрешить|одобрить)|允许|批准|授权|許可(?:する)?|承認(?:する)?|허용|승인|السماح|موافقة|אשר)$/u;

/** A form that gives a permission: a forged card of consent, an app that wants to be let in. */
export const givesPermission = (target: Target): boolean =>
  target.submits === true && ACTS.test(target.role) && PERMIT.test(plainLabel(target.name));

/** Undefined where nothing says more than what is done. */
export function riskOf(target: Target): Risk | undefined {
  const label = plainLabel(target.name);
  const leads = target.href !== undefined && /^https?:/i.test(target.href) && target.role === 'link';
  // Old sites delete by a link.
  if (DELETE.test(label)) return 'delete';
  if (leads || !(ACTS.test(target.role) || target.role === 'link')) return undefined;
  const { sends } = target;
  const isField = /^(?:textbox|searchbox)$/.test(target.role);
  if (!isField && (PAY.test(label) || AND_PAY.test(label) || (target.role === 'button' && BOOK.test(label))))
    return 'pay';
  if (sends?.card === true && target.submits === true) return 'pay';
  if (sends?.password === true && target.submits === true) return 'login';
  if (isField) return undefined;
  if (LOGIN.test(label) && target.submits === true) return 'login';
  if (SEND.test(label) && (sends === undefined || sends.words === true)) return 'send';
  return undefined;
}

/** Without signs, sums and counts: `🗑 Delete (3)` is "delete", `Pay €12.50` is "pay". */
export function plainLabel(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[\p{So}\p{Sk}\p{Sc}]|\b(?:eur|usd|gbp|sek|chf|pln)\b/gu, ' ')
    .replace(/\(\d+\)|\d+(?:[.,]\d+)*/g, ' ')
    .replace(/[^\p{L}\p{M}\p{N}, -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ ,-]+|[ ,-]+$/g, '');
}
