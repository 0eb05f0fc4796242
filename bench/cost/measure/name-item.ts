/** Names the items of the table by their keys, as the model of the costs calls them. Knows no item's content. */

const BESIDE: Readonly<Record<string, string>> = {
  'limits BUCKET': 'rate',
  'limits HOLDERS': 'holders',
  'limits DAY': 'day',
  'owner CONNECTION': 'connection',
  'watch CONNECTION': 'watcher',
};

/** `task` and `session` are the states; `task event`, `artifact`, `consent`, `day` … are what lies beside them. */
export function nameItem(pk: string, sk: string): string {
  const owner = pk.slice(0, pk.indexOf('/'));
  const beside = sk.includes('#') ? sk.slice(0, sk.indexOf('#')) : sk;
  switch (beside) {
    case 'STATE':
    case 'KEY':
    case 'NAME':
      return owner;
    case 'EVENT':
      return `${owner} event`;
    default:
      return BESIDE[`${owner} ${beside}`] ?? beside.toLowerCase();
  }
}

/** `task events`, `connections` …: what a query goes through. */
export const nameQuery = (pk: string, prefix: string): string => `${nameItem(pk, prefix)}s`;
