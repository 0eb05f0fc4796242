/** The words that begin a step. Where the next step begins, only they tell. */

const VERBS =
  "go|open|visit|navigate|browse|load|search|look|find|click|press|tap|hit|push|follow|type|enter|fill|write|put|choose|select|pick|set|tick|check|untick|uncheck|agree|scroll|wait|read|extract|list|collect|get|gather|scrape|show|tell|give|save|note|take|accept|allow|close|dismiss|decline|reject|refuse|add|log|sign|ask|submit|sort|order|repeat|return|come|make|unfold|expand|remove|delete|withdraw|discard|confirm|compare|hover|narrow|reload|refresh|do not|don't|never";
/** Also nouns, as in "name, place of birth and change in price": they tell to do something only before a determiner. */
const NOUNISH =
  'view|download|quote|report|change|place|start|apply|update|count|use|turn|switch|keep|filter|say|complete|finish|clear|empty|cancel|copy|point|buy|upload|drop|drag|insert|send|create|edit|summari[sz]e|proceed|leave|stop';
const DETERMINER =
  '(?:the|it|its|this|that|these|those|them|my|an?|all|every|your|our|on|off|to|there|before|me|what|which|how|who|whether|\uE000\\d+\uE000)';

/** A verb has something after it: in "date, open, high, low and close" nothing is told to be done. */
export const VERB_AHEAD = `(?=(?:please\\s+)?(?:(?:${VERBS})\\s+(?!and\\b|or\\b)[^\\s,;]|(?:${NOUNISH})\\s+${DETERMINER}(?![\\p{L}\\p{N}])|(?:submit|scroll|repeat|reload)\\b|keep\\s+(?:on\\s+)?\\p{L}+ing\\b|filter\\s+by\\b|(?:say|answer)\\s+(?:yes|no)\\b))`;

/** A whole step that is the name of a button: "save and continue". */
export const BUTTON_AHEAD =
  '(?=(?:save|submit|send|confirm|apply|finish|continue|proceed|log out|sign out|sign in|log in)(?:\\s+and\\s+(?:continue|close|exit|proceed|submit|send|finish))?(?:\\s+again)?\\s*(?:$|[,.;!\\n]|and\\b|then\\b))';

const BEGINS = new RegExp(`^(?:please\\s+)?(?:${VERBS}|${NOUNISH}|if|then|after that)\\b`, 'iu');

export const isVerb = (text: string): boolean => BEGINS.test(text.trim());

export const QUESTIONS = 'what|which|how|who|when|where';
