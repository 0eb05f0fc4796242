/** A value as its field takes it: dates as YYYY-MM-DD, times as HH:MM. What could be read in two ways stays as it was said. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function valueFor(role: string, said: string): string {
  const text = said.trim();
  switch (role) {
    case 'date':
      return dateIn(text) ?? text;
    case 'time':
      return timeIn(text) ?? text;
    case 'spinbutton':
      return /^[£$€¥]?\s?\d[\d,]*(?:\.\d+)?$/u.test(text) ? text.replace(/[£$€¥,\s]/gu, '') : text;
    default:
      return said;
  }
}

/** `17 May 1990`, `May 17, 1990`, `17.5.1990`; `3/4/1990` is two days, and neither is guessed. */
function dateIn(text: string): string | undefined {
  const named =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?<month>\p{L}{3,9})\.?,?\s+(?<year>\d{4})$/u.exec(text)?.groups ??
    /^(?<month>\p{L}{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/u.exec(text)?.groups;
  if (named !== undefined) {
    const month = MONTHS.indexOf((named.month ?? '').slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? undefined : iso(named.year, String(month), named.day);
  }
  const {
    a = '',
    sign,
    b = '',
    year,
  } = /^(?<a>\d{1,2})(?<sign>[./-])(?<b>\d{1,2})\k<sign>(?<year>\d{4})$/u.exec(text)?.groups ?? {};
  if (year === undefined) return undefined;
  if (sign === '.' || Number(a) > 12) return iso(year, b, a);
  return Number(b) > 12 ? iso(year, a, b) : undefined;
}

const iso = (year = '', month = '', day = ''): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

function timeIn(text: string): string | undefined {
  const {
    hour,
    minute = '00',
    half,
  } = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?<half>[ap])?\.?(?:m\.?)?(?:\s*o['’]clock)?$/iu.exec(text)
    ?.groups ?? {};
  if (hour === undefined) return undefined;
  const noon =
    half?.toLowerCase() === 'p' && Number(hour) < 12 ? 12 : half?.toLowerCase() === 'a' && hour === '12' ? -12 : 0;
  return `${String(Number(hour) + noon).padStart(2, '0')}:${minute}`;
}
