/** Dates and times as people write them, in the one form that a browser's picker takes. What is not clear is left as it is. */

export function pickerForm(type: string, value: string): string {
  const text = value.trim();
  switch (type) {
    case 'date':
      return dateOf(text) ?? text;
    case 'time':
      return timeOf(text) ?? text;
    case 'month':
      return (dateOf(text) ?? text).slice(0, 7);
    case 'week':
      return text.replace(/^(\d{4})-?[wW](\d)$/, '$1-W0$2').replace(/^(\d{4})-?[wW](\d{2})$/, '$1-W$2');
    case 'datetime-local': {
      const [, day, time] = /^(.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})[T\s,]+(.+?)$/.exec(text) ?? [];
      const date = day === undefined ? undefined : dateOf(day);
      const clock = time === undefined ? undefined : timeOf(time.replace(/(Z|[+-]\d\d:?\d\d)$/, ''));
      return date === undefined || clock === undefined ? text : `${date}T${clock}`;
    }
    case 'range':
      return text.replace(/[\s,%$€£]/g, '');
    default:
      return text;
  }
}

/** Year first, or day first with dots; with slashes nobody knows which is the month, unless one of them cannot be. */
function dateOf(text: string): string | undefined {
  const year = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T\s])/.exec(text);
  if (year !== null) return joined(year[1], year[2], year[3]);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted !== null) return joined(dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashed === null) return undefined;
  const [, first, second, last] = slashed;
  if (Number(first) > 12) return joined(last, second, first);
  return Number(second) > 12 || first === second ? joined(last, first, second) : undefined;
}

const joined = (year?: string, month = '', day = ''): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

function timeOf(text: string): string | undefined {
  const [, hours, minutes = '00', seconds, half] =
    /^(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?$/i.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const isAfternoon = half?.toLowerCase() === 'p';
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`;
}
