/** The one Action type: in the agent, the trace, a recording and a replay. Describes what is done; never does it. */

import * as z from 'zod';
import { Locators } from './locator.ts';

/** An element as the agent knew it when it decided: what a person would call it, and the ref it had then. */
export const Target = z.object({
  ref: z.string(),
  role: z.string(),
  name: z.string(),
  /** Where a link leads, absolute. */
  href: z.string().optional(),
  /** The `type` of an input or button where it matters: `password`, `submit`, `checkbox`, `file` … */
  inputType: z.string().optional(),
  /** True where activating it sends a form. */
  submits: z.boolean().optional(),
  /** True for a link whose page says that it is a file to be saved. */
  downloads: z.boolean().optional(),
  /** The address of the frame it lies in, as the browser tells it; left out in the page itself. */
  frameUrl: z.string().optional(),
  /** What goes with it where it sends a form, or stands in one. */
  sends: z
    .object({
      method: z.enum(['get', 'post', 'dialog']),
      password: z.boolean().optional(),
      /** A field for a card's number. */
      card: z.boolean().optional(),
      /** A field for words to somebody: a text of several lines. */
      words: z.boolean().optional(),
    })
    .optional(),
  /** Of a button that only says yes: what the small dialog around it says. */
  asks: z.string().optional(),
  /** How to find it again: replays stand on them. */
  locators: Locators.optional(),
});
export type Target = z.infer<typeof Target>;

const Reference = z.string().regex(/^[a-z]?\d*e\d+$/i, 'a ref such as e12 from the newest observation');
const on = { ref: Reference, target: Target.optional() };
const maybeOn = { ref: Reference.optional(), target: Target.optional() };

export const Modifier = z.enum(['Control', 'Shift', 'Alt', 'Meta']);
export type Modifier = z.infer<typeof Modifier>;

const Point = z.object({ x: z.number(), y: z.number() });

/** A page action as the model asks for it: elements by ref only. The agent fills in the target. */
export const Action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('navigate'), url: z.string() }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('forward') }),
  z.object({ kind: z.literal('reload') }),
  z.object({
    kind: z.literal('click'),
    ...on,
    button: z.enum(['left', 'middle', 'right']).optional(),
    /** 2 for a double click. */
    count: z.union([z.literal(1), z.literal(2)]).optional(),
    modifiers: z.array(Modifier).max(4).optional(),
    /** Where on the element, in CSS px from its top left: for a canvas, a map. */
    at: Point.optional(),
  }),
  z.object({ kind: z.literal('hover'), ...on }),
  z.object({
    kind: z.literal('drag'),
    ...on,
    /** The element it is dropped on, or how far it is moved, in CSS px. */
    to: Reference.optional(),
    by: Point.optional(),
  }),
  z.object({ kind: z.literal('fill'), ...on, value: z.string() }),
  z.object({ kind: z.literal('select'), ...on, options: z.array(z.string()).min(1) }),
  /** A checkbox, radio or switch into a state; nothing is done where it has it. */
  z.object({ kind: z.literal('tick'), ...on, on: z.boolean() }),
  z.object({ kind: z.literal('press'), keys: z.string().min(1).max(60), ...maybeOn }),
  z.object({
    kind: z.literal('scroll'),
    ...maybeOn,
    /** `here` brings the element of the ref into view; the others move the page, or the box the ref is in. */
    to: z.enum(['down', 'up', 'top', 'bottom', 'left', 'right', 'here']),
    /** Scrolls to the first place that shows this text, instead. */
    text: z.string().max(200).optional(),
  }),
  z.object({
    kind: z.literal('wait'),
    text: z.string().optional(),
    gone: z.string().optional(),
    /** A part of the address. */
    url: z.string().optional(),
    /** Until nothing is loaded and nothing changes. */
    quiet: z.boolean().optional(),
    seconds: z.number().min(0).max(30).optional(),
  }),
  /** Files that the task has: downloads, and data it collected. */
  z.object({ kind: z.literal('upload'), ...on, files: z.array(z.string().max(200)).min(1).max(10) }),
  /** To a `confirm` or `prompt` that waits. What it asks is filled in by the agent, as a target is. */
  z.object({
    kind: z.literal('answer-dialog'),
    accept: z.boolean(),
    text: z.string().max(1_000).optional(),
    question: z.string().max(1_000).optional(),
  }),
  z.object({ kind: z.literal('switch-tab'), tab: z.string() }),
  z.object({ kind: z.literal('close-tab'), tab: z.string() }),
  z.object({ kind: z.literal('screenshot'), fullPage: z.boolean().optional(), ...maybeOn }),
  /** The lines of the page with a text, folded ones too. */
  z.object({ kind: z.literal('find'), text: z.string().min(1).max(200) }),
  /** An element's, a file's or the page's whole text, from the character `from` on. */
  z.object({
    kind: z.literal('read'),
    ...maybeOn,
    file: z.string().max(200).optional(),
    from: z.int().min(0).optional(),
  }),
  /** What was folded at `x3`, from the line `from` on. */
  z.object({ kind: z.literal('expand'), fold: z.string().regex(/^x\d+$/), from: z.int().min(0).optional() }),
  /** A picture of the page, or of one element, for a model that sees; each usable element carries its ref. */
  z.object({ kind: z.literal('look'), ...maybeOn }),
  z.object({
    kind: z.literal('extract'),
    instruction: z.string().min(1).max(2_000),
    /** The dataset the rows are added to; extracts with the same name end in one CSV. */
    name: z.string().max(60).optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    /** A downloaded file instead of the page. */
    file: z.string().max(200).optional(),
  }),
]);
export type Action = z.infer<typeof Action>;
export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;
