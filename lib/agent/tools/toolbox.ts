/** All tools the acting model has, in the order it is shown them. */

import type { ToolSpec } from '../model-client.ts';
import { ask } from './ask.ts';
import { back } from './back.ts';
import { click } from './click.ts';
import { extract } from './extract.ts';
import { fill } from './fill.ts';
import { finish } from './finish.ts';
import { navigate } from './navigate.ts';
import { press } from './press.ts';
import { screenshot } from './screenshot.ts';
import { scroll } from './scroll.ts';
import { select } from './select.ts';
import { switchTab } from './switch-tab.ts';
import type { Tool } from './tool.ts';
import { wait } from './wait.ts';

const tools: readonly Tool[] = [
  click,
  fill,
  select,
  press,
  navigate,
  back,
  scroll,
  wait,
  extract,
  screenshot,
  switchTab,
  ask,
  finish,
];

export const toolSpecs: readonly ToolSpec[] = tools.map(tool => tool.spec);

export const toolByName: ReadonlyMap<string, Tool> = new Map(tools.map(tool => [tool.spec.name, tool]));
