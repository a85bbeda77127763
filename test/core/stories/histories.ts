import * as fc from 'fast-check';
import type { Json } from '#shared/lib/json.ts';
import { formatHlc } from '#shared/lib/hlc.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { actionStates } from '#shared/model/action/action.ts';
import type { SubjectPinned } from '#shared/model/event/kinds/action.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { addressKey, issueIdOf } from '#core/evidence/fingerprint.ts';
import { partnerMark } from '#core/verdict/cause-key.ts';
import { acknowledgement, document, monday, transaction } from './samples.ts';

/** Few things and few moments, so that events meet and tie. */
const moment = fc.integer({ min: 0, max: 12 }).map((step) => monday + step * 1_000);
/** What a trouble of that moment goes by in keys. */
const markAt = (at: number) => `t${at.toString(36)}`;
const small = fc.integer({ min: 1, max: 3 });
const address = fc.constantFrom('ZZ:ACME', 'ZZ:NORTHWIND', 'zz:contoso ', '14:4012345');
/** The document of file f1 itself. */
const sent = 'doc:ZZ:ACME|ZZ:NORTHWIND|810|905|1@|905|4711';
const id = fc.constantFrom(
  issueIdOf(sent),
  issueIdOf('process:trading-grid|C1'),
  issueIdOf('process:trading-grid|C2'),
  issueIdOf('doc:ZZ:ACME|ZZ:NORTHWIND|810|905|1'),
  issueIdOf('num:ZZ:ACME|ZZ:NORTHWIND|810|4711'),
  issueIdOf('doc:ZZ:ACME|ZZ:NORTHWIND|810|906|1'),
  issueIdOf('any:ZZ:ACME|ZZ:NORTHWIND|4711'),
);

const seen = fc
  .record({
    transactionId: small.map((n) => `T${n}`),
    correlationId: fc.constantFrom('C1', 'C2', null),
    status: fc.constantFrom('F', 'Delivered', 'P', 'V', 'On Hold', 'Odd word', null),
    acknowledgementStatus: fc.constantFrom(null, null, 'R', 'A', 'W', 'T', 'P'),
    acknowledgementAt: fc.option(moment),
    statusAt: moment,
    errorCode: fc.constantFrom(null, null, '-2', '77'),
    message: fc.constantFrom(null, 'Connection refused', 'Missing N1'),
    senderAddress: fc.option(address),
    receiverAddress: fc.option(address),
    documentNumber: fc.constantFrom(null, '4711', '4712'),
    senderReference: fc.constantFrom(null, null, '905', '906'),
  })
  .map((over) => transaction(over));

/** Entries of Trading Grid about the very documents that the files hold, with what was answered. */
const told = fc
  .record({
    transactionId: small.map((n) => `D${n}`),
    correlationId: fc.constantFrom('C1', 'C2', 'C3', null),
    status: fc.constantFrom('Delivered', 'Delivered', 'Delivered', 'F'),
    acknowledgementStatus: fc.constantFrom('R', 'R', 'E', 'P', 'T', 'A', 'M', 'W'),
    acknowledgementAt: fc.option(moment),
    statusAt: moment,
    message: fc.constantFrom(null, null, 'Rejected'),
    documentNumber: fc.constantFrom('4711', '4711', 'f4', null),
    senderReference: fc.constantFrom(null, '000000905', '906'),
  })
  .map((over) => transaction(over));

const files = fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7');

/** One file has one content: what is in it follows from its name. */
const read = fc.tuple(files, moment).map(([file, at]) =>
  document(
    {
      type: file === 'f7' ? '850' : '810',
      number: file < 'f4' || file > 'f5' ? '4711' : file,
      // f6 is f1, sent again.
      control: {
        interchange: file < 'f6' ? '000000905' : '000000906',
        group: file < 'f6' ? '0905' : '906',
        set: file < 'f3' || file > 'f5' ? '0001' : '0002',
      },
    },
    file,
    monday + (at % 7),
  ),
);

const statuses: readonly Acknowledgement['status'][] = [
  'accepted',
  'accepted with errors',
  'partial',
  'rejected',
  'received',
];

type Said = {
  readonly type: Acknowledgement['type'];
  readonly status: Acknowledgement['status'];
  readonly covered: boolean;
};

