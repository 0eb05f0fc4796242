/** Panels of which one is shown. Arrow keys go from tab to tab; the panel keeps its size whichever it is. */

import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly words: string;
  readonly count?: number | undefined;
  /** Drawn only while it is shown. */
  readonly panel: () => ComponentChildren;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  /** Tells the ids of one list of tabs from another's. */
  readonly id: string;
  readonly tabs: readonly Tab<Name>[];
  readonly shown: Signal<Name>;
}

export function Tabs<Name extends string>({ label, id, tabs, shown }: TabsProps<Name>) {
  const open = tabs.find(tab => tab.name === shown.value) ?? tabs[0];
  if (open === undefined) return null;
  const idOf = (what: string, name: string): string => `${what}-${name}-${id}`;
  const move = (event: KeyboardEvent): void => {
    const to = tabs[indexAfterKey(event.key, tabs.indexOf(open), tabs.length)];
    if (to === undefined) return;
    event.preventDefault();
    shown.value = to.name;
    document.getElementById(idOf('tab', to.name))?.focus();
  };
  return (
    <div class="run-tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ name, words, count }) => (
          <button
            key={name}
            type="button"
            class="run-tab"
            role="tab"
            id={idOf('tab', name)}
            aria-selected={name === open.name}
            aria-controls={idOf('panel', open.name)}
            tabIndex={name === open.name ? 0 : -1}
            onClick={() => {
              shown.value = name;
            }}
          >
            {words}
            {count !== undefined && count > 0 && <span class="run-tab-count figures">{count}</span>}
          </button>
        ))}
      </div>
      <div
        class="run-tab-panel"
        role="tabpanel"
        id={idOf('panel', open.name)}
        aria-labelledby={idOf('tab', open.name)}
        data-panel={open.name}
      >
        {open.panel()}
      </div>
    </div>
  );
}

/** -1 for a key that leads nowhere. */
function indexAfterKey(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
