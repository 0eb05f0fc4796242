/** Recognises a plain typed yes or no. Code decides, never the model, and anything but a plain reply is neither. */

const YES = new Set([
  'yes',
  'y',
  'yes please',
  'yes go ahead',
  'go ahead',
  'go',
  'do it',
  'please do',
  'ok',
  'okay',
  'ok go',
  'sure',
  'confirm',
  'confirmed',
  'approve',
  'approved',
  'i agree',
  'agreed',
  'run it',
  'start',
  'yep',
  'yeah',
  'ja',
  'oui',
  'si',
  'sí',
  'sim',
  'da',
  'はい',
  '是',
  '好',
]);
const NO = new Set([
  'no',
  'n',
  'no thanks',
  'no thank you',
  'dont',
  'do not',
  'stop',
  'cancel',
  'decline',
  'never mind',
  'nevermind',
  'nope',
  'nah',
  'nein',
  'non',
  'não',
  'nao',
  'nyet',
  'いいえ',
  '不',
  '不要',
]);

/** `yes` or `no` only where the whole message is one; "yes, but only two pages" is neither and goes to the planner. */
export function recognisePlainReply(text: string): 'yes' | 'no' | undefined {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[\s,.!;:]+/g, ' ')
    .trim();
  if (YES.has(plain)) return 'yes';
  if (NO.has(plain)) return 'no';
  return undefined;
}
