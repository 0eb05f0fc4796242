/** Pages in scripts that are not Latin, from right to left, and full of signs: seen, filled and sent in a real Chromium. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let awkward: Awkward;
let hands: Awkward['hands'];
const visit = (page: string) => awkward.visit(`scripts/${page}`);
const text = () => awkward.text();
const tick = (name: string) => hands.act({ kind: 'tick', ref: hands.refOf(name), on: true });

beforeAll(async () => {
  awkward = await openAwkward();
  ({ hands } = awkward);
});
afterAll(() => awkward.close());

describe('East Asian pages', () => {
  test('a Japanese form is seen, filled and sent', async () => {
    const { text: form, title } = await visit('japanese');
    expect(title).toBe('宿泊予約');
    expect(form).toContain('textbox "お名前(漢字)" (required)');
    expect(form).toContain('textbox "フリガナ" placeholder "ヤマダ ハナコ"');
    expect(form).toContain('group "部屋":');
    await hands.fill('お名前(漢字)', '山田 花子');
    await hands.fill('フリガナ', 'ヤマダ ハナコ');
    expect(await hands.select('都道府県', '京都府')).toMatchObject({ ok: true, effect: 'changed' });
    await tick('和室');
    await tick('利用規約に同意する');
    await hands.look();
    await hands.click('予約する');
    expect(await text()).toContain('山田 花子、ヤマダ ハナコ、京都府、和室、はい で予約しました。');
  });

  test('a Chinese form with tabs, suggestions and both kinds of characters is sent', async () => {
    expect((await visit('chinese')).text).toMatch(/tablist "车票种类":\n {2}\[e\d+\] tab "单程" \(selected\)/);
    await hands.click('往返');
    await hands.fill('出发城市', '北京');
    await hands.fill('到达城市', '上海');
    await hands.select('座位', '一等座');
    await hands.fill('備註(繁體)', '靠窗,謝謝。\n第二行');
    await hands.click('查询');
    const { text: done } = await hands.look();
    expect(done).toContain('往返:北京到上海,一等座。靠窗,謝謝。');
    expect(done).toMatch(/tab "往返" \(selected/);
  });

  test('a Korean form takes syllables whole', async () => {
    await visit('korean');
    await hands.fill('이름', '김하늘');
    await hands.fill('휴대폰 번호', '010-1234-5678');
    await hands.select('지역', '제주도');
    await tick('소식 받기');
    expect(await text()).toMatch(/textbox "이름" = "김하늘" \(required\)/);
    await hands.click('가입하기');
    expect(await text()).toContain('김하늘 / 010-1234-5678 / 제주도 / 수신');
    await hands.click('다시 쓰기');
    expect(await text()).toMatch(/textbox "이름" \(required/);
  });

  test('what is waited for and scrolled to may be in any script', async () => {
    await visit('japanese');
    expect(await hands.act({ kind: 'wait', text: '利用規約', seconds: 2 })).toMatchObject({ ok: true });
    expect(await hands.act({ kind: 'scroll', to: 'down', text: '結果' })).toMatchObject({ ok: true });
    expect(await awkward.browser.page.find('都道府県')).toMatchObject({ ok: true, lines: 1 });
  });
});

describe('pages from right to left', () => {
  test('an Arabic form is seen in its order, filled and sent', async () => {
    const { text: form } = await visit('arabic');
    expect(form).toMatch(/navigation "الأقسام":\n {2}\[e\d+\] link "التاريخ"\n {2}\[e\d+\] link "الشعر"/);
    await hands.fill('الاسم الكامل', 'ليلى حسن');
    await hands.select('المدينة', 'بيروت');
    await hands.fill('عدد النسخ', '3');
    await tick('تغليف كهدية');
    await hands.look();
    await hands.click('إرسال الطلب');
    expect(await text()).toContain('ليلى حسن، بيروت، 3، هدية');
  });

  test('a shelf that scrolls to the left is scrolled, and its last book taken', async () => {
    expect((await visit('arabic')).text).toMatch(/\[e\d+\] region "الرف" scrolls 0, across 0 of \d+ px/);
    const shelf = hands.refOf('الرف');
    expect(await hands.act({ kind: 'scroll', to: 'left', ref: shelf })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.click('أطلس')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('اخترت أطلس');
  });

  test('how far such a shelf is scrolled is told from its start', async () => {
    await visit('arabic');
    await hands.act({ kind: 'scroll', to: 'left', ref: hands.refOf('الرف') });
    expect(await text()).toMatch(/region "الرف" scrolls 0, across [1-9]\d* of \d+ px/);
  });

  test('a Hebrew form with a field from left to right is sent', async () => {
    await visit('hebrew');
    await hands.fill('שם', 'נועה לוי');
    await hands.fill('שעה', '19:30');
    await hands.fill('טלפון', '+972 50 123 4567');
    await tick('בחוץ');
    await hands.look();
    await hands.click('להזמין');
    expect(await text()).toContain('נועה לוי, 19:30, +972 50 123 4567, בחוץ, 2');
  });

  test('a slider whose left arrow is towards more is set all the same', async () => {
    await visit('hebrew');
    expect(await hands.fill('סועדים', '7')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toMatch(/slider "סועדים" = "7"/);
  });
});

describe('signs and mixed directions', () => {
  test('buttons that are only an emoji are told apart, skin and flag too', async () => {
    const { text: party } = await visit('emoji');
    expect(party).toContain('title "🎉 Party planner 🎈"');
    for (const name of ['👍', '👎', '👍🏽', '🇯🇵', '🇫🇷', '❤️ Love it', 'Family 👨‍👩‍👧‍👦'])
      expect(party).toContain(`button "${name}"`);
    await hands.click('👍🏽');
    expect(await text()).toContain('"Said: pressed 👍🏽"');
    await hands.click('🇫🇷');
    expect(await text()).toContain('"Said: pressed 🇫🇷"');
  });

  test('emoji are typed and chosen whole', async () => {
    await visit('emoji');
    expect(await hands.fill('Message 💬', 'See you 🧑🏾‍🚀')).toMatchObject({ ok: true, effect: 'changed' });
    await hands.click('🚀');
    expect(await text()).toContain('"Said: 12 code points: See you 🧑🏾‍🚀"');
    expect(await hands.select('🍕 Food', 'Sushi')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await text()).toContain('"Said: eats 🍣 Sushi"');
  });

  test('mixed directions keep their order, without marks that could turn a line round', async () => {
    const { text: orders } = await visit('bidi');
    expect(orders).toMatch(
      /row: "דוד Levi" \| "ספר 3 \(2nd ed\.\)" \| "₪ 45\.00" \| \[e\d+\] button "Refund דוד Levi"/,
    );
    expect(orders).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(orders).toContain('A file name that lies: invoice_fdp.exe');
    await hands.click('Refund شركة ABC');
    expect(await text()).toContain('Refund شركة ABC: done');
  });

  test('a form in two directions takes both', async () => {
    await visit('bidi');
    await hands.fill('Search / بحث', 'كتاب 42 book');
    await hands.fill('العنوان (street)', 'شارع 5, Apt 3');
    await hands.click('Find / ابحث');
    expect(await text()).toContain('كتاب 42 book | شارع 5, Apt 3');
  });
});
