/** A small label with a tone. The words carry the meaning; the colour only repeats it. */

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

export function Badge({ tone, children, pulse = false }: { tone: Tone; children: string; pulse?: boolean }) {
  return (
    <span class={`badge badge-${tone}`}>
      {pulse && <span class="pulse" aria-hidden="true" />}
      {children}
    </span>
  );
}
