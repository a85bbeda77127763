import { day, hour, type Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { type LensTransaction, toExchange } from '#core/connectors/trading-grid/transactions/transaction.ts';
import { createOverdueClock } from '#core/overdue/overdue-clock.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { issueDetail } from '#core/reading/detail.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore } from '#core/store/open.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { isEdifact, numberOf, type PlannedFile, relatedDocumentsOf, partners, typeOf, at } from './messages.ts';
import { type Plan, type PlannedInterchange, tuesday } from './plan.ts';
import { titled } from '#test/core/stories/desk.ts';

export type Row = NonNullable<ReturnType<typeof issueDetail>>['detail'];

/** What the console shows in the end, and what is wrong inside of it. */
export type Seen = { readonly rows: readonly Row[]; readonly faults: readonly string[] };

type Step = { readonly file: PlannedFile } | { readonly events: readonly NewEvent[] };

/** Gives the console all that the plan's messages say, in the plan's order, and lets the time pass for acknowledgements to be late. */
export async function play(plan: Plan): Promise<Seen> {
  const store = openStore({ path: ':memory:', log: () => {} });
  const clock = createManualClock(tuesday + 10 * day);
  try {
    store.write((db) => writeSetting(db, 'ownAddresses', ['ZZ:GRIDLINE', '14:4012345000009']));
    const ingest = (...[db, events]: [Parameters<typeof ingestEvents>[0], readonly NewEvent[]]) =>
      ingestEvents(db, events, clock.now());
    const deps = { store, ingest, onChange: () => undefined };
    for (const step of stepsOf(plan)) {
      await clock.advance(1_000);
      if ('events' in step) store.write((db) => ingest(db, step.events));
      else {
        const bytes = Buffer.from(step.file.text, 'latin1');
        await takeFile(deps, { name: step.file.name, bytes, receivedAt: clock.now() });
      }
    }
    await clock.advance(3 * day);
    await createOverdueClock({ ...deps, clock, log: quietLog() }).check({ readAll: true });
    const rows = store.read((db) =>
      db.raw
        .prepare<[], { id: string }>('SELECT id FROM issues ORDER BY id')
        .all()
        .flatMap(({ id }) => issueDetail(db, id, titled)?.detail ?? []),
    );
    return { rows, faults: verifyStore(store).problems.map(({ message }) => message) };
  } finally {
    store.close();
  }
}

function stepsOf(plan: Plan): Step[] {
  const files = relatedDocumentsOf(plan).flatMap(({ interchange, sent, answers }) => [
    ...(interchange.kept ? [sent] : []),
    ...answers,
  ]);
  const steps: Step[] = [
    ...files.map((file) => ({ file })),
    ...plan.interchanges.flatMap((interchange, index) => {
      const events = gridEvents(interchange, index);
      return events.length === 0 ? [] : [{ events }];
    }),
  ];
  // The same file with a line end more is another file that says the same.
  for (const index of plan.repeated) {
    const file = files[index];
    if (file !== undefined) steps.push({ file: { name: `again-${file.name}`, text: `${file.text}\n` } });
  }
  return steps
    .map((step, index) => ({ step, by: plan.order[index % plan.order.length] ?? 0, index }))
    .toSorted((a, b) => a.by - b.by || a.index - b.index)
    .map(({ step }) => step);
}

const words = {
  accepted: 'A',
  noted: 'E',
  refused: 'R',
  'refused by the application': 'A',
  duplicate: 'R',
  unanswered: 'W',
} as const;

/** What Trading Grid tells: the functional acknowledgement of each document, in full or without number and reference. */
function gridEvents(interchange: PlannedInterchange, index: number): NewEvent[] {
  const { lens, sentAt, delay, documents, control, style, contradicts } = interchange;
  if (lens === 'nothing' || style === 'interchange' || contradicts) return [];
  const partner = at(partners, interchange.partner);
  const answeredAt: Millis = sentAt + delay * hour;
  return documents.map((document, place) => {
    const entry: LensTransaction = {
      transactionId: `T${index}-${place}`,
      correlationId: `C${index}-${place}`,
      level: 'document',
      documentType: typeOf(interchange),
      documentNumber: numberOf(interchange, document),
      senderAddress: isEdifact(interchange) ? '14:4012345000009' : 'ZZ:GRIDLINE',
      receiverAddress: partner.address.join(':'),
      senderName: null,
      receiverName: null,
      status: lens === 'that it failed' ? 'Failed' : 'Delivered',
      statusAt: answeredAt,
      acknowledgementStatus: lens === 'that it failed' ? null : words[document.fate],
      acknowledgementAt: document.fate === 'unanswered' ? null : answeredAt,
      deliveryStatus: null,
      errorCode: null,
      message: null,
      arrivedAt: sentAt,
      senderReference: lens !== 'the same' ? null : isEdifact(interchange) ? `R${control}` : String(control),
      keys: [],
      url: null,
      extra: {},
    };
    return {
      source: 'trading-grid',
      sourceId: `T${index}-${place}@1`,
      kind: 'exchange.reported',
      occurredAt: answeredAt,
      payload: { realm: 'trading-grid', ...toExchange(entry) },
    };
  });
}
