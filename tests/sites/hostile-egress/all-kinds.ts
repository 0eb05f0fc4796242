/** Every kind of request that the hostile page makes. */

import type { Kind } from './kind.ts';
import { belowHttp } from './kinds/below-http.ts';
import { markup } from './kinds/markup.ts';
import { navigations } from './kinds/navigations.ts';
import { scripts } from './kinds/scripts.ts';
import { styles } from './kinds/styles.ts';
import { workers } from './kinds/workers.ts';

export const allKinds: readonly Kind[] = [...markup, ...styles, ...scripts, ...workers, ...belowHttp, ...navigations];
