import { onTestFinished, describe, expect, test } from 'vitest';
import { day } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { type LensTransaction, toExchange } from '#core/connectors/trading-grid/transactions/transaction.ts';
import { createOverdueClock } from '#core/overdue/overdue-clock.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { issueDetail } from '#core/reading/detail.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { markStatus } from '#core/people/mark.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore } from '#core/store/open.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { createHlc } from '#shared/lib/hlc.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { x12, type X12Line } from '#test/harness/x12-fixtures.ts';
import { titled } from '#test/core/stories/desk.ts';

const us = ['ZZ', 'GRIDLINE'] as const;
const them = ['ZZ', 'HARBOUR'] as const;
const codes: Readonly<Record<string, string>> = {
  '810': 'IN',
  '856': 'SH',
  '850': 'PO',
  '997': 'FA',
  '824': 'AG',
  '864': 'TX',
  '855': 'PR',
};
const head: Readonly<Record<string, (number: string) => X12Line>> = {
  '810': (number) => ['BIG', '20261110', number],
  '856': (number) => ['BSN', '00', number, '20261110', '0900'],
  '850': (number) => ['BEG', '00', 'NE', number, '', '20261110'],
};

type Envelope = { readonly control: number; readonly date?: string; readonly time?: string; readonly test?: boolean };

function envelope({ control, date = '261110', time = '0900', test: isTest = false }: Envelope) {
  return { control: String(control).padStart(9, '0'), date, time, test: isTest };
}

/** What we sent: one group of documents of one type. */
function sent(type: string, numbers: readonly string[], where: Envelope & { readonly group?: number }) {
  const sets = numbers.map((number, index) => ({
    type,
    control: String(index + 1).padStart(4, '0'),
    lines: [head[type]?.(number) ?? ['REF', 'ZZ', number]],
  }));
  const group = { code: codes[type] ?? 'ZZ', control: String(where.group ?? where.control), sets };
  return x12({ sender: us, receiver: them, ...envelope(where), groups: [group] });
}

/** What the partner answered. */
function answered(type: string, lines: readonly X12Line[], where: Envelope) {
  const group = { code: codes[type] ?? 'ZZ', control: String(where.control), sets: [{ type, control: '0001', lines }] };
  return x12({ sender: them, receiver: us, ...envelope({ time: '1100', ...where }), groups: [group] });
}

function desktop() {
  const store = openStore({ path: ':memory:', log: () => undefined });
  const clock = createManualClock(Date.UTC(2026, 10, 10, 12));
  store.write((db) => writeSetting(db, 'ownAddresses', ['ZZ:GRIDLINE']));
  const ingest = (...[db, events]: [Parameters<typeof ingestEvents>[0], Parameters<typeof ingestEvents>[1]]) =>
    ingestEvents(db, events, clock.now());
  const deps = { store, ingest, onChange: () => undefined };
  const overdue = createOverdueClock({ ...deps, clock, log: quietLog() });
  const hlc = createHlc({ device: 'laptop', now: () => clock.now() });
  onTestFinished(() => {
    expect(verifyStore(store).problems).toEqual([]);
    store.close();
  });
  const all = () =>
    store.read((db) =>
      db.raw
        .prepare<[], { id: string }>('SELECT id FROM issues ORDER BY first_seen_at, id')
        .all()
        .flatMap(({ id }) => issueDetail(db, id, titled)?.detail ?? []),
    );
  return {
    async take(...files: readonly string[]) {
      for (const [index, text] of files.entries()) {
        await clock.advance(1_000);
        const bytes = Buffer.from(text, 'latin1');
        await takeFile(deps, { name: `file-${index}.edi`, bytes, receivedAt: clock.now() });
      }
    },
    tell: (...events: readonly NewEvent[]) => store.write((db) => ingest(db, events)),
    /** Five days go by, and what was not answered is looked for. */
    async waits() {
      await clock.advance(5 * day);
      await overdue.check({ readAll: true });
    },
    resolves: (id: string) =>
      store.write((db) =>
        ingest(
          db,
          markStatus(
            db,
            { ids: [id], status: 'resolved' },
            {
              actor: 'pat',
              email: null,
              proof: 'this machine’s user',
              device: 'laptop',
              hlc,
              now: clock.now(),
            },
          ).events,
        ),
      ),
    all,
    open: () => all().filter(({ issue }) => issue.status !== 'resolved'),
  };
}

