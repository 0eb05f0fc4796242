/** The glazes and finishes of the shop, and the shades a picture needs of each. Pure. */

export const colours = {
  Cream: '#e6d9c0',
  Sage: '#93a68c',
  Ink: '#34424f',
  Terracotta: '#bd6743',
  Brass: '#c79f52',
  Steel: '#b4bac0',
  Charcoal: '#45464a',
  Rose: '#d5a59b',
  Sky: '#9cb9c8',
  Oak: '#c0925e',
  Walnut: '#7a5238',
  Moss: '#66734d',
  Clear: '#cfe0e0',
  Copper: '#c27c50',
  Mustard: '#d2a13d',
  Indigo: '#454f83',
  White: '#f1ede4',
} as const;

export type Colour = keyof typeof colours;

const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

export const lighter = (hex: string, amount: number): string => mix(hex, WHITE, amount);
export const darker = (hex: string, amount: number): string => mix(hex, BLACK, amount);

function mix(hex: string, towards: readonly number[], amount: number): string {
  const channels = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16));
  const mixed = channels.map((channel, at) => Math.round(channel + ((towards[at] ?? channel) - channel) * amount));
  return `#${mixed.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}
