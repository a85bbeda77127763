import { Parser } from 'edifact';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf } from '#core/documents/edifact/segments/fields.ts';
import { collectFindings } from '#core/documents/edifact/findings.ts';
import { segmentsOf } from '#core/documents/edifact/segments/tokenize.ts';
import { sampleFiles } from '#test/harness/edi-samples.ts';
import { contrl, interchange, order, type SegmentText, uci, usualSeparators } from '#test/harness/edifact-fixtures.ts';

type Cut = readonly (readonly (string | readonly string[])[])[];

/** The file as the library cuts it: per segment the tag, then per element its components. */
function theirs(bytes: Uint8Array): Cut {
  const segments: (string | string[])[][] = [];
  const parser = new Parser();
  parser.encoding('UNOY');
  parser.onopensegment = (tag) => segments.push([tag]);
  parser.onelement = () => segments.at(-1)?.push([]);
  parser.oncomponent = (text) => {
    const element = segments.at(-1)?.at(-1);
    if (Array.isArray(element)) element.push(text);
  };
  parser.write(new TextDecoder().decode(bytes));
  parser.end();
  return segments;
}

function ours(bytes: Uint8Array): Cut {
  const cut = segmentsOf(bytes, collectFindings()).map((segment) => [
    segment.tag,
    ...fieldsOf(bytes, segment).map(({ repeats }) => (repeats[0] ?? []).map(({ text }) => text)),
  ]);
  return [...cut];
}

test('the library cuts our fixtures as we do', () => {
  for (const bytes of [
    interchange({ messages: [order, order], group: 'G1' }),
    interchange({ messages: [order], una: true, newline: '\r\n' }),
    interchange({
      messages: [order],
      una: true,
      separators: { ...usualSeparators, element: '*', terminator: '~', decimal: ',' },
    }),
    contrl([uci(4, 26), ['UCM', '1', ['ORDERS', 'D', '96A', 'UN'], 4], ['UCS', 6], ['UCD', 12, [3, 1]]]),
  ])
    expect(ours(bytes)).toEqual(theirs(bytes));
});

test('the library cuts any text as we do', () => {
  // The library takes neither characters outside the basic plane nor control characters.
  const text = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ 0129.,-/'+:?*éß订"), ' '), maxLength: 12 });
  const element = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 4 }));
  const segment = fc
    .tuple(fc.constantFrom('FTX', 'NAD', 'IMD', 'RFF'), fc.array(element, { minLength: 1, maxLength: 6 }))
    .map(([tag, elements]): SegmentText => [tag, ...elements]);
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 8 }), fc.boolean(), (segments, una) => {
      const bytes = interchange({ una, messages: [{ type: 'ORDERS', segments }] });
      expect(ours(bytes)).toEqual(theirs(bytes));
    }),
    { numRuns: 500 },
  );
});

test('the library cuts the sample files as we do, where it can read them at all', () => {
  for (const { name, bytes } of sampleFiles(/^(?:edifact\/|acks\/APERAK|synthetic\/CONTRL)/)) {
    // It knows no repetition separator, and so does not see the UNA of syntax 4.
    if (name.endsWith('INVOIC_D03B.edi')) continue;
    expect({ name, cut: ours(bytes) }).toEqual({ name, cut: theirs(bytes) });
  }
});
