import { test } from 'vitest';
import { startSite } from '/work/main/tests/sites/start-site.ts';
import { openBarePage } from '/work/main/tests/browser/open-bare-page.ts';
import { openSite } from '/work/main/tests/browser/open-site.ts';
import { locatorsOf } from '/work/main/lib/browser/locate/locators-of.ts';
import { findByLocators } from '/work/main/lib/browser/locate/find-by-locators.ts';
import { bytesOf, describeLocator } from '/work/main/lib/domain/locator.ts';

test('measure', async () => {
  const sites = await Promise.all((['shop','forms','data','news'] as const).map(n => startSite(n)));
  const own = await openSite();
  const bare = await openBarePage([...sites.map(s => s.host), own.host]);
  const pages = [['shop','/'],['shop','/products'],['shop','/search?q=kettle'],['shop','/basket'],['forms','/'],['forms','/login'],['forms','/help'],['data','/rivers'],['data','/summary'],['data','/stations'],['news','/']] as const;
  for (const [name, path] of pages) {
    const site = sites.find(s => s.name === name);
    await bare.goTo(site!.url.replace(/\/$/, '') + path);
    const targets = await bare.targets();
    let ms: number[] = [], bytes: number[] = []; let bad = 0, healed = 0; const kinds: Record<string, number> = {};
    for (const t of targets) {
      const inner = await t.frame.isolatedRealm().evaluate((n: any) => { const s = performance.now(); (globalThis as any).errand.locatorsOf(n); return performance.now() - s; }, t.element);
      ms.push(inner);
      const l = await locatorsOf(t.frame, t.element);
      bytes.push(bytesOf(l));
      kinds[l.candidates[0].by + (l.candidates[0].unique ? '' : '!')] = (kinds[l.candidates[0].by + (l.candidates[0].unique ? '' : '!')] ?? 0) + 1;
      const f = await findByLocators(bare.page, l);
      const same = f.ok && await f.frame.isolatedRealm().evaluate((a: any, b: any) => a === b, f.element, t.element);
      if (!same || (f.ok && f.healed)) { bad++; if (bad < 6) console.log(name, path, t.role, JSON.stringify(t.name), JSON.stringify(f.ok ? {by: f.by, d: f.disagreed, now: f.now} : f), JSON.stringify(l)); }
    }
    ms.sort((a,b)=>a-b); bytes.sort((a,b)=>a-b);
    console.log(name, path, targets.length, 'targets bad', bad, 'ms p50', ms[ms.length>>1]?.toFixed(1), 'max', ms.at(-1)?.toFixed(1), 'bytes p50', bytes[bytes.length>>1], 'max', bytes.at(-1), JSON.stringify(kinds));
    for (const t of targets.filter((_, i) => i % 9 === 0).slice(0, 6)) { const l = await locatorsOf(t.frame, t.element); console.log('   ', t.role, JSON.stringify(t.name), '\n       ' + l.candidates.map(c => (c.unique ? '' : '~') + describeLocator(c)).join('\n       ')); }
  }
  const big = own.show('/big', `<h1>Links</h1><ul>${Array.from({length: 10000}, (_, i) => `<li class="x"><a href="/l/${i}">Link ${i % 5000} to <b>somewhere</b></a></li>`).join('')}</ul><button>Delete</button>`);
  const big2 = own.show('/big2', `<h1>Links</h1><div>${Array.from({length: 10000}, (_, i) => `<div><span>a</span> <a href="/l/${i}">Link ${i}</a></div>`).join('')}</div><button>Delete</button>`);
  const big3 = own.show('/big3', `<h1>Rows</h1><table>${Array.from({length: 2000}, (_, i) => `<tr><td>Person ${i}<td>x<td><button>Delete</button><td><a href="#">Open</a></tr>`).join('')}</table>`);
  for (const url of [big, big2, big3]) {
    await bare.goTo(url);
    const realm = (await import('/work/main/lib/browser/install-in.ts')).installIn;
    const r = await realm(bare.page.mainFrame());
    const out = await r.evaluate(() => { const e = (globalThis as any).errand; const a = [...document.querySelectorAll('a, button')]; const res: string[] = [];
      for (const i of [0, 10, a.length >> 1, a.length - 2, a.length - 1, 77]) { const s = performance.now(); const l = e.locatorsOf(a[i]); const d = performance.now() - s; const s2 = performance.now(); const f = e.findLocated(l); res.push(i + ' ' + d.toFixed(1) + ' ms, find ' + (performance.now() - s2).toFixed(1) + ' ' + (f.element === a[i]) + ' ' + (f.judged?.by) + f.why + ' ' + JSON.stringify(l)); }
      const s = performance.now(); e.rootsIn(s + 1000); res.push('roots ' + (performance.now() - s).toFixed(1));
      return res; });
    console.log(url, '\n' + (out as string[]).join('\n'));
  }
  await bare.close(); await own.close(); for (const s of sites) await s.close();
}, 300_000);
