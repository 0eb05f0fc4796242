/** Round numbers for an axis from zero on. Pure. */

/** How many steps an axis has at most. */
const STEPS = 4;

/** From 0 to at least `most`. `whole`: of things that come in ones, so that no tick is a half of one. */
export function ticksFor(most: number, whole: boolean): readonly number[] {
  if (most <= 0) return [0];
  const rough = most / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => step * STEPS >= most) ?? 10 * power;
  const step = whole ? Math.max(1, Math.ceil(round)) : round;
  // Sums of fractions drift: 0.1 + 0.2.
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** Which of so many labels fit side by side, counted from the end so that the last always has its own. */
export function labelsThatFit(count: number, room: number, labelRoom: number): readonly number[] {
  const every = Math.max(1, Math.ceil((count * labelRoom) / Math.max(1, room)));
  return Array.from({ length: count }, (_, index) => index).filter(index => (count - 1 - index) % every === 0);
}
