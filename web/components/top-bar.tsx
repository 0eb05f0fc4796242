/** The bar above the page on narrow screens: the drawer's button, the title, a new conversation. */

import { shellStrings } from '../strings/shell.ts';
import { strings } from '../strings.ts';
import { MenuIcon, PlusIcon } from './icons.tsx';
import { DRAWER_ID } from './sidebar.tsx';
import type { Drawer } from './use-drawer.ts';

interface TopBarProps {
  readonly title: string;
  readonly drawer: Drawer;
}

export function TopBar({ title, drawer }: TopBarProps) {
  return (
    <header class="topbar">
      <button
        type="button"
        class="icon-button"
        aria-label={shellStrings.menu}
        aria-expanded={drawer.isOpen}
        aria-controls={DRAWER_ID}
        ref={drawer.opener}
        onClick={drawer.open}
      >
        <MenuIcon />
      </button>
      <span class="topbar-title">{title}</span>
      <a class="icon-button" aria-label={strings.newConversation} href="#/">
        <PlusIcon />
      </a>
    </header>
  );
}
