/** The stories somebody wrote for this edition. Data only; all of it is invented. */

export const sections = ['Home', 'World', 'Business', 'Science', 'Culture', 'Sport'] as const;
export type Section = (typeof sections)[number];

export interface Story {
  readonly section: Section;
  readonly title: string;
  /** The sentence below the headline. */
  readonly line: string;
  readonly author: string;
  /** How long before the edition it was written. */
  readonly minutesAgo: number;
}

const story = (section: Section, minutesAgo: number, author: string, title: string, line: string): Story => ({
  section,
  title,
  line,
  author,
  minutesAgo,
});

export const stories: readonly Story[] = [
  story(
    'Home',
    25,
    'Nadia Ferreira',
    'Harbour bridge to reopen a month early after night crews finish the deck',
    'The first buses cross on Monday. Ferries keep their summer timetable until the end of the week.',
  ),
  story(
    'Home',
    48,
    'Piers Lockwood',
    'Council votes nine to six to keep the libraries open on Sundays',
    'A late amendment pays for it from parking fees, and the last speaker brought a library book.',
  ),
  story(
    'Home',
    95,
    'Nadia Ferreira',
    'Rain brings the reservoirs to four fifths, and the hosepipe ban ends at noon',
    'Water companies ask gardeners to go gently for a while.',
  ),
  story(
    'Home',
    170,
    'Oona Teague',
    'The last telephone box on Quay Street is now the smallest clinic in the county',
    'A nurse, a chair, a blood-pressure cuff and a queue around the corner.',
  ),
  story(
    'World',
    31,
    'Jun Watanabe',
    'Two capitals agree on a night train that neither could pay for alone',
    'It will take eleven hours, carry bicycles and serve breakfast in four languages.',
  ),
  story(
    'World',
    130,
    'Amara Diallo',
    'A delta learns to live with the tide instead of walls against it',
    'Farmers let the sea in twice a year, and the rice that follows is better.',
  ),
  story(
    'World',
    260,
    'Jun Watanabe',
    'Mountain village votes by shouting, and the count takes all afternoon',
    'The oldest ballot of its kind keeps its rules: one voice, one vote, no megaphones.',
  ),
  story(
    'World',
    390,
    'Amara Diallo',
    'Desert city turns its roofs white and loses three degrees',
    'The paint is made of lime and prickly pear. The recipe is free.',
  ),
  story(
    'Business',
    55,
    'Henrik Aalto',
    'Kettle maker doubles exports on a quiet electric model',
    'The shares rose six per cent. The founder says the secret is a rubber ring.',
  ),
  story(
    'Business',
    145,
    'Ruth Okafor',
    'Shipyard wins order for twelve ferries that run on batteries',
    'Four hundred apprentices are to be hired before the winter.',
  ),
  story(
    'Business',
    220,
    'Henrik Aalto',
    'The bakery that sells out by nine refuses to grow',
    '“More loaves would be other loaves,” says the owner, who goes home at ten.',
  ),
  story(
    'Business',
    410,
    'Ruth Okafor',
    'Small firms ask for one form instead of seven',
    'The ministry counted the questions: 214, of which 160 were asked twice.',
  ),
  story(
    'Science',
    75,
    'Ines Kowalczyk',
    'Telescope sees rain on a planet forty light years away',
    'It is made of glass and falls sideways, and nobody needs to wash there.',
  ),
  story(
    'Science',
    155,
    'Tomás Rey',
    'Eels found where the maps had none for eighty years',
    'A ladder of wet brushes, built by schoolchildren, was all they had been waiting for.',
  ),
  story(
    'Science',
    300,
    'Ines Kowalczyk',
    'Why old violins do not sound better, and why we hear that they do',
    'Forty players, two rooms, one curtain. The new ones won.',
  ),
  story(
    'Science',
    520,
    'Tomás Rey',
    'A moss that sleeps for a thousand years wakes up in a fridge',
    'It asked for light and a little water. It is now on its third pot.',
  ),
  story(
    'Culture',
    65,
    'Lotte Brandt',
    'The museum that lends its paintings to kitchens',
    'Three thousand households have had a masterpiece above the toaster. None was lost.',
  ),
  story(
    'Culture',
    185,
    'Samir Haddad',
    'A novel in letters, posted one at a time',
    'Readers wait for the postman again, and publishers for the reviews.',
  ),
  story(
    'Culture',
    330,
    'Lotte Brandt',
    'Brass bands fill the valley for the first time since the mine closed',
    'Fourteen bands, one of them under nine years of age on average.',
  ),
  story(
    'Culture',
    600,
    'Samir Haddad',
    'What the subtitles left out of the year’s best film',
    'Two jokes, a proverb and a recipe for soup.',
  ),
  story(
    'Sport',
    40,
    'Gwen Prosser',
    'Underdogs take the cup in the ninety-fourth minute, with a header from the keeper',
    'He had never scored before, and says that he will not again.',
  ),
  story(
    'Sport',
    160,
    'Bilal Rahman',
    'The marathon that ends where it began, and why the winner kept running',
    'She had forgotten her keys.',
  ),
  story(
    'Sport',
    280,
    'Gwen Prosser',
    'Rowers finish the Atlantic in thirty-three days, and ask for bread',
    'Four sisters, one oar broken, one birthday at sea.',
  ),
  story(
    'Sport',
    450,
    'Bilal Rahman',
    'Chess club of the fishing harbour beats the university',
    'Most of its players learned on deck, with magnets.',
  ),
];
