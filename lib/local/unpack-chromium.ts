/** Chromium unpacked ahead of the first errand, so that it starts at once. Never keeps the local cloud from starting. */

import { findChromium } from '../browser/chromium-binary.ts';

export interface UnpackOptions {
  readonly chromeDir: string;
  readonly chromePath: string | undefined;
  readonly onProgress: (line: string) => void;
  /** What is wrong with it: said here, and again by each task. */
  readonly onProblem: (line: string) => void;
}

export async function unpackChromium({ onProblem, ...options }: UnpackOptions): Promise<void> {
  try {
    await findChromium(options);
  } catch (error) {
    onProblem(`Chromium is not ready: ${error instanceof Error ? error.message : String(error)}`);
  }
}
