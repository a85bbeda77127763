import { expect, test } from 'vitest';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { issueDetail } from '#core/reading/detail.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { listIssues } from '#core/queue/queue.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore } from '#core/store/open.ts';
import { titled } from '#test/core/stories/desk.ts';

const now = Date.UTC(2026, 10, 16, 9, 0);

/** The queue after these files, in this order; the journal must give the same again. */
async function queueAfter(files: readonly string[]) {
  const store = openStore({ path: ':memory:', log: () => undefined });
  try {
    const deps = {
      store,
      ingest: (...[db, events]: [Parameters<typeof ingestEvents>[0], Parameters<typeof ingestEvents>[1]]) =>
        ingestEvents(db, events, now),
      onChange: () => undefined,
    };
    for (const [at, text] of files.entries()) {
      await takeFile(deps, { name: `file-${text.length}.edi`, bytes: Buffer.from(text, 'utf8'), receivedAt: now + at });
    }
    const filter = parseFilter('');
    const { issues } = store.read((db) =>
      listIssues(db, { filter, sort: 'severity', offset: 0, limit: 100, now, actor: 'pat' }),
    );
    const details = issues.map(({ id }) => store.read((db) => issueDetail(db, id, titled))?.detail);
    expect(verifyStore(store).problems).toEqual([]);
    return { issues, details };
  } finally {
    store.close();
  }
}

