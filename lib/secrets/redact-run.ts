/** The ports of a run with the redactor in front of each: what comes off a page, goes to a model, or is kept. Decides nothing. */

import type { Journal } from '../agent/journal.ts';
import type { ModelClient, ModelMessage } from '../agent/model-client.ts';
import type { Observation, Page, PageText } from '../agent/page.ts';
import type { Refusal } from '../domain/errors.ts';
import { redactState } from './redact-state.ts';
import type { Redactor } from './redactor.ts';

/** Actions go through as they are: they hold placeholders. */
export function redactPage(page: Page, redactor: Redactor, typed: () => readonly string[]): Page {
  const { text, deep } = redactor;
  let question: string | undefined;
  const readingOf = async (reading: Promise<PageText | Refusal>): Promise<PageText | Refusal> => deep(await reading);
  return {
    async observe(): Promise<Observation> {
      const seen = await page.observe();
      const { url, title, tabs, targets } = seen;
      ({ question } = seen);
      return {
        ...seen,
        ...(question === undefined ? {} : { question: text(question) }),
        url: text(url),
        title: text(title),
        text: text(seen.text),
        tabs: deep(tabs),
        targets: deep(targets),
      };
    },
    async perform(action, signal, files) {
      // The page holds the answer against what it asks itself.
      const isToLast = action.kind === 'answer-dialog' && question !== undefined && action.question === text(question);
      return deep(await page.perform(isToLast ? { ...action, question } : action, signal, files));
    },
    find: async asked => deep(await page.find(asked)),
    expand: async (fold, from) => deep(await page.expand(fold, from)),
    // Only what was typed: the others no page should be told, not even where it cannot look.
    async screenshot(options) {
      const texts = [...(options.secrets?.texts ?? []), ...typed()];
      const picture = await page.screenshot({ ...options, secrets: { ...options.secrets, texts } });
      return picture.caption === undefined ? picture : { ...picture, caption: text(picture.caption) };
    },
    valuesSentBy: async ref => deep(await page.valuesSentBy(ref)),
    locatorsOf: async ref => deep(await page.locatorsOf(ref)),
    readText: ref => readingOf(page.readText(ref)),
    readFile: name => readingOf(page.readFile(name)),
    // The journal takes the values out of the bytes; by its name a file is found again.
    takeFiles: async () => (await page.takeFiles()).map(file => ({ ...file, name: text(file.name) })),
    // Kept as artifacts and by nothing else: the journal takes the values out.
    capture: () => page.capture(),
    saveState: async () => redactState(await page.saveState(), redactor),
    restoreState: async state => deep(await page.restoreState(state)),
    bytesReceived: () => page.bytesReceived(),
  };
}

/** The last door to a model's endpoint, and the first of what comes back: a model may have put together what a page took apart. */
export function redactModel(model: ModelClient, redactor: Redactor): ModelClient {
  return {
    name: model.name,
    seesImages: model.seesImages,
    async complete(request, signal) {
      const messages = request.messages.map(message => redactMessage(message, redactor));
      const reply = await model.complete({ ...request, messages }, signal);
      return {
        ...reply,
        text: redactor.text(reply.text),
        toolCalls: reply.toolCalls.map(call => ({ ...call, argumentsText: redactor.text(call.argumentsText) })),
      };
    },
  };
}

function redactMessage(message: ModelMessage, { text }: Redactor): ModelMessage {
  switch (message.role) {
    case 'system':
      return message;
    case 'user':
    case 'tool':
      return { ...message, text: text(message.text) };
    case 'assistant': {
      const toolCalls = message.toolCalls.map(call => ({ ...call, argumentsText: text(call.argumentsText) }));
      return { ...message, text: text(message.text), toolCalls };
    }
    default:
      return message satisfies never;
  }
}

export function redactJournal<J extends Journal>(journal: J, redactor: Redactor): J {
  const { text, deep } = redactor;
  return {
    ...journal,
    record: events => journal.record(deep(events)),
    saveArtifact: made =>
      journal.saveArtifact({ ...made, name: text(made.name), bytes: redactor.bytes(made.bytes, made.mediaType) }),
    // Its digest was made of what stands here already: page and model came through the redactor.
    async askApproval(asked) {
      const answer = await journal.askApproval(deep(asked));
      if (answer.kind !== 'denied' || answer.reason === undefined) return answer;
      return { ...answer, reason: text(answer.reason) };
    },
    keepWhole: (step, whole) => journal.keepWhole(step, text(whole)),
    async askPerson(question, step) {
      const answer = await journal.askPerson(text(question), step);
      return answer.kind === 'answered' ? { ...answer, text: text(answer.text) } : answer;
    },
    needSecret: needed => journal.needSecret(deep(needed)),
    instructions: async known => (await journal.instructions(known)).map(text),
  };
}