const answersThat = (said: fc.Arbitrary<Said>) =>
  fc
    .record({
      said,
      file: fc.integer({ min: 0, max: 40 }),
      at: moment,
      group: fc.constantFrom('905', '905', '906'),
      documentType: fc.constantFrom('810', '810', null),
      level: fc.constantFrom('set', 'group', 'interchange', 'number'),
    })
    .map(({ file, at, said: { type, status, covered: coveredBySets }, level, group, documentType }) =>
      acknowledgement(
        {
          type,
          status,
          coveredBySets,
          answers: {
            type: level === 'number' ? documentType : '810',
            number: level === 'number' ? '4711' : null,
            control: {
              interchange: level === 'interchange' ? '905' : null,
              group: level === 'set' || level === 'group' ? group : null,
              set: level === 'set' ? '1' : null,
            },
            sender: 'ZZ:ACME',
            receiver: 'ZZ:NORTHWIND',
            functionalGroup: null,
            preparedAt: null,
            messageId: null,
          },
        },
        `a${file}`,
        at,
      ),
    );

const answered = answersThat(
  fc.record({
    type: fc.constantFrom('997' as const, '997' as const, '824' as const, 'TA1' as const, '864' as const),
    status: fc.constantFrom(...statuses),
    covered: fc.boolean(),
  }),
);

const judged = answersThat(
  fc.record({
    type: fc.constantFrom('997' as const, '997' as const, '824' as const),
    status: fc.constantFrom('rejected' as const, 'rejected' as const, 'accepted' as const),
    covered: fc.constant(false),
  }),
);

const overdue = fc
  .tuple(fc.constantFrom('process:trading-grid|C1', sent), moment, fc.constantFrom(1, 1, 2), fc.boolean())
  .map(
    ([fingerprint, at, round, takenBack]): NewEvent => ({
      source: 'clock',
      sourceId: `${fingerprint}@${at}#${round}${takenBack ? ':back' : ''}`,
      kind: 'acknowledgement.overdue',
      occurredAt: at,
      payload: {
        fingerprint,
        documentType: '810',
        documentNumber: '4711',
        senderAddress: 'ZZ:ACME',
        receiverAddress: 'ZZ:NORTHWIND',
        sentAt: monday,
        dueAt: at,
        hoursAllowed: 4,
        ...(round === 1 ? {} : { round }),
        ...(takenBack ? { takenBack } : {}),
      },
    }),
  );

const unreadable = fc.tuple(small, moment).map(
  ([file, at]): NewEvent => ({
    source: 'file',
    sourceId: `u${file}:unreadable`,
    kind: 'file.unreadable',
    occurredAt: monday + (at % 3),
    payload: { fileId: `u${file}`, name: `u${file}.txt`, size: 3, reason: 'It is no EDI file.', findings: [] },
  }),
);

const person = fc.record({ at: moment, counter: fc.integer({ min: 0, max: 9 }), device: fc.constantFrom('a', 'b') });

const pat = { actor: 'pat', email: 'pat@grid.example', proof: 'this machine’s user' } as const;

function byPerson(
  { at, counter, device }: { at: number; counter: number; device: string },
  event: Pick<NewEvent, 'kind' | 'payload'>,
): NewEvent {
  const hlc = formatHlc({ at, counter, device });
  return { source: 'person', sourceId: hlc, occurredAt: at, ...pat, device, hlc, ...event };
}

/** By hand: where the partner is the issue's own it counts. */
const place = fc
  .record({
    partner: fc.constantFrom(addressKey('ZZ:NORTHWIND'), addressKey('14:4012345'), 'company contoso'),
    alike: fc.constantFrom('by hand 1', 'by hand 2', null),
    at: moment,
  })
  .map(({ alike, ...rest }) => ({ ...rest, alike: alike === null ? null : `${partnerMark(rest.partner)} ${alike}` }));

const marked = fc
  .tuple(
    person,
    id,
    fc.oneof(
      fc.constantFrom('open', 'acknowledged', 'resolved').map((value) => ({ field: 'status', value })),
      fc.constantFrom('pat', 'Dana', null).map((value) => ({ field: 'owner', value })),
      fc.option(place, { freq: 4 }).map((value) => ({ field: 'incident', value })),
    ),
    fc.option(person, { freq: 4, nil: undefined }),
  )
  .map(([who, issueId, mark, other]) => {
    const payload = { issueId, ...mark };
    const kind = 'issue.marked';
    if (other === undefined) return byPerson(who, { kind, payload });
    return byPerson(who, { kind, payload: { ...payload, insteadOf: formatHlc(other) } });
  });

