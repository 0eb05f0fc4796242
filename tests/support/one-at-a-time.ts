/** A person who speaks between two sleeps of a worker, and says nothing twice. For tests only. */

/** Worker and watch sleep side by side: only one of them may speak for the person at a time. */
export function oneAtATime(speak: () => Promise<void>): () => Promise<void> {
  let speaking: Promise<void> | undefined;
  return async () => {
    if (speaking !== undefined) return;
    speaking = speak();
    await speaking.finally(() => {
      speaking = undefined;
    });
  };
}