const brief = (rows: ReturnType<ReturnType<typeof desktop>['all']>) =>
  rows.map(({ issue, documents }) => [issue.kind, issue.severity, documents.map(({ number }) => number).join()]);

describe('which document an acknowledgement means', () => {
  test('a group number counts per functional group: orders accepted say nothing of ship notices refused', async () => {
    const desk = desktop();
    await desk.take(
      sent('856', ['SH-1', 'SH-2'], { control: 1, group: 502 }),
      sent('850', ['PO-1'], { control: 2, group: 502 }),
      answered(
        '997',
        [
          ['AK1', 'SH', 502],
          ['AK9', 'R', 2, 2, 0],
        ],
        { control: 11 },
      ),
      answered(
        '997',
        [
          ['AK1', 'PO', 502],
          ['AK9', 'A', 1, 1, 1],
        ],
        { control: 12 },
      ),
    );
    expect(brief(desk.open())).toEqual([['rejected', 'critical', 'SH-1,SH-2']]);
  });

  test("last year's answer is not this year's, whichever file comes first", async () => {
    const files = [
      sent('810', ['INV-25'], { control: 7, date: '251110' }),
      answered(
        '997',
        [
          ['AK1', 'IN', 7],
          ['AK2', '810', '0001'],
          ['AK5', 'A'],
          ['AK9', 'A', 1, 1, 1],
        ],
        { control: 21, date: '251110' },
      ),
      sent('810', ['INV-26'], { control: 7 }),
    ];
    for (const order of [files, files.toReversed()]) {
      const desk = desktop();
      await desk.take(...order);
      await desk.waits();
      expect(brief(desk.open())).toEqual([['overdue-acknowledgement', 'medium', 'INV-26']]);
    }
  });

  test('a TA1 names the interchange by date and time', async () => {
    const desk = desktop();
    await desk.take(
      sent('810', ['INV-25'], { control: 1499, date: '251110' }),
      sent('810', ['INV-26'], { control: 1499 }),
      x12({
        sender: them,
        receiver: us,
        ...envelope({ control: 31, time: '1100' }),
        answers: [['TA1', '000001499', '261110', '0900', 'R', '024']],
      }),
    );
    expect(brief(desk.open())).toEqual([['rejected', 'high', 'INV-26']]);
  });

  test('where two documents of one day fit, the row says so and asks, and neither is sent again', async () => {
    const desk = desktop();
    await desk.take(
      sent('810', ['INV-1'], { control: 1, group: 1 }),
      sent('810', ['INV-2'], { control: 2, group: 1, time: '0930' }),
      answered(
        '997',
        [
          ['AK1', 'IN', 1],
          ['AK2', '810', '0001'],
          ['AK5', 'R', '5'],
          ['AK9', 'R', 1, 1, 0],
        ],
        { control: 41 },
      ),
    );
    await desk.waits();
    const [row, ...others] = desk.open();
    expect(others).toEqual([]);
    expect(row?.issue.title).toContain('INV-1 or INV-2');
    expect(row?.explanation).toMatchObject({
      why: expect.stringContaining('fits 2 documents (Invoice INV-1, Invoice INV-2)'),
      next: 'Ask ZZ:HARBOUR which of them it means. Send none of them again before that.',
      again: 'no',
    });
  });

  test('one acceptance for two documents ends the wait of neither; two of them end both', async () => {
    const accepts = (control: number, time: string) =>
      answered(
        '997',
        [
          ['AK1', 'IN', 1],
          ['AK2', '810', '0001'],
          ['AK5', 'A'],
          ['AK9', 'A', 1, 1, 1],
        ],
        { control, time },
      );
    const desk = desktop();
    await desk.take(
      sent('810', ['INV-1'], { control: 1, group: 1 }),
      sent('810', ['INV-2'], { control: 2, group: 1, time: '0930' }),
      accepts(51, '1100'),
    );
    await desk.waits();
    expect(brief(desk.open()).map(([kind]) => kind)).toEqual(['overdue-acknowledgement', 'overdue-acknowledgement']);
    expect(desk.open()[0]?.explanation.why).toContain('its numbers do not say which is meant');
    await desk.take(accepts(52, '1130'));
    expect(desk.open()).toEqual([]);
  });
});

