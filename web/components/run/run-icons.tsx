/** The icons of a run's controls. Decoration only: the button around one has its own name. */

import { Icon } from '../icons.tsx';

export const PlayIcon = () => (
  <Icon>
    <path d="M6.5 4.5v11l9-5.5z" stroke-linejoin="round" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M7 4.5v11M13 4.5v11" stroke-linecap="round" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M12.5 5 7.5 10l5 5" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="m7.5 5 5 5-5 5" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const MouseIcon = () => (
  <Icon>
    <path d="m5 3.5 9.5 7-4.4.7 2.3 4.5-2 1-2.3-4.6L5 15.5z" stroke-linejoin="round" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M16 10H4.5M9 5.5 4.5 10 9 14.5" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const ReloadIcon = () => (
  <Icon>
    <path d="M15.5 8.5a6 6 0 1 0 .3 3.5M15.8 4.5v4h-4" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);
