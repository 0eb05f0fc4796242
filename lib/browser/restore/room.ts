/** Counts the bytes a state may take and says of each part whether it still fits. Holds none of them. */

export interface Room {
  /** Takes the bytes of this as JSON where there are so many left. */
  take(part: unknown): boolean;
  left(): number;
}

export function makeRoom(bytes: number): Room {
  let left = bytes;
  return {
    take(part) {
      // A comma between two.
      const needed = Buffer.byteLength(JSON.stringify(part)) + 1;
      if (needed > left) return false;
      left -= needed;
      return true;
    },
    left: () => left,
  };
}

/** The smallest first: what keeps a login is small, what only saves time is large. */
export function takeSmallest<T>(room: Room, parts: readonly T[]): { kept: T[]; left: number } {
  const sized = parts.map((part, at) => ({ part, at, size: JSON.stringify(part).length }));
  const kept = sized.toSorted((a, b) => a.size - b.size).filter(({ part }) => room.take(part));
  return { kept: kept.toSorted((a, b) => a.at - b.at).map(({ part }) => part), left: parts.length - kept.length };
}
