/** The bar above the conversation on narrow screens: the drawer's button, the title, a new conversation. */

import { strings } from '../strings.ts';
import { MenuIcon, PlusIcon } from './icons.tsx';
import { DRAWER_ID } from './sidebar.tsx';
import type { Drawer } from './use-drawer.ts';

interface TopBarProps {
  readonly title: string;
  readonly drawer: Drawer;
  readonly startAnew: () => void;
}

export function TopBar({ title, drawer, startAnew }: TopBarProps) {
  return (
    <header class="topbar">
      <button
        type="button"
        class="icon-button"
        aria-label={strings.conversations}
        aria-expanded={drawer.isOpen}
        aria-controls={DRAWER_ID}
        ref={drawer.opener}
        onClick={drawer.open}
      >
        <MenuIcon />
      </button>
      <span class="topbar-title">{title}</span>
      <button type="button" class="icon-button" aria-label={strings.newConversation} onClick={startAnew}>
        <PlusIcon />
      </button>
    </header>
  );
}
