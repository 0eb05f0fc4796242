/** Hands the console's state to every component below the shell. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Console } from '../state/console.ts';

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (found === undefined) throw new Error('A component was rendered outside the console.');
  return found;
}
