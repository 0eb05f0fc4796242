/** A queue that gives the earliest first: a binary heap. Knows nothing of what it holds but its time. */

export interface Timed {
  readonly at: number;
}

export interface Heap<T extends Timed> {
  push(one: T): void;
  pop(): T | undefined;
}

export function makeHeap<T extends Timed>(): Heap<T> {
  const held: T[] = [];
  const timeAt = (index: number): number => held[index]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [first, second] = [held[a], held[b]];
    if (first === undefined || second === undefined) return;
    held[a] = second;
    held[b] = first;
  };
  return {
    push(one) {
      held.push(one);
      for (let at = held.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (timeAt(above) <= timeAt(at)) return;
        swap(at, above);
        at = above;
      }
    },
    pop() {
      const [first] = held;
      const last = held.pop();
      if (held.length === 0 || last === undefined) return first;
      held[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const least = timeAt(left) <= timeAt(left + 1) ? left : left + 1;
        if (timeAt(least) >= timeAt(at)) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
