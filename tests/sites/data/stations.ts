/** The gauging stations: four hundred, counted out from the rivers by rule, never by chance. */

import { rivers } from './rivers.ts';

export interface Station {
  readonly code: string;
  readonly river: string;
  readonly slug: string;
  readonly kilometre: number;
  readonly since: number;
  readonly state: 'in service' | 'under repair' | 'closed';
}

const states = ['in service', 'in service', 'in service', 'under repair', 'in service', 'closed'] as const;

export const stations: readonly Station[] = Array.from({ length: 400 }, (_, at) => {
  const river = rivers[at % rivers.length];
  const round = Math.floor(at / rivers.length) + 1;
  return {
    code: `OR-${String(at + 1).padStart(4, '0')}`,
    river: river?.name ?? '',
    slug: river?.slug ?? '',
    kilometre: Math.round(((river?.length ?? 0) * round) / 7),
    since: 1890 + ((at * 37) % 130),
    state: states[(at * 5 + round) % states.length] ?? 'in service',
  };
});
