/**
 * Finds orders to an agent in what a page says: a signal that makes the agent ask more, never a gate, for whoever knows these words can
 * avoid them. Pure. Quoted and discussed orders are none, so that a page about them raises no alarm.
 */

export interface Suspicion {
  readonly site: string;
  readonly url: string;
  /** The page's words. */
  readonly quote: string;
}

/** English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Finnish, Polish, Russian, Chinese, Japanese, Korean, Arabic. */
const OVERRIDES: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|your|original|all other)\b.{0,30}\b(?:instructions?|prompts?|guidelines|directives?)\b/iu,
  /\b(?:ignore|disregard|abandon)\b.{0,20}\b(?:previous|prior|your|original|current)\b.{0,12}\b(?:tasks?|errands?|goals?|commands?|orders from)\b/iu,
  /(?:ignorier|vergiss|vergessen sie|missacht|verwirf).{0,40}(?:bisherig|vorherig|vorig|obig|dein|ihre|alle).{0,30}(?:anweisung|anordnung|auftrag|aufgabe|befehl|regeln)/iu,
  /(?:ignor|oubli)(?:e|ez|er)\b.{0,20}(?:instructions?|consignes?|tâches?|règles|ordres|mission).{0,20}(?:précédent|antérieur|ci-dessus|initial)|(?:ignor|oubli)(?:e|ez|er)\b.{0,20}\b(?:tes|vos|ta|votre)\b.{0,20}(?:instructions?|consignes?|tâche|règles|mission)/iu,
  /(?:ignora|ignore|olvida|olvide|esqueça|esquece|dimentica)\b.{0,30}(?:instrucciones|instruções|istruzioni|órdenes|ordens|ordini|tareas?|tarefas?|compito|reglas|regras|regole).{0,20}(?:anterior|previa|prévia|precedent|original)|(?:ignora|ignore|olvida|olvide|esqueça|esquece|dimentica)\b.{0,12}\b(?:tus?|sus?|suas?|teu|tua|tuo|tue|il tuo|la tua|le tue)\b.{0,12}(?:instrucciones|instruções|istruzioni|tareas?|tarefas?|compito)/iu,
  /(?:negeer|vergeet|ignorera|strunta i|glöm|ohita|unohda|zignoruj|zapomnij).{0,40}(?:vorige|eerdere|je|uw|tidigare|dina|din|aiemmat|edelliset|poprzedni\S*|swoje|twoje).{0,30}(?:instructies|opdracht|taak|instruktioner|uppgift|ohjeet|tehtävä|instrukcje|polecenia|zadanie)/iu,
  /(?:игнорируй|проигнорируй|забудь|не обращай внимания на).{0,40}(?:инструкци|указани|задани|задач|команд)/iu,
  /(?:忽略|无视|無視|忘记|忘記|不要理会)(?:你)?(?:之前|以前|以上|先前|此前|所有|你|原来).{0,12}(?:指令|指示|说明|說明|任务|任務|提示|命令)/u,
  /(?:以前|上記|これまで|前|すべて|元).{0,10}(?:指示|命令|タスク|プロンプト).{0,6}(?:無視|忘れ)|(?:이전|위의|모든|기존|원래).{0,12}(?:지시|명령|작업|프롬프트).{0,6}(?:무시|잊)/u,
  /(?:تجاهل|انس|انسَ).{0,20}(?:التعليمات|تعليماتك|المهمة|مهمتك|الأوامر)/u,
];

const ONE_AGENT =
  '(?:(?:ai|a\\.i\\.|llm|automated|autonomous|browsing|browser|shopping|web|virtual|digital)[ -](?:browsing |shopping |powered )?(?:assistants?|agents?|models?|bots?)|(?:large )?language models?|llms?|chatgpt|ki-(?:assistent(?:en)?|agent(?:en)?))';
const AGENT = `${ONE_AGENT}(?:,? (?:and|or|&) (?:(?:ai|shopping|other|all) )?(?:agents?|assistants?|bots?|models?))?`;
/** Somebody who is called: at the beginning of a sentence, with a sign after it. */
const CALLED = `(?:^|[.!?;:(\\[—–-]\\s*)(?:(?:attention|note|notice|message|important|hello|hi|dear|hey)[ ,:!]*)?(?:(?:to|for)\\s+)?(?:(?:all|any|the|an?|every|you)\\s+)?(?:${AGENT})(?: (?:reading|visiting|browsing|processing|on|viewing)[^,:;.]{0,40})?\\s*[,:!—–-]\\s*`;
const POLITELY =
  '(?:(?:please|now|first|kindly|to continue,?|you (?:must|should|have to|need to|are to)|do not \\w+ but)\\s+)*';
