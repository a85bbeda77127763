import { isoSeconds } from '#shared/lib/time.ts';

import type { Random } from '../../lib/random.ts';

import { documentNames } from '../edi/business-document.ts';
import type { Direction } from '../trade/deal.ts';
import { type StatusWord, spell } from './lens-status.ts';
import type { LensChange, LensTransaction, LensValues } from './lens-transaction.ts';
import type { Company, Partner } from '../scenario.ts';

/** Functional-acknowledgement letters of Lens, with when each was set. */
export type AckStep = { readonly at: number; readonly letter: string };

type ProcessDocument = {
  readonly type: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly acks?: readonly AckStep[];
};

/** How the delivery of the process ends. Times are when Lens shows it. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'waiting in mailbox' }
  | {
      readonly kind: 'delivery failed' | 'on hold' | 'partly failed' | 'partly delivered';
      readonly at: number;
      readonly message: string;
      readonly healedAt?: number;
    }
  | { readonly kind: 'validation error'; readonly message: string; readonly code: string; readonly healedAt?: number }
  | { readonly kind: 'duplicate'; readonly message: string }
  | { readonly kind: 'disabled' };

type Process = {
  readonly company: Company;
  readonly partner: Partner;
  readonly direction: Direction;
  readonly syntax: 'x12' | 'edifact';
  readonly at: number;
  readonly documents: readonly ProcessDocument[];
  /** ISA13 or UNB 0020 as the sender set it. */
  readonly reference: string;
  readonly fileName?: string;
  readonly outcome: Outcome;
  readonly random: Random;
};

const second = 1000;

/**
 * All Lens entries of one process: the file as it came in and its documents, the file as it went out and its documents,
 * all under one correlation id. What stopped early has no way out.
 */
