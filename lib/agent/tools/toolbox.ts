/** All tools the acting model has, in the order it is shown them. */

import type { ToolSpec } from '../model-client.ts';
import { answerDialog } from './answer-dialog.ts';
import { ask } from './ask.ts';
import { back } from './back.ts';
import { click } from './click.ts';
import { closeTab } from './close-tab.ts';
import { drag } from './drag.ts';
import { expand } from './expand.ts';
import { extract } from './extract.ts';
import { fill } from './fill.ts';
import { find } from './find.ts';
import { finish } from './finish.ts';
import { forward } from './forward.ts';
import { hover } from './hover.ts';
import { look } from './look.ts';
import { navigate } from './navigate.ts';
import { press } from './press.ts';
import { read } from './read.ts';
import { reload } from './reload.ts';
import { screenshot } from './screenshot.ts';
import { scroll } from './scroll.ts';
import { select } from './select.ts';
import { switchTab } from './switch-tab.ts';
import { tick } from './tick.ts';
import type { Tool } from './tool.ts';
import { upload } from './upload.ts';
import { wait } from './wait.ts';

const tools: readonly Tool[] = [
  click,
  fill,
  select,
  tick,
  press,
  hover,
  drag,
  navigate,
  back,
  forward,
  reload,
  scroll,
  wait,
  find,
  expand,
  read,
  extract,
  screenshot,
  upload,
  answerDialog,
  switchTab,
  closeTab,
  ask,
  finish,
];

/** The same list for a whole run, because endpoints cache what a conversation begins with. */
export function toolsFor(model: { readonly seesImages: boolean }): readonly Tool[] {
  return model.seesImages ? [...tools, look] : tools;
}

export const specsOf = (offered: readonly Tool[]): readonly ToolSpec[] => offered.map(tool => tool.spec);
