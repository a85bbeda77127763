import { expect, test } from 'vitest';
import { hour } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { functionalAcknowledgement, harbourStores, invoice, usBrands, x12File } from '#test/harness/x12-fixtures.ts';
import { first } from '#test/harness/pick.ts';

const document = x12File('IN', invoice('INV-900'), { date: '261116', time: '0900' });
const rejection = x12File(
  'FA',
  functionalAcknowledgement({
    errors: [
      ['AK3', 'IT1', '6', '', '8'],
      ['AK4', '4', '212', '6', '9.9S'],
    ],
    status: ['R', '5'],
  }),
  { sender: harbourStores, receiver: usBrands, control: '000000555', date: '261116', time: '0930' },
);

/** What people see of the one issue: the row, its papers, and where the document is marked. */
async function seen(h: Gridline) {
  const { id, ...row } = await h.issue();
  const { documents, acknowledgements, explanation } = await h.detail(id);
  const view = await h.client.documents.view({ id: first(documents).id });
  return {
    row: { ...row, firstSeenAt: 0, lastSeenAt: 0, dueAt: 0 },
    explanation,
    documents: documents.map(({ type, number, fileName }) => [type, number, fileName]),
    acknowledgements: acknowledgements.map(({ type, status, fileName }) => [type, status, fileName]),
    highlights: view.highlights.map(({ position, element, span }) => [
      position,
      element,
      document.slice(span.start, span.end),
    ]),
    segments: view.segments.map(({ tag }) => tag),
  };
}

test('A 997 that comes before its invoice says the same as one that comes after it.', async () => {
  const usual = await gridline();
  await usual.drop('invoice.edi', document);
  await usual.isOffFor(hour);
  await usual.drop('answer.edi', rejection);

  const early = await gridline();
  await early.drop('answer.edi', rejection);
  const alone = await early.issue();
  await early.isOffFor(hour);
  await early.drop('invoice.edi', document);

  const story = await seen(usual);
  expect(story).toMatchObject({
    row: {
      kind: 'rejected',
      status: 'open',
      partner: 'Harbour Stores',
      direction: 'outbound',
      documentType: '810',
      documentNumber: 'INV-900',
      occurrences: 1,
    },
    documents: [['810', 'INV-900', 'invoice.edi']],
    acknowledgements: [['997', 'rejected', 'answer.edi']],
    highlights: [[6, 4, '9.95']],
    segments: ['ST', 'BIG', 'REF', 'N1', 'ITD', 'IT1', 'TDS', 'CTT', 'SE'],
  });
  expect(await seen(early)).toEqual(story);
  expect((await early.issue()).id).toBe(alone.id);
  expect([(await usual.verify()).ok, (await early.verify()).ok]).toEqual([true, true]);
});