describe('what is refused with its group', () => {
  test('a group refused as a whole, with one set named: none of the others is silent, or chased later', async () => {
    const desk = desktop();
    await desk.take(
      sent('810', ['INV-1', 'INV-2', 'INV-3'], { control: 5 }),
      answered(
        '997',
        [
          ['AK1', 'IN', 5],
          ['AK2', '810', '0002'],
          ['AK5', 'R', '5'],
          ['AK9', 'R', 3, 3, 0],
        ],
        { control: 61 },
      ),
    );
    await desk.waits();
    expect(brief(desk.open()).toSorted()).toEqual([
      ['rejected', 'high', 'INV-1,INV-3'],
      ['rejected', 'high', 'INV-2'],
    ]);
  });

  test('an interchange of ship notices refused is critical', async () => {
    const desk = desktop();
    await desk.take(
      sent('856', ['SH-1', 'SH-2', 'SH-3'], { control: 6 }),
      x12({
        sender: them,
        receiver: us,
        ...envelope({ control: 71, time: '1100' }),
        answers: [['TA1', '000000006', '261110', '0900', 'R', '024']],
      }),
    );
    await desk.waits();
    expect(brief(desk.open())).toEqual([['rejected', 'critical', 'SH-1,SH-2,SH-3']]);
  });
});

describe('what is over asks for nothing', () => {
  const refused = (group: number, control: number, time = '1100') =>
    answered(
      '997',
      [
        ['AK1', 'IN', group],
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', 1, 1, 0],
      ],
      { control, time },
    );
  const accepted = (group: number, control: number, time = '1400') =>
    answered(
      '997',
      [
        ['AK1', 'IN', group],
        ['AK2', '810', '0001'],
        ['AK5', 'A'],
        ['AK9', 'A', 1, 1, 1],
      ],
      { control, time },
    );

  test('a copy under a new control number that was accepted ends it, in any order', async () => {
    const files = [
      sent('810', ['INV-1'], { control: 1 }),
      refused(1, 81),
      sent('810', ['INV-1'], { control: 2, date: '261112' }),
      answered(
        '997',
        [
          ['AK1', 'IN', 2],
          ['AK2', '810', '0001'],
          ['AK5', 'A'],
          ['AK9', 'A', 1, 1, 1],
        ],
        { control: 82, date: '261112' },
      ),
    ];
    for (const order of [files, files.toReversed(), [files[3], files[0], files[2], files[1]]]) {
      const desk = desktop();
      await desk.take(...order.filter((file) => file !== undefined));
      expect(desk.open()).toEqual([]);
      for (const { explanation } of desk.all()) {
        expect(explanation.next).toMatch(/^Nothing to do: the copy sent again was accepted on 2026-/);
        expect(explanation.again).toBe('no');
      }
    }
  });

  test('a copy that is refused too keeps it open, in one row', async () => {
    const desk = desktop();
    await desk.take(
      sent('810', ['INV-1'], { control: 1 }),
      refused(1, 83),
      sent('810', ['INV-1'], { control: 2, date: '261112' }),
      answered(
        '997',
        [
          ['AK1', 'IN', 2],
          ['AK2', '810', '0001'],
          ['AK5', 'R', '5'],
          ['AK9', 'R', 1, 1, 0],
        ],
        { control: 84, date: '261112' },
      ),
    );
    expect(brief(desk.open())).toEqual([['rejected', 'high', 'INV-1,INV-1']]);
  });

  test('accepted after all, resolved by hand: each says why nothing is left to do', async () => {
    const desk = desktop();
    await desk.take(sent('810', ['INV-1'], { control: 1 }), refused(1, 85), accepted(1, 86));
    expect(desk.all()[0]?.explanation.next).toMatch(/^Nothing to do: ZZ:HARBOUR accepted it on 2026-11-10 14:00\.$/);
    await desk.take(sent('810', ['INV-2'], { control: 2 }), refused(2, 87));
    const [open] = desk.open();
    if (open === undefined) throw new Error('Nothing is open.');
    desk.resolves(open.issue.id);
    expect(desk.all().find(({ issue }) => issue.id === open.issue.id)?.explanation.next).toBe(
      'Nothing to do: it was resolved by hand.',
    );
  });

  test('an old refusal that is read late does not undo the acceptance after it', async () => {
    const desk = desktop();
    await desk.take(sent('810', ['INV-1'], { control: 1 }), accepted(1, 88), refused(1, 89));
    expect(desk.open()).toEqual([]);
  });
});