export function lensProcess(process: Process): LensTransaction[] {
  const { company, partner, direction, syntax, at, random, outcome } = process;
  const [ours, theirs] = syntax === 'x12' ? [company.x12, partner.x12] : [company.edifact, partner.edifact];
  const us = { name: company.name, address: ours };
  const them = { name: partner.name, address: theirs ?? partner.edifact ?? partner.x12 ?? '' };
  const [sender, receiver] = direction === 'out' ? [us, them] : [them, us];
  const size = 400 + process.documents.length * random.int(350, 900);
  const common: LensValues = {
    correlationid: random.uuid(),
    senderaddress: sender.address,
    sendername: sender.name,
    receiveraddress: receiver.address,
    receivername: receiver.name,
    platform: 'TG16-PROD',
    processingregion: 'US',
    processingcomputezone: 'US1',
    processingcell: 'US1-C4',
    solutionid: company.id.slice(2),
    category: null,
    processingtime: null,
    servicetype: null,
    arrivaltimefacetdaily: isoSeconds(at).slice(0, 10),
  };
  const stopped = outcome.kind === 'validation error' || outcome.kind === 'duplicate';
  const first = process.documents[0];
  const fileName =
    process.fileName ?? `${first?.type ?? 'FILE'}_${process.reference}.${syntax === 'x12' ? 'x12' : 'edi'}`;
  const entry = (values: LensValues, changes: readonly Change[], keys: Readonly<Record<string, string>> = {}) =>
    lensEntry(random, { ...common, ...values }, changes, keys);

  const inbound = (): LensTransaction[] => {
    const transaction = random.uuid();
    const problem = stopped ? stoppedChange(outcome, at, random) : undefined;
    // Half of the time the entry that failed says only "-2", and the text is on the file beside it.
    const textOnSibling = random.chance(0.5) && outcome.kind === 'validation error';
    const { externalerrormessage: text = null, ...silent } = problem?.values ?? {};
    const fileChanges: Change[] =
      outcome.kind === 'duplicate' && problem !== undefined
        ? [problem]
        : [
            { at: at + second, status: 'completed', values: textOnSibling ? { externalerrormessage: text } : {} },
            ...(textOnSibling ? healed(outcome, 'completed') : []),
          ];
    return [
      entry(
        {
          transactionlevel: 'File',
          sendertransactionid: transaction,
          editype: first?.type ?? null,
          type: documentNames[first?.type ?? ''] ?? null,
          envelopetype: syntax === 'x12' ? 'ISA' : 'UNA',
          standardversion: syntax === 'x12' ? '00401' : 'D96A',
          senderreference: process.reference,
          receivefilename: fileName,
          inagent: direction === 'out' ? 'HTTP' : random.pick(['AS2', 'OSSFTP', 'HTTP']),
          informat: syntax === 'x12' ? 'X12' : 'EDIFACT',
          insize: String(size),
          firstbytetimestamp: isoSeconds(at),
          lastbytetimestamp: isoSeconds(at),
          sendermailbox: mailbox(sender.address),
          receivermailbox: mailbox(receiver.address),
        },
        [{ at, status: 'processing' }, ...fileChanges],
      ),
      ...process.documents.map((document) => {
        const changes: Change[] =
          outcome.kind === 'duplicate'
            ? []
            : problem === undefined
              ? [{ at: at + 2 * second, status: 'completed' }]
              : [
                  textOnSibling ? { ...problem, values: { ...silent, errorcode: '-2' } } : problem,
                  ...healed(outcome, 'completed'),
                ];
        return entry(
          {
            transactionlevel: 'Document',
            sendertransactionid: transaction,
            editype: document.type,
            type: documentNames[document.type] ?? null,
            insize: String(Math.floor(size / process.documents.length)),
          },
          [{ at: at + second, status: 'processing' }, ...changes],
          document.keys,
        );
      }),
    ];
  };

  const outbound = (): LensTransaction[] => {
    const transaction = random.uuid();
    const out = at + 3 * second;
    const [fileChanges, siblingText] = deliveryChanges(outcome, out, random);
    return [
      entry(
        {
          transactionlevel: 'File',
          sendertransactionid: transaction,
          editype: first?.type ?? null,
          type: documentNames[first?.type ?? ''] ?? null,
          envelopetype: syntax === 'x12' ? 'ISA' : 'UNA',
          deliveryfilename: `${fileName.replace(/\.\w+$/, '')}_${random.int(1000, 9999)}.edi`,
          senderfilename: fileName,
          outagent: direction === 'out' ? random.pick(['AS2', 'AS2', 'OSSFTP', 'FTPS']) : 'HTTP',
          outformat: syntax === 'x12' ? 'X12' : 'EDIFACT',
          outsize: String(size),
          sendermailbox: mailbox(sender.address),
          receivermailbox: mailbox(receiver.address),
        },
        [{ at: out, status: 'delivery in progress' }, ...fileChanges],
      ),
      ...process.documents.map((document, index) => {
        const waits: Change[] = (document.acks ?? []).map((ack) => ({ at: ack.at, ack: ack.letter }));
        const text: Change[] =
          siblingText === undefined || index > 0
            ? []
            : [
                { at: siblingText.at, status: 'completed', values: { externalerrormessage: siblingText.message } },
                ...healed(outcome, 'completed'),
              ];
        const changes = [{ at: out, status: 'completed' as const }, ...text, ...waits].sort((a, b) => a.at - b.at);
        return entry(
          {
            transactionlevel: 'Document',
            sendertransactionid: transaction,
            editype: document.type,
            type: documentNames[document.type] ?? null,
            outsize: String(Math.floor(size / process.documents.length)),
          },
          changes,
          document.keys,
        );
      }),
    ];
  };
  return [...inbound(), ...(stopped ? [] : outbound())];
}

type Change = {
  readonly at: number;
  readonly status?: StatusWord;
  readonly ack?: string;
  readonly values?: LensValues;
};

