/** The pages that are looked at, by name, and the half each belongs to. Nobody tunes on the held-out half. */

import { createHash } from 'node:crypto';

export interface BenchPage {
  readonly name: string;
  readonly url: string;
  readonly half: Half;
}

export type Half = 'tuning' | 'held-out';

/** Held out by their names, until somebody looked at what was missed on them. */
const looked: ReadonlySet<string> = new Set(['dijit/tests/test_Calendar', 'dijit/themes/themeTester']);

/** By the name alone, so that a page stays in its half whatever is added. Our own pages were made beside the product. */
export function halfOf(name: string): Half {
  if (/^(own|awkward)\//.test(name) || looked.has(name)) return 'tuning';
  const [first = 0] = createHash('sha256').update(name).digest();
  return first % 2 === 0 ? 'tuning' : 'held-out';
}

/** Saved from real sites in the 2010s, scripts and all; their style sheets were not saved with them. */
const saved: Readonly<Record<string, string>> = {
  'saved/a-blog': 'saved/files/c6bb934af3d288c69e9fac33501b8ff0470eb16ca618dca654cc709f2e6d8dc5.html',
  'saved/bbc': 'saved/files/bef926df343f7daf4e35d4a47fe8d4e606621a94e0a868ffe498209e948e18c4.html',
  'saved/bloomberg': 'saved/files/c34f3cea1bdcd61b261efe1e240c28119e51b511d948522a7b67f2dfb516b2af.html',
  'saved/cbs-sports': 'saved/files/cad337499f52823462d2abcf1fb67d697c5bc59c5bc9f4e57a3fcbef2bc986ef.html',
  'saved/cnn': 'saved/files/dd1dcc6ce0d44098d961427ad5ede799f8878b57f13e5f79780c897745bf47ab.html',
  'saved/daily-mail': 'saved/files/488a0b7fa8bc2e0d799ac1dcb22620654777c66a9260983f369d842210f5d3d4.html',
  'saved/dailytech': 'saved/files/74e8bc94abea7c60f022d8d3f672f80e59e3e126735fae0b5ee5914ff2fce48e.html',
  'saved/es-next': 'saved/files/a9c82dad0fecf2e55874b18b7d81b9c7bee25805a99d22a5cc7464eee285d383.html',
  'saved/forbes': 'saved/files/e3de34a9fff17fa3ed62cc32e47dc493a3ddff99619713487cdebb1d8dd0fbf0.html',
  'saved/github-blog': 'saved/files/b7660c4d40274010176c79271f7ed0c2d4612fa2a68efb92b30cfe68cc400e5e.html',
  'saved/guardian': 'saved/files/8faa3156452fa9d0667617c406eb9b6458b48d7b8c36cf2bf804fba290b302f5.html',
  'saved/hollywood-gossip': 'saved/files/c3a7435624f3d4ba515821df005b56b59d9b0adaf8bce1676b04d94d61bd9b54.html',
  'saved/latimes': 'saved/files/4b8debc51d3d9598ad4552cc7a591d200a6c7d545fed2454916bedbb0f666086.html',
  'saved/nytimes': 'saved/files/749998378f1dcf37a9f24a5b3be83fee32f3bee78e165b33ad404138ee04df13.html',
  'saved/pcmag': 'saved/files/d7db375a590e371cc96b6a763131fa5392e5500e4d44c7c275092943aa38d9a5.html',
  'saved/reuters': 'saved/files/7e26f2e426fef3c1a370382e7827ef2e530a2ff0c2cea7641ebb596a4a1b8008.html',
  'saved/times-of-india': 'saved/files/908eb47dc8a2159a6247c21288cb8791d2704ea391c02ac61b5840894233a160.html',
  'saved/washington-post': 'saved/files/ee6491900971a22d8bb763e233061cd1c984e7f73b4c4f31b76d1da06df2dc5e.html',
  'saved/wired': 'saved/files/40957335ccdb58181d44b8597246b34ba44d070d729b4d7e008b72256b5efdd7.html',
  'saved/wsj': 'saved/files/005055fd7e2625aba5e8d2d370ea4914a152fe50d16620f896cdf4b1a68ba741.html',
  'news/aolnews': 'news/fixtures/test_aolNews.html',
  'news/bbc-chinese': 'news/fixtures/test_bbc_chinese.html',
  'news/businessweek1': 'news/fixtures/test_businessWeek1.html',
  'news/businessinsider1': 'news/fixtures/test_businessinsider1.html',
  'news/cnbc1': 'news/fixtures/test_cnbc1.html',
  'news/cnet': 'news/fixtures/test_cnet.html',
  'news/cnn-arabic': 'news/fixtures/test_cnn_arabic.html',
  'news/donga-korean': 'news/fixtures/test_donga_korean.html',
  'news/elpais': 'news/fixtures/test_elpais.html',
  'news/espn': 'news/fixtures/test_espn.html',
  'news/gizmodo1': 'news/fixtures/test_gizmodo1.html',
  'news/github1': 'news/fixtures/test_github1.html',
  'news/huffingtonpost2': 'news/fixtures/test_huffingtonPost2.html',
  'news/lefigaro': 'news/fixtures/test_lefigaro.html',
  'news/politico': 'news/fixtures/test_politico.html',
  'news/polygon': 'news/fixtures/test_polygon.html',
  'news/techcrunch1': 'news/fixtures/test_techcrunch1.html',
  'news/theverge1': 'news/fixtures/test_theverge1.html',
  'news/time': 'news/fixtures/test_time.html',
  'news/twitter': 'news/fixtures/test_twitter.html',
  'news/usatoday1': 'news/fixtures/test_usatoday1.html',
  'news/wikipedia1': 'news/fixtures/test_wikipedia1.html',
  'news/yahoo': 'news/fixtures/test_yahoo.html',
};

/** Shipped with templates, component libraries and frameworks: styled, scripted, full of widgets. */
const shipped: readonly string[] = [
  'gentelella/production/index.html',
  'gentelella/production/form.html',
  'gentelella/production/form_advanced.html',
  'gentelella/production/tables_dynamic.html',
  'gentelella/production/inbox.html',
  'gentelella/production/general_elements.html',
  'gentelella/production/calendar.html',
  'gentelella/production/contacts.html',
  'admin-lte/index2.html',
  'admin-lte/pages/UI/buttons.html',
  'admin-lte/pages/mailbox/mailbox.html',
  'admin-lte/pages/forms/general.html',
  'admin-lte/pages/examples/projects.html',
  'material/pages/dashboard.html',
  'material/pages/billing.html',
  'material/pages/notifications.html',
  'now-ui/index.html',
  'now-ui/examples/login-page.html',
  'sb-admin/index.html',
  'sb-admin/tables.html',
  'sb-admin/buttons.html',
  'agency/dist/index.html',
  'uikit/tests/navbar.html',
  'uikit/tests/form.html',
  'uikit/tests/dropdown.html',
  'uikit/tests/offcanvas.html',
  'uikit/tests/slider.html',
  'uikit/tests/sortable.html',
  'fomantic/examples/homepage.html',
  'fomantic/examples/bootstrap.html',
  'fomantic/examples/components/menu.html',
  'dijit/themes/themeTester.html',
  'dijit/tests/test_Calendar.html',
  'dijit/tests/test_Toolbar.html',
  'dijit/tests/tree/test_Tree.html',
  'todomvc/examples/jquery/index.html',
  'todomvc/examples/angularjs/index.html',
  'todomvc/examples/react/index.html',
  'todomvc/examples/knockoutjs/index.html',
  'swagger/index.html',
  'admin-lte/pages/forms/validation.html',
  'admin-lte/pages/UI/timeline.html',
  'admin-lte/pages/tables/jsgrid.html',
  'material/pages/tables.html',
  'uikit/tests/switcher.html',
  'uikit/tests/pagination.html',
  'fomantic/examples/components/card.html',
  'fomantic/examples/login.html',
  'dijit/tests/test_Menu.html',
  'dijit/tests/form/test_Button.html',
  'dijit/tests/form/test_Select.html',
  'dijit/tests/tree/test_Tree_DnD.html',
];

/** Of the project's own test sites. */
const own: readonly (readonly [site: 'shop' | 'data' | 'news' | 'forms', path: string])[] = [
  ['shop', ''],
  ['shop', 'products'],
  ['shop', 'search?q=kettle'],
  ['shop', 'product/heron-gooseneck-kettle'],
  ['data', 'rivers'],
  ['data', 'summary'],
  ['data', 'stations'],
  ['news', ''],
  ['news', 'archive'],
  ['forms', 'login'],
];

export interface Places {
  /** The mounts of packages that are in the cache. */
  readonly mounts: ReadonlySet<string>;
  /** Where they are served: `http://127.0.0.1:PORT`. */
  readonly packages: string;
  /** The own sites' addresses, with a slash at the end. */
  readonly sites: Readonly<Record<string, string>>;
  /** Paths of the awkward site. */
  readonly awkward: readonly string[];
}

export function pagesAt({ mounts, packages, sites, awkward }: Places): readonly BenchPage[] {
  const files: [string, string][] = [
    ...Object.entries(saved),
    ...shipped.map((path): [string, string] => [path.replace(/\.html$/, ''), path]),
  ];
  const page = (name: string, url: string): BenchPage => ({ name, url, half: halfOf(name) });
  return [
    ...files
      .filter(([, path]) => mounts.has(path.split('/')[0] ?? ''))
      .map(([name, path]) => page(name, `${packages}/${path}`)),
    ...own.map(([site, path]) => page(`own/${site}/${path}`, `${sites[site]}${path}`)),
    ...awkward.map(path => page(`awkward/${path}`, `${sites.awkward}${path}`)),
  ];
}