const commented = fc
  .tuple(person, id)
  .map(([who, issueId]) => byPerson(who, { kind: 'issue.commented', payload: { issueId, text: 'Called them' } }));

/** Several issues that one action is about; each set has its issues once and for all. */
const sets: readonly SubjectPinned[] = [
  {
    subject: 'setaaaaaaaaaaaaa',
    issues: [
      { id: issueIdOf('process:trading-grid|C1'), episode: 1, mark: markAt(monday) },
      { id: issueIdOf('process:trading-grid|C2'), episode: 2, mark: markAt(monday) },
    ],
  },
  {
    subject: 'setbbbbbbbbbbbbb',
    issues: [
      { id: issueIdOf(sent), episode: 1, mark: markAt(monday) },
      { id: issueIdOf('process:trading-grid|C1'), episode: 1, mark: markAt(monday) },
    ],
  },
];
const setId = fc.constantFrom(...sets.map(({ subject }) => subject));
const pinned = fc.constantFrom(...sets).map(
  (payload): NewEvent => ({
    source: 'person',
    sourceId: `set:${payload.subject}`,
    kind: 'subject.pinned',
    occurredAt: monday,
    payload,
  }),
);

const acted = fc
  .record({
    issueId: fc.oneof({ weight: 3, arbitrary: id }, setId),
    mark: moment.map(markAt),
    at: moment,
    kind: fc.constantFrom('action.requested' as const, 'action.cancelled' as const, 'action.settled' as const),
    state: fc.constantFrom(...actionStates),
  })
  .map(({ issueId, mark, at, kind, state }): NewEvent => {
    const actionId = `GL-${issueId}-${mark}-x`;
    const ref = { actionId, issueId, connector: 'salesforce', connection: 'salesforce', action: 'salesforce.escalate' };
    const more: Readonly<Record<string, Json>> =
      kind === 'action.requested'
        ? { ...escalation, idempotencyKey: actionId, episode: 1 }
        : kind === 'action.cancelled'
          ? {}
          : { state, reference: null, url: null, remoteId: null, attempts: 1, error: null };
    return {
      source: 'outbox',
      sourceId: `${actionId}:${kind}:${at}:${kind === 'action.requested' ? '' : state}`,
      kind,
      occurredAt: at,
      payload: { ...ref, ...more },
    };
  });

const heard = fc
  .record({
    issueId: fc.oneof({ weight: 3, arbitrary: id }, setId),
    mark: moment.map(markAt),
    at: moment,
    kind: fc.constantFrom(...receiptKinds),
    thing: small,
  })
  .map(({ issueId, mark, at, kind, thing }) => receipt(kind, `GL-${issueId}-${mark}-x`, at, { id: `500${thing}` }));

const partner = fc.tuple(address, fc.constantFrom('Northwind Foods', 'Contoso'), moment).map(
  ([where, name, at]): NewEvent => ({
    source: 'trading-grid',
    sourceId: `partner:${where}:${name}:${at}`,
    kind: 'partner.seen',
    occurredAt: at,
    payload: { companyId: name.toLowerCase(), name, addresses: [where] },
  }),
);

/** Anything that can happen, in any order; what is one thing to the source is one event. */
export const histories = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: seen },
      { weight: 3, arbitrary: told },
      read,
      { weight: 3, arbitrary: answered },
      overdue,
      unreadable,
      marked,
      commented,
      acted,
      pinned,
      heard,
      partner,
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((events) => [...new Map(events.map((event) => [`${event.source}|${event.sourceId}`, event])).values()]);

/** What two sources tell of one document, sent once or twice, alone in its group or not. */
export const ofOneDocument = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: told },
      { weight: 3, arbitrary: read },
      { weight: 5, arbitrary: judged },
      overdue,
      marked,
      acted,
    ),
    { minLength: 2, maxLength: 12 },
  )
  .map((events) => [...new Map(events.map((event) => [`${event.source}|${event.sourceId}`, event])).values()]);