/** What the account manager sees, which must not depend on what came first. */
async function inBothOrders(files: readonly string[]) {
  const told = async (some: readonly string[]) =>
    (await queueAfter(some)).issues
      .map(({ id, kind, severity, partner, documentType, documentNumber, title, explanation }) => ({
        id,
        kind,
        severity,
        partner,
        documentType,
        documentNumber,
        title,
        explanation,
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const forth = await told(files);
  expect(await told(files.toReversed())).toEqual(forth);
  return forth;
}

function x12(
  control: number,
  from: string,
  to: string,
  code: string,
  sets: readonly (readonly string[])[],
  before = '',
) {
  const number = String(control).padStart(9, '0');
  const head = `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*${to.padEnd(15)}*261116*0900*U*00401*${number}*0*P*>~`;
  const texts = sets.map(([type = '', ...segments], at) => {
    const set = String(at + 1).padStart(4, '0');
    return [`ST*${type}*${set}`, ...segments, `SE*${segments.length + 2}*${set}`].map((line) => `${line}~`).join('');
  });
  const group =
    sets.length === 0
      ? ''
      : `GS*${code}*${from}*${to}*20261116*0900*${control}*X*004010~${texts.join('')}GE*${sets.length}*${control}~`;
  return `${head}${before}${group}IEA*${sets.length === 0 ? 0 : 1}*${number}~`;
}

function edifact(reference: string, from: string, to: string, type: string, segments: readonly string[]) {
  const lines = [`UNH+1+${type}:D:96A:UN`, ...segments, `UNT+${segments.length + 2}+1`];
  return [`UNB+UNOC:3+${from}:14+${to}:14+261116:0900+${reference}`, ...lines, `UNZ+1+${reference}`]
    .map((line) => `${line}'`)
    .join('');
}

const invoices = x12(501, 'ACME', 'HARBOUR', 'IN', [
  ['810', 'BIG*20261116*INV-1', 'CUR*SE*USX', 'TDS*1'],
  ['810', 'BIG*20261116*INV-2', 'CUR*SE*USD', 'TDS*1'],
]);
const order = edifact('OUT1', '4012345500004', '5412345000013', 'ORDERS', [
  'BGM+220+ORD-77+9',
  'DTM+137:20261116:102',
  'LIN+1++4012345000009:EN',
  'QTY+21:ABC',
  'UNS+S',
]);
const acknowledgement = (type: string, segments: readonly string[]) =>
  edifact('IN1', '5412345000013', '4012345500004', type, segments);

test('a 997 that rejects one invoice of two is joined to that invoice and says why', async () => {
  const acknowledgements = x12(901, 'HARBOUR', 'ACME', 'FA', [
    [
      '997',
      'AK1*IN*501',
      'AK2*810*0001',
      'AK3*CUR*3**8',
      'AK4*2*100*7*USX',
      'AK5*R*5',
      'AK2*810*0002',
      'AK5*A',
      'AK9*P*2*2*1',
    ],
  ]);
  expect(await inBothOrders([invoices, acknowledgements])).toMatchObject([
    {
      kind: 'rejected',
      partner: 'ZZ:HARBOUR',
      documentType: '810',
      documentNumber: 'INV-1',
      title: 'Invoice INV-1 rejected: currency code "USX" is not valid',
      explanation: 'The currency code (CUR02) "USX" is not a code the partner accepts.',
    },
  ]);
});

test('a TA1 is joined to the only document of its interchange, and names the interchange of several', async () => {
  const one = x12(502, 'ACME', 'HARBOUR', 'IN', [['810', 'BIG*20261116*INV-3', 'TDS*1']]);
  const refusal = (control: string) => x12(902, 'HARBOUR', 'ACME', '', [], `TA1*${control}*261116*0900*R*024~`);
  expect(await inBothOrders([one, refusal('000000502')])).toMatchObject([
    { title: 'Invoice INV-3 rejected: its content is not valid', documentNumber: 'INV-3' },
  ]);
  expect(await inBothOrders([invoices, refusal('000000501')])).toMatchObject([
    { title: 'Interchange 000000501 rejected: its content is not valid', partner: 'ZZ:HARBOUR', documentNumber: null },
  ]);
});

test('a CONTRL that gives only numbers is told with the words of the original', async () => {
  const refusal = acknowledgement('CONTRL', [
    'UCI+OUT1+4012345500004:14+5412345000013:14+7',
    'UCM+1+ORDERS:D:96A:UN+4',
    'UCS+5',
    'UCD+37+2:2',
  ]);
  const { details } = await queueAfter([refusal, order]);
  expect(details[0]?.acknowledgements[0]?.errors).toMatchObject([{ segment: 'QTY', position: 5, value: 'ABC' }]);
  expect(details[0]?.timeline.at(-1)?.detail ?? details[0]?.timeline[0]?.detail).toContain('QTY (quantity)');
  expect(await inBothOrders([order, refusal])).toMatchObject([
    {
      kind: 'rejected',
      documentNumber: 'ORD-77',
      title: 'Purchase order ORD-77 rejected: quantity "ABC": wrong kind of characters',
      explanation: expect.stringContaining('Segment 5, QTY (quantity): element 1 (quantity), component 2 "ABC" has'),
    },
  ]);
  // Without the original the numbers are told as sent.
  expect((await queueAfter([refusal])).issues[0]?.title).toBe(
    'Purchase order (control 1) rejected: segment 5, element 1: wrong kind of characters',
  );
});

test('an APERAK or 824 that names a document by number alone is joined to it', async () => {
  const refusal = acknowledgement('APERAK', [
    'BGM+313+APE-1+27',
    'RFF+ACW:ORD-77',
    'ERC+E17',
    'FTX+AAO+++Artikel unbekannt+DE',
    'FTX+AAO+++Item not known+EN',
  ]);
  expect(await inBothOrders([order, refusal])).toMatchObject([
    {
      documentType: 'ORDERS',
      documentNumber: 'ORD-77',
      title: 'Purchase order ORD-77 rejected: "Item not known"',
      explanation: expect.stringMatching(
        /^The partner says "Item not known"; their code is E17\..* wrote: "Artikel unbekannt"$/,
      ),
    },
  ]);
  const advice = x12(903, 'HARBOUR', 'ACME', 'AG', [['824', 'BGN*11*A*20261116', 'OTI*IR*BM*INV-2', 'TED*POI']]);
  expect(await inBothOrders([invoices, advice])).toMatchObject([
    { documentType: '810', documentNumber: 'INV-2', title: 'Invoice INV-2 rejected: purchase order number not valid' },
  ]);
});

test('a hold and a verdict that cannot be read become issues; "no acknowledgement needed" does not', async () => {
  const acknowledgements = x12(904, 'HARBOUR', 'ACME', 'PR', [
    ['855', 'BAK*00*AH*PO-1*20261116'],
    ['855', 'BAK*00*QX*PO-2*20261116'],
    ['855', 'BAK*00*NA*PO-3*20261116'],
  ]);
  const { issues, details } = await queueAfter([acknowledgements]);
  expect(issues.map(({ kind, title }) => [kind, title]).toSorted()).toEqual([
    ['exception', 'Purchase order PO-1 put on hold by ZZ:HARBOUR'],
    ['exception', "Purchase order PO-2: the partner's acknowledgement cannot be read (BAK02 QX)"],
  ]);
  expect(details.map((detail) => detail?.explanation.next).toSorted()).toEqual([
    'Ask ZZ:HARBOUR whether the document was accepted. Do not send anything again until that is known.',
    'Ask ZZ:HARBOUR why it is on hold and what it is waiting for.',
  ]);
});

test('a receipt says that the file arrived, never that the partner accepted what is in it', async () => {
  const receipt = (disposition: string) =>
    `AS2-From: HARBOUR\nAS2-To: ACME\nOriginal-Message-ID: <1@acme>\nDisposition: automatic-action/MDN-sent-automatically; ${disposition}\n`;
  const { details } = await queueAfter([receipt('processed/error: decryption-failed')]);
  expect(details[0]?.timeline.map(({ text }) => text)).toEqual(['Rejected by HARBOUR: MDN']);
  const { issues } = await queueAfter([receipt('processed')]);
  expect(issues).toEqual([]);
  const failedFirst = await queueAfter([receipt('processed/error: unexpected-processing-error'), receipt('processed')]);
  expect(failedFirst.issues).toEqual([]);
});

test("a message in words is quoted as its writer's", async () => {
  const message = x12(905, 'HARBOUR', 'ACME', 'TX', [['864', 'BMG*00*NOTE', 'MIT*1*Closing', 'MSG*Closed on Friday.']]);
  expect((await queueAfter([message])).issues).toMatchObject([
    { title: 'Message from ZZ:HARBOUR: Closing', explanation: 'ZZ:HARBOUR wrote: "Closing / Closed on Friday."' },
  ]);
});

test('a file that could be read but has faults is told so, with its partner', async () => {
  const faulty = x12(906, 'HARBOUR', 'ACME', 'FA', [['997', 'AK1*IN*9', 'AK9*A*1*1*1']]).replace('SE*4*', 'SE*7*');
  const { issues, details } = await queueAfter([faulty]);
  expect(issues).toMatchObject([
    {
      kind: 'unreadable-file',
      partner: 'ZZ:HARBOUR',
      title: expect.stringMatching(/^File file-\d+\.edi has faults: SE01 says 7 segments/),
    },
  ]);
  expect(details[0]?.explanation.next).toBe(
    'What could be read was imported (1 acknowledgement). Tell ZZ:HARBOUR, so that the next file is right.',
  );
  expect(details[0]?.timeline[0]?.text).toMatch(/was read, with errors in it$/);
});
