import { describe, expect, test } from 'vitest';
import { layoutDocument } from '#core/documents/layout.ts';
import { layoutX12 } from '#core/documents/x12/layout.ts';
import { locate } from '#core/documents/locate.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import type { AcknowledgementError, EdiDocument } from '#shared/model/edi/edi.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  harbourStores,
  invoice,
  purchaseOrder,
  usBrands,
  x12,
  x12File,
  type X12Line,
} from '#test/harness/x12-fixtures.ts';

const bytes = bytesOf(
  x12({
    groups: [
      { code: 'IN', sets: [invoice()] },
      { code: 'PO', control: '102', sets: [purchaseOrder()] },
    ],
    end: '~\r\n',
  }),
);
const text = (span: { start: number; end: number } | null) =>
  span === null ? null : new TextDecoder().decode(bytes.subarray(span.start, span.end));

function order(): EdiDocument {
  const document = readX12(bytes).documents.find((one) => one.type === '850');
  if (document === undefined) throw new Error('the fixture has no order');
  return document;
}

/** The first error of a 997 with these segments. */
function errorOf(...errors: X12Line[]): AcknowledgementError {
  const set = functionalAcknowledgement({ set: ['850', '0001'], errors, status: ['R', '5'] });
  const file = readX12(bytesOf(x12File('FA', set, { sender: harbourStores, receiver: usBrands })));
  const error = file.acknowledgements[0]?.errors[0];
  if (error === undefined) throw new Error('the fixture reports no error');
  return error;
}

describe('the layout of a document', () => {
  test('names and counts segments from ST and gives the bytes of every element', () => {
    const { segments, more } = layoutDocument(bytes, order().span);
    expect(more).toBeUndefined();
    expect(segments.map((segment) => `${segment.position} ${segment.tag} ${segment.name}`)).toEqual([
      '1 ST transaction set header',
      '2 BEG purchase order header',
      '3 CUR currency',
      '4 N1 party name',
      '5 N3 street address',
      '6 N4 city, state and postal code',
      '7 DTM date or time',
      '8 PO1 order line',
      '9 PO1 order line',
      '10 CTT transaction totals',
      '11 SE transaction set trailer',
    ]);
    const n1 = segments[3];
    expect(text(n1?.span ?? null)).toBe('N1*ST*Harbour Stores DC 7*92*0007');
    expect(n1?.elements.map((element) => [element.index, element.text])).toEqual([
      [1, 'ST'],
      [2, 'Harbour Stores DC 7'],
      [3, '92'],
      [4, '0007'],
    ]);
    for (const element of n1?.elements ?? []) expect(text(element.span)).toBe(element.text);
  });

  test('is made out where no envelope comes before, and is empty where nothing tells its separators', () => {
    const { segments } = layoutDocument(bytesOf('ST*850*1~SE*2*1~'), { start: 0, end: 16 });
    expect(segments.map(({ tag }) => tag)).toEqual(['ST', 'SE']);
    expect(layoutDocument(bytesOf('Dear all, see below'), { start: 0, end: 19 })).toEqual({ segments: [] });
  });

  test('stops at a length nobody scrolls past', () => {
    const many = Array.from({ length: 20_100 }, (): X12Line => ['REF', 'ZZ', 'x']);
    const long = bytesOf(x12File('IN', { type: '810', lines: many }));
    const [document] = readX12(long).documents;
    const layout = layoutDocument(long, document?.span ?? { start: 0, end: 0 });
    expect([layout.segments.length, layout.more]).toEqual([20_000, true]);
  });
});

describe('an error is located in the document', () => {
  test('points at the element, the component or the segment', () => {
    const at = (error: AcknowledgementError) => text(locate(bytes, order(), error));
    expect(at(errorOf(['AK3', 'PO1', '8', '', '8'], ['AK4', '7', '234', '7', 'XX']))).toBe('012345678905');
    expect(at(errorOf(['AK3', 'PO1', '9', '', '5']))).toBe('PO1*2*10*CA*42.00*PE*UP*012345678912*VN*MUG-06');
    expect(at(errorOf(['AK3', 'PO1', '9', '', '8'], ['AK4', '22', '234', '1']))).toMatch(/^PO1\*2/);
    expect(at(errorOf(['AK3', 'BEG', '2', '', '8'], ['AK4', '4', '328', '1']))).toBe('');
  });

  test('points at the segment after which one is missing', () => {
    expect(text(locate(bytes, order(), errorOf(['AK3', 'N1', '3', '', '3'])))).toBe('CUR*BY*USD');
  });

  test('follows a sender who counts from another start when one neighbour has the right tag', () => {
    expect(text(locate(bytes, order(), errorOf(['AK3', 'BEG', '1', '', '8'], ['AK4', '2', '92', '7'])))).toBe('SA');
    expect(text(locate(bytes, order(), errorOf(['AK3', 'CTT', '4', '', '2'])))).toMatch(/^N1/);
  });

  test('points nowhere without a position or past the end', () => {
    expect(locate(bytes, order(), errorOf(['AK3', 'PO1', '', '', '8']))).toBeNull();
    expect(locate(bytes, order(), errorOf(['AK3', 'PO1', '99', '', '2']))).toBeNull();
  });

  test('finds a component in a composite', () => {
    const composite = bytesOf(x12File('IN', { type: '810', lines: [['SLN', '1', 'a>bc>d', 'z']] }));
    const [document] = readX12(composite).documents;
    if (document === undefined) throw new Error('no document');
    const error = errorOf(['AK3', 'SLN', '2', '', '8'], ['AK4', '2>2', '', '7']);
    const span = locate(composite, document, error);
    expect(new TextDecoder().decode(composite.subarray(span?.start, span?.end))).toBe('bc');
  });
});

test('cuts a set behind a header that could not be read as its group was cut, whatever the next interchange uses', () => {
  const broken = 'ISA*SA*00*\nGS*PO*A*B*20261120*0930*101*X*004010\nST*850*0001\nBEG*00*SA*PO-1**20261120\n';
  const whole = bytesOf(`${broken}${x12File('IN', invoice())}`);
  const [set] = readX12(whole).documents;
  if (set === undefined) throw new Error('The set was not read.');
  expect(set.segmentCount).toBe(2);
  expect(layoutX12(whole, set.span).segments.map(({ tag }) => tag)).toEqual(['ST', 'BEG']);
});