/** Lens stamps `statusdate` on status changes and `fastatusdate` on acknowledgements; `arrivaltime` never moves. */
function lensEntry(
  random: Random,
  values: LensValues,
  changes: readonly Change[],
  contentKeys: Readonly<Record<string, string>>,
): LensTransaction {
  const transactionid = `TG16-PROD-${random.uuid()}`;
  const steps = changes.map(
    (change): LensChange => ({
      at: change.at,
      values: {
        ...change.values,
        ...(change.status === undefined
          ? {}
          : { status: spell(change.status, random), statusdate: isoSeconds(change.at) }),
        ...(change.ack === undefined
          ? {}
          : { fastatus: change.ack, fastatusdate: isoSeconds(change.at), ackcode: change.ack }),
      },
    }),
  );
  const [first, ...rest] = steps;
  if (first === undefined) throw new Error('A Lens entry needs at least its arrival.');
  return {
    transactionid,
    contentKeys,
    timeline: [
      {
        at: first.at,
        values: { ...values, transactionid, arrivaltime: isoSeconds(first.at), errorcount: '0', ...first.values },
      },
      ...rest,
    ],
  };
}

function stoppedChange(outcome: Outcome, at: number, random: Random): Change | undefined {
  if (outcome.kind === 'duplicate') {
    return {
      at: at + 2 * second,
      status: 'duplicate',
      values: { errorcode: '-2', externalerrormessage: outcome.message, errorcount: '1' },
    };
  }
  if (outcome.kind !== 'validation error') return undefined;
  return {
    at: at + 2 * second,
    status: 'validation error',
    values: {
      errorcode: outcome.code,
      errortype: 'Translation',
      externalerrormessage: outcome.message,
      errorcount: String(random.int(1, 3)),
    },
  };
}

/** What the outbound file goes through, and the text that its first document shows in its place. */
function deliveryChanges(
  outcome: Outcome,
  out: number,
  random: Random,
): readonly [changes: Change[], sibling?: { readonly at: number; readonly message: string }] {
  switch (outcome.kind) {
    case 'waiting in mailbox':
      return [
        [
          {
            at: out + second,
            status: 'ready for pickup',
            values: { readyforpickuptimestamp: isoSeconds(out + second) },
          },
        ],
      ];
    case 'disabled':
      return [[{ at: out + second, status: 'delivery disabled' }]];
    case 'delivery failed':
    case 'on hold':
    case 'partly failed':
    case 'partly delivered': {
      // A late failure was delivered, or so it seemed, hours before.
      const seemed: Change[] = outcome.at - out > 3_600_000 ? [{ at: out + 5 * second, status: 'delivered' }] : [];
      const textOnSibling = outcome.kind === 'delivery failed' && random.chance(0.5);
      const deliverystatus = {
        'delivery failed': 'DeliveryFailed',
        'on hold': null,
        'partly failed': 'PartiallyFailed',
        'partly delivered': 'PartiallyDelivered',
      }[outcome.kind];
      const failed: Change = {
        at: outcome.at,
        status: outcome.kind === 'on hold' ? 'on hold' : outcome.kind === 'partly delivered' ? 'delivered' : 'failed',
        values: {
          deliverystatus,
          errorcode: textOnSibling ? '-2' : String(random.pick([-2, 30_412, 30_507, 41_003])),
          errortype: 'Delivery',
          externalerrormessage: textOnSibling ? null : outcome.message,
          errorcount: '1',
        },
      };
      const changes = [...seemed, failed, ...healed(outcome, 'delivered')];
      return textOnSibling ? [changes, { at: outcome.at, message: outcome.message }] : [changes];
    }
    case 'delivered':
    case 'validation error':
    case 'duplicate':
      return [
        [
          {
            at: out + random.int(4, 40) * second,
            status: 'delivered',
            values: {
              deliverystatus: 'Delivered',
              deliveryreceipt: 'true',
              deliverycompletedtimestamp: isoSeconds(out + 40 * second),
            },
          },
        ],
      ];
  }
}

function healed(outcome: Outcome, status: StatusWord): Change[] {
  if (!('healedAt' in outcome) || outcome.healedAt === undefined) return [];
  return [
    {
      at: 'at' in outcome ? Math.max(outcome.healedAt, outcome.at + 60 * second) : outcome.healedAt,
      status,
      values: {
        errorcode: null,
        errortype: null,
        externalerrormessage: null,
        errorcount: '0',
        ...(status === 'delivered' ? { deliverystatus: 'Delivered' } : {}),
      },
    },
  ];
}

const mailbox = (address: string): string => `MBX-${address.slice(address.indexOf(':') + 1).slice(0, 12)}`;