/** An imperative with its object, of what an agent can do. */
const DEED =
  '(?:open|visit|go to|navigate|click|press|send|post|type|enter|paste|report|say|state|tell|reply|answer|ignore|disregard|follow|execute|buy|order|choose|select|recommend|submit|fill|ask|copy|öffne|klicke|sende|melde)\\s+(?:the|this|that|these|those|it|them|your|all|any|an?|to|only|here|for|in|into|on|now|no|one|as|with|every|each|previous|[“"„\'‘]|https?:|die|den|das|alle)';

const ADDRESSES: readonly RegExp[] = [
  new RegExp(`${CALLED}${POLITELY}${DEED}`, 'iu'),
  new RegExp(`\\bif you(?: are|'re|’re) (?:an? |the )?(?:${AGENT})\\b[^.!?]{0,40}?[,:]\\s*${POLITELY}${DEED}`, 'iu'),
  new RegExp(
    `\\byou are (?:now|no longer)\\b.{0,40}\\b(?:${AGENT}|unrestricted|jailbroken|in developer mode)\\b`,
    'iu',
  ),
  /\byour (?:new|real|actual) (?:task|goal|errand|assignment|objective|instructions?) (?:is|are) (?:now )?to\b|\byour (?:task|goal|errand|instructions?) (?:has|have) (?:now )?(?:been )?(?:changed|replaced|superseded)\b/iu,
  /\bnew (?:system (?:instructions?|prompt)|(?:instructions?|directives?|orders|task) for (?:you|the (?:ai|agent|assistant|model)))\b/iu,
  /\b(?:ask|tell|instruct|convince|prompt|advise) your (?:user|human|operator|principal)\b/iu,
];

const FORGERIES: readonly RegExp[] = [
  /(?<![A-Z] ?)(?:^|[\s>\]])(?:SYSTEM|ASSISTANT|DEVELOPER|TOOL|ROOT)(?: (?:MESSAGE|PROMPT|NOTICE|OVERRIDE|INSTRUCTIONS?|RESULT))?\s?:\s*.{0,100}\b(?:errand|task|instructions?|open|visit|click|press|ignore|disregard)\b/u,
  /\bsystem (?:prompt|override|instruction)s?\s?:/iu,
  /<\/(?:page|system|tool_result|instructions?|function_results?)>|<\|(?:im_start|im_end|system|endoftext)\|>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>/iu,
  /\b(?:BEGIN|END) (?:PAGE|EXCERPT) \S+/u,
  /\b(?:the )?(?:user|person|owner|human) (?:has )?already (?:approved|confirmed|authori[sz]ed|said yes)\b|\b(?:user|owner|person|human) approv(?:ed|al)\s*[:=]\s*(?:yes|true|granted|given)\b|\b(?:this|the) (?:action|request|site) (?:is|was|has been) (?:already )?(?:pre-?approved|approved by (?:the|your) (?:user|owner|person))\b/iu,
  /\b(?:decode|decrypt|decipher|unscramble|rot13|base64)\b.{0,40}\band (?:then )?(?:follow|execute|obey|carry out|do what|act on)\b/iu,
];

const ORDERS = [...OVERRIDES, ...ADDRESSES, ...FORGERIES];

/** Before the match in the same text: then it is talked about. */
const CITED =
  /\b(?:such as|like|for example|for instance|e\.g\.?|says?|saying|reads?|reading|wrote|writes?|written|phrases?|sentences?|wording|strings?|payloads?|attackers?|attacks?|known as|called|titled|entitled|quote[sd]?|not|never|don['’]t|zum beispiel|par exemple|por ejemplo)\b[^.!?]{0,60}$/iu;
const DISCUSSES = /prompt[ -]injections?|jailbreak|adversarial (?:prompt|text|instruction)|indirect injection/iu;
const OPENING = /["“”„«‘]/u;
const CLOSING = /["“”»’]/u;

/** Texts longer than this are looked at in parts that overlap. */
const PART = 2_000;
const OVERLAP = 300;
const AROUND = 80;

/** The words of the first order among these texts, or undefined. */
export function findOrder(texts: readonly string[]): string | undefined {
  for (const text of texts)
    for (const part of partsOf(plain(text))) {
      const found = orderIn(part);
      if (found !== undefined) return found;
    }
  return undefined;
}

function orderIn(text: string): string | undefined {
  if (text.length < 8 || DISCUSSES.test(text)) return undefined;
  for (const pattern of ORDERS) {
    const match = pattern.exec(text);
    if (match === null || isCited(text, match.index, match.index + match[0].length)) continue;
    const start = Math.max(0, match.index - AROUND / 4);
    const around = text.slice(start, match.index + match[0].length + AROUND);
    return (start === 0 ? around : around.replace(/^\S*\s/, '')).trim();
  }
  return undefined;
}

function isCited(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 100), start);
  if (CITED.test(before)) return true;
  const isOpened = OPENING.test(text.slice(Math.max(0, start - 3), start + 1));
  return isOpened && CLOSING.test(text.slice(end - 1, end + 160)) && start > 12;
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += PART - OVERLAP) parts.push(text.slice(at, at + PART));
  return parts;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
