import { type Field, valueAt, valuesAt } from './segments/fields.ts';

/** What UNB says. `sender` and `receiver` are `qualifier:id`. */
export type Interchange = {
  readonly sender: string;
  readonly receiver: string;
  readonly reference: string | null;
  readonly preparedAt: string | null;
  readonly test: boolean;
  readonly start: number;
};

/** What UNG says. */
export type Group = {
  readonly sender: string;
  readonly receiver: string;
  readonly reference: string | null;
  readonly start: number;
};

/** What UNH says: `version` is `D:96A:UN:EAN008`, as many parts as were sent. */
export type MessageHead = { readonly reference: string | null; readonly type: string; readonly version: string | null };

/** Element 0035: 1 is a test; 2 to 4 (syntax test, echo request, echo answer) are not for processing either. */
const testIndicators: ReadonlySet<string> = new Set(['1', '2', '3', '4']);

/** UNB: syntax identifier, sender, receiver, date and time, reference, ..., test indicator eleventh. */
export function interchangeOf(fields: readonly Field[], start: number): Interchange {
  return {
    sender: addressOf(fields, 2),
    receiver: addressOf(fields, 3),
    reference: orNull(valueAt(fields, 5)),
    preparedAt: dateTimeOf(valueAt(fields, 4, 1), valueAt(fields, 4, 2)),
    test: testIndicators.has(valueAt(fields, 11)),
    start,
  };
}

/** UNG: message type, sender, receiver, date and time, reference. */
export function groupOf(fields: readonly Field[], start: number): Group {
  return { sender: addressOf(fields, 2), receiver: addressOf(fields, 3), reference: orNull(valueAt(fields, 5)), start };
}

/** UNH: reference, then type, version, release, agency and association code. */
export function messageHeadOf(fields: readonly Field[]): MessageHead {
  const [type = '', ...version] = valuesAt(fields, 2);
  const text = version.slice(0, 4).join(':').replace(/:+$/, '');
  return { reference: orNull(valueAt(fields, 1)), type: type.toUpperCase(), version: orNull(text) };
}

/** An EDI address, `qualifier:id`; the id alone where there is no qualifier. */
export function addressOf(fields: readonly Field[], element: number): string {
  const id = valueAt(fields, element, 1);
  const qualifier = valueAt(fields, element, 2);
  return qualifier === '' || id === '' ? id : `${qualifier}:${id}`;
}

/** `YYMMDD` or `CCYYMMDD` and `HHMM` as `YYYY-MM-DDTHH:MM`; null where it is no date. Years before 70 are 20YY. */
export function dateTimeOf(date: string, time: string): string | null {
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})$/.exec(date);
  if (match === null) return null;
  const [, century, year = '', month = '', day = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  const clock = /^([01]\d|2[0-3])([0-5]\d)/.exec(time);
  const full = `${century ?? (Number(year) >= 70 ? '19' : '20')}${year}`;
  return `${full}-${month}-${day}T${clock?.[1] ?? '00'}:${clock?.[2] ?? '00'}`;
}

export function orNull(text: string): string | null {
  return text === '' ? null : text;
}