test('a document refused as a duplicate, told twice, is one row that does not ask to send it again', async () => {
  const desk = desktop();
  await desk.take(
    sent('810', ['INV-1'], { control: 1 }),
    answered(
      '997',
      [
        ['AK1', 'IN', 1],
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', 1, 1, 0],
      ],
      { control: 91 },
    ),
    answered(
      '824',
      [
        ['BGN', '11', 'A1', '20261110'],
        ['OTI', 'TR', 'IV', 'INV-1', '', '', '', '', '', '', '810'],
        ['TED', 'DUP'],
      ],
      { control: 92 },
    ),
  );
  const rows = desk.open();
  expect(brief(rows)).toEqual([['duplicate', 'low', 'INV-1']]);
  expect(rows[0]?.explanation.again).not.toBe('corrected');
});

describe('what no copy of a document is', () => {
  const refusedThenAccepted = (second: string) => [
    sent('810', ['INV-1'], { control: 1 }),
    answered(
      '997',
      [
        ['AK1', 'IN', 1],
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', 1, 1, 0],
      ],
      { control: 101 },
    ),
    second,
    answered(
      '997',
      [
        ['AK1', 'IN', 2],
        ['AK2', '810', '0001'],
        ['AK5', 'A'],
        ['AK9', 'A', 1, 1, 1],
      ],
      { control: 102, date: '261112' },
    ),
  ];

  test('a credit note of the same number ends no refusal of the invoice', async () => {
    const note = sent('810', ['INV-1*20261101*PO-1***CR'], { control: 2, date: '261112' });
    const desk = desktop();
    await desk.take(...refusedThenAccepted(note));
    expect(brief(desk.open())).toEqual([['rejected', 'high', 'INV-1']]);
  });

  test('a test ends no refusal of the real thing', async () => {
    const trial = sent('810', ['INV-1'], { control: 2, date: '261112', test: true });
    const desk = desktop();
    await desk.take(...refusedThenAccepted(trial));
    expect(brief(desk.open())).toEqual([['rejected', 'high', 'INV-1']]);
  });

  test('a copy that was taken with errors noted ends it all the same', async () => {
    const files = refusedThenAccepted(sent('810', ['INV-1'], { control: 2, date: '261112' }));
    const desk = desktop();
    await desk.take(...files.slice(0, 3));
    expect(desk.open()[0]?.explanation).toMatchObject({
      next: 'A copy was sent on 2026-11-12 09:00; wait for ZZ:HARBOUR to acknowledge that one before anything is sent again.',
      again: 'no',
    });
    await desk.take(
      answered(
        '997',
        [
          ['AK1', 'IN', 2],
          ['AK2', '810', '0001'],
          ['AK5', 'E'],
          ['AK9', 'E', 1, 1, 1],
        ],
        { control: 103, date: '261112' },
      ),
    );
    expect(desk.open().map(({ issue, explanation }) => [issue.kind, explanation.again])).toEqual([
      ['accepted-with-errors', 'no'],
    ]);
  });
});

