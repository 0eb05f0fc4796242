/** The line icons of the navigation and of the pages. Decoration only: the words beside them carry the meaning. */

import { Icon } from './icons.tsx';

export const TasksIcon = () => (
  <Icon>
    <path d="M8 5h8.5M8 10h8.5M8 15h8.5" stroke-linecap="round" />
    <path d="m3 5 .9.9L5.6 4M3 10l.9.9L5.6 9M3 15l.9.9 1.7-1.9" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const SecretsIcon = () => (
  <Icon>
    <rect x="4" y="9" width="12" height="8" rx="2" />
    <path d="M6.8 9V6.6a3.2 3.2 0 0 1 6.4 0V9" stroke-linecap="round" />
  </Icon>
);

export const KeysIcon = () => (
  <Icon>
    <circle cx="6.8" cy="13.2" r="3.3" />
    <path d="m9.2 10.8 6.6-6.6M13 7l2.4 2.4" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const UsageIcon = () => (
  <Icon>
    <path d="M4 16.5V11M10 16.5V3.5M16 16.5V8" stroke-linecap="round" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <path d="M3.5 6.5h6M14 6.5h2.5M3.5 13.5H6M10.5 13.5h6" stroke-linecap="round" />
    <circle cx="11.8" cy="6.5" r="2.1" />
    <circle cx="8.2" cy="13.5" r="2.1" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5" />
    <path d="m12.8 12.8 3.7 3.7" stroke-linecap="round" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="7" y="7" width="9.5" height="9.5" rx="2" />
    <path d="M4.5 12.5A1.5 1.5 0 0 1 3.5 11V5a1.5 1.5 0 0 1 1.5-1.5h6a1.5 1.5 0 0 1 1.4 1" stroke-linecap="round" />
  </Icon>
);

export const OutIcon = () => (
  <Icon>
    <path d="M8 4.5H5A1.5 1.5 0 0 0 3.5 6v9A1.5 1.5 0 0 0 5 16.5h9a1.5 1.5 0 0 0 1.5-1.5v-3" stroke-linecap="round" />
    <path d="M11.5 3.5h5v5M16 4l-6.5 6.5" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);
