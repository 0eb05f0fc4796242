/** What people compare things by, and which way: "cheaper", "longest", "the highest rating". Numbers only; taste is not among them. */

export interface Quantity {
  /** What a page calls it: a column, a label. */
  readonly by: string;
  readonly way: 'most' | 'least';
}

const STEMS: readonly (readonly [words: string, by: string, way: Quantity['way']])[] = [
  ['cheap(?:er|est)|(?:less|least) expensive|(?:less|least) costly', 'price', 'least'],
  ['dear(?:er|est)|pric(?:ier|iest)|(?:more|most) expensive|(?:more|most) costly', 'price', 'most'],
  ['long(?:er|est)', 'length', 'most'],
  ['short(?:er|est)', 'length', 'least'],
  ['tall(?:er|est)', 'height', 'most'],
  ['heav(?:ier|iest)', 'weight', 'most'],
  ['light(?:er|est)', 'weight', 'least'],
  ['big(?:ger|gest)|larg(?:er|est)', 'size', 'most'],
  ['small(?:er|est)', 'size', 'least'],
  ['deep(?:er|est)', 'depth', 'most'],
  ['(?:better|best|higher|highest|top)[- ]rated', 'rating', 'most'],
  ['(?:worse|worst|lower|lowest)[- ]rated', 'rating', 'least'],
];

const NOUNS = 'price|rating|length|height|weight|size|area|depth|width|score|number of reviews|discharge|population';

/** As a part of a rule's pattern. */
export const COMPARING = [
  ...STEMS.map(([words]) => words),
  `(?:with\\s+the\\s+)?(?:higher|highest|larger|largest|greater|greatest|lower|lowest|smaller|smallest)\\s+(?:${NOUNS})`,
].join('|');

export function quantityOf(words: string): Quantity | undefined {
  const noun = new RegExp(`(?<way>high|larg|great|low|small)\\w*\\s+(?<by>${NOUNS})$`, 'iu').exec(words.trim())?.groups;
  if (noun?.by !== undefined)
    return { by: noun.by.toLowerCase(), way: /^(?:low|small)/i.test(noun.way ?? '') ? 'least' : 'most' };
  const stem = STEMS.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'iu').test(words.trim()));
  return stem === undefined ? undefined : { by: stem[1], way: stem[2] };
}

export const wayInWords = ({ by, way }: Quantity): string => `the ${way === 'most' ? 'highest' : 'lowest'} ${by}`;

const BETTER: Readonly<Record<string, readonly [most: string, least: string]>> = {
  price: ['more expensive', 'cheaper'],
  length: ['longer', 'shorter'],
  height: ['taller', 'lower'],
  weight: ['heavier', 'lighter'],
  size: ['larger', 'smaller'],
  rating: ['rated higher', 'rated lower'],
};

/** "cheaper", for a sentence. */
export function comparativeOf({ by, way }: Quantity): string {
  const [most, least] = BETTER[by] ?? [`higher in ${by}`, `lower in ${by}`];
  return way === 'most' ? most : least;
}