test('one acknowledgement takes what another refuses: both are told, and nothing is sent before that is clear', async () => {
  const desk = desktop();
  await desk.take(
    sent('850', ['PO-1'], { control: 1 }),
    answered(
      '997',
      [
        ['AK1', 'PO', 1],
        ['AK2', '850', '0001'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', 1, 1, 0],
      ],
      { control: 111 },
    ),
    answered(
      '855',
      [
        ['BAK', '00', 'AD', 'PO-1', '20261110'],
        ['PO1', '1', '10', 'EA'],
        ['ACK', 'IA', '10', 'EA'],
      ],
      { control: 112, time: '1500' },
    ),
  );
  const [row, ...others] = desk.open();
  expect(others).toEqual([]);
  expect(row?.explanation).toMatchObject({
    next: expect.stringContaining('the acknowledgements contradict each other. Ask which of them holds'),
    again: 'no',
    fault: 'unknown',
    faultReason: 'The acknowledgements contradict each other.',
  });
});

test('an interchange that arrived is known to have arrived, while its documents wait for an acknowledgement', async () => {
  const desk = desktop();
  await desk.take(
    sent('810', ['INV-1', 'INV-2'], { control: 6 }),
    x12({
      sender: them,
      receiver: us,
      ...envelope({ control: 121, time: '1100' }),
      answers: [['TA1', '000000006', '261110', '0900', 'A', '000']],
    }),
  );
  await desk.waits();
  expect(desk.open().map(({ explanation }) => explanation.faultReason.includes('not known'))).toEqual([false, false]);
});

test('the same message in another file is the same message', async () => {
  const message = answered(
    '864',
    [
      ['BMG', '00', 'NOTE'],
      ['MIT', '1', 'Notice'],
      ['MSG', 'Closed on Friday.'],
    ],
    { control: 131 },
  );
  const desk = desktop();
  await desk.take(message, `${message}\n`);
  expect(desk.open()).toHaveLength(1);
});

describe('an acknowledgement that another file brings again', () => {
  const refusal = (control: number, where: Envelope, code = '5') =>
    answered(
      '997',
      [
        ['AK1', 'SH', control],
        ['AK2', '856', '0001'],
        ['AK5', 'R', code],
        ['AK9', 'R', 1, 1, 0],
      ],
      where,
    );

  test('is no second occurrence, also where a copy of the document was accepted meanwhile', async () => {
    const first = refusal(1, { control: 171 });
    const taken = answered(
      '997',
      [
        ['AK1', 'SH', 2],
        ['AK9', 'A', 1, 1, 1],
      ],
      { control: 172, date: '261111' },
    );
    const copy = sent('856', ['SH-1'], { control: 2, date: '261111' });
    const desk = desktop();
    await desk.take(sent('856', ['SH-1'], { control: 1 }), first, copy, taken, `${first}\n`);
    expect(desk.all().map(({ issue }) => [issue.status, issue.resolvedBy, issue.occurrences])).toEqual([
      ['resolved', 'source', 1],
    ]);
  });

  test('a receipt without a date is one, and another refusal is another', async () => {
    const receipt = (reason: string) =>
      [
        'AS2-From: HARBOUR',
        'AS2-To: GRIDLINE',
        'Original-Message-ID: <17@gridline>',
        `Disposition: automatic-action/MDN-sent-automatically; processed/error: ${reason}`,
        '',
      ].join('\n');
    const desk = desktop();
    await desk.take(receipt('decryption-failed'), `${receipt('decryption-failed')}\n`);
    expect(desk.all()[0]?.issue.occurrences).toBe(1);
    await desk.take(receipt('authentication-failed'));
    expect(desk.all()[0]?.issue.occurrences).toBe(2);
  });

  test('two contents in one envelope are told the same, whichever came first', async () => {
    const files = ['5', '4', '3'].map((code) => refusal(1, { control: 173 }, code));
    const titles = await Promise.all(
      [files, files.toReversed()].map(async (each) => {
        const desk = desktop();
        await desk.take(...each);
        return desk.all().map(({ issue }) => issue.title);
      }),
    );
    expect(titles[0]).toEqual(titles[1]);
  });
});

describe('what Trading Grid tells of a document that files tell of too', () => {
  const entry = (over: Partial<LensTransaction>, at = Date.UTC(2026, 10, 10, 9, 30)): NewEvent => {
    const told: LensTransaction = {
      transactionId: 'T1',
      correlationId: 'C1',
      level: 'document',
      documentType: '810',
      documentNumber: 'INV-1',
      senderAddress: 'ZZ:GRIDLINE',
      receiverAddress: 'ZZ:HARBOUR',
      senderName: null,
      receiverName: null,
      status: 'Failed',
      statusAt: at,
      acknowledgementStatus: null,
      acknowledgementAt: null,
      deliveryStatus: null,
      errorCode: null,
      message: 'Connection refused',
      arrivedAt: at,
      senderReference: null,
      keys: [],
      url: null,
      extra: {},
      ...over,
    };
    return {
      source: 'trading-grid',
      sourceId: `T1@${JSON.stringify(told)}`,
      kind: 'exchange.reported',
      occurredAt: at,
      payload: { realm: 'trading-grid', ...toExchange(told) },
    };
  };
  const answer = (verdict: 'A' | 'R') =>
    answered(
      '997',
      [
        ['AK1', 'IN', 1],
        ['AK2', '810', '0001'],
        verdict === 'A' ? ['AK5', 'A'] : ['AK5', 'R', '5'],
        ['AK9', verdict, 1, 1, verdict === 'A' ? 1 : 0],
      ],
      { control: 141 },
    );

  test('a failed delivery that was answered did arrive: one row, or none', async () => {
    for (const isFirst of [true, false]) {
      const refused = desktop();
      if (isFirst) refused.tell(entry({}));
      await refused.take(sent('810', ['INV-1'], { control: 1 }), answer('R'));
      if (!isFirst) refused.tell(entry({}));
      expect(refused.open()).toHaveLength(1);
      expect(refused.open()[0]?.explanation.again).not.toBe('unchanged');

      const accepted = desktop();
      if (isFirst) accepted.tell(entry({}));
      await accepted.take(sent('810', ['INV-1'], { control: 1 }), answer('A'));
      if (!isFirst) accepted.tell(entry({}));
      expect(accepted.open().filter(({ explanation }) => explanation.again === 'unchanged')).toEqual([]);
    }
  });

  test('an acknowledgement that may be about another group of the same number ends no delivery that failed', async () => {
    const first = sent('810', ['INV-5', 'INV-6'], { control: 1, group: 2 });
    const second = sent('810', ['INV-7', 'INV-8', 'INV-1'], { control: 2, group: 2 });
    // Both sets of the one group, or two of the three of the other: then the third was taken.
    const partly = answered(
      '997',
      [
        ['AK1', 'IN', 2],
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
        ['AK2', '810', '0002'],
        ['AK5', 'A'],
        ['AK9', 'P', 2, 2, 1],
      ],
      { control: 151 },
    );
    for (const files of [
      [first, second, partly],
      [partly, second, first],
    ]) {
      const desk = desktop();
      desk.tell(entry({}));
      await desk.take(...files);
      const row = desk.open().find(({ issue }) => issue.documentNumber === 'INV-1');
      expect(row?.issue).toMatchObject({ kind: 'delivery-failed', status: 'open' });
      expect(row?.explanation).toMatchObject({ again: 'no', next: expect.stringContaining('it may have arrived') });
    }
  });

  test('refused stays refused when the entry goes on to its end, and cancelled is not delivered', async () => {
    const desk = desktop();
    desk.tell(entry({ status: 'Delivered', acknowledgementStatus: 'R', message: null }));
    desk.tell(
      entry({ status: 'Completed', acknowledgementStatus: null, message: null, statusAt: Date.UTC(2026, 10, 10, 11) }),
    );
    desk.tell(entry({ transactionId: 'T2', correlationId: 'C2', documentNumber: 'INV-2' }));
    desk.tell(
      entry({
        transactionId: 'T2',
        correlationId: 'C2',
        documentNumber: 'INV-2',
        status: 'Delivery Disabled',
        message: null,
        statusAt: Date.UTC(2026, 10, 10, 11),
      }),
    );
    expect(
      brief(desk.open())
        .map(([kind]) => kind)
        .toSorted(),
    ).toEqual(['delivery-failed', 'rejected']);
  });
});

test('a test document is marked as one, and low', async () => {
  const desk = desktop();
  await desk.take(
    sent('856', ['SH-1'], { control: 1, test: true }),
    answered(
      '997',
      [
        ['AK1', 'SH', 1],
        ['AK2', '856', '0001'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', 1, 1, 0],
      ],
      { control: 93 },
    ),
  );
  expect(desk.open().map(({ issue }) => [issue.severity, issue.test, issue.title.slice(0, 11)])).toEqual([
    ['low', true, 'Test: Ship '],
  ]);
});

test('a file of tests that has faults is marked as one, and low; one real document in it is enough to make it real', async () => {
  const faulty = (control: number, isTest: boolean) =>
    sent('810', [`INV-${control}`], { control, test: isTest }).replace('SE*3*', 'SE*9*');
  const desk = desktop();
  await desk.take(faulty(1, true), faulty(2, true) + faulty(3, false));
  expect(
    desk.open().map(({ issue }) => [issue.kind, issue.severity, issue.test, issue.title.startsWith('Test: ')]),
  ).toEqual([
    ['unreadable-file', 'low', true, true],
    ['unreadable-file', 'medium', false, false],
  ]);
});

test('what was taken with words that stop it is not left at the bottom of the queue either', async () => {
  const noted = (number: string, words: string, control: number) =>
    answered(
      '824',
      [
        ['BGN', '11', `A${control}`, '20261110'],
        ['OTI', 'TE', 'IV', number],
        ['TED', '024', 'See note'],
        ['NTE', 'ADD', words],
      ],
      { control },
    );
  const desk = desktop();
  await desk.take(
    noted('INV-1', 'PAYMENT CANNOT BE RELEASED UNTIL THE CONTRACT IS SIGNED', 161),
    noted('INV-2', 'REMIT-TO NAME DIFFERS IN CASE', 162),
  );
  const told = desk.open().map(({ issue, explanation }) => [issue.documentNumber, issue.severity, explanation.next]);
  expect(told.toSorted()).toEqual([
    [
      'INV-1',
      'medium',
      expect.stringMatching(/^It was accepted, so do not send it again\. But the text .* act today\.$/),
    ],
    ['INV-2', 'low', 'It was accepted, so do not send it again. Have the cause corrected before the next one.'],
  ]);
});

test('a message that threatens a chargeback is not left at the bottom of the queue', async () => {
  const desk = desktop();
  const message = (text: string, control: number) =>
    answered(
      '864',
      [
        ['BMG', '00', 'NOTE'],
        ['MIT', '1', 'Notice'],
        ['MSG', text],
      ],
      { control },
    );
  await desk.take(
    message('INVOICE 4711 REJECTED. CHARGEBACK OF $ 250 WILL FOLLOW', 94),
    message('Closed on Friday.', 95),
  );
  expect(
    desk
      .open()
      .map(({ issue }) => issue.severity)
      .toSorted(),
  ).toEqual(['low', 'medium']);
});

test('the time between a document and its acknowledgement may be that between two time zones', async () => {
  const desk = desktop();
  const when = { date: '261110', time: '0500' };
  await desk.take(
    sent('810', ['INV-1'], { control: 1 }),
    answered(
      '997',
      [
        ['AK1', 'IN', 1],
        ['AK2', '810', '0001'],
        ['AK5', 'A'],
        ['AK9', 'A', 1, 1, 1],
      ],
      { control: 96, ...when },
    ),
  );
  await desk.waits();
  expect(desk.open()).toEqual([]);
});
