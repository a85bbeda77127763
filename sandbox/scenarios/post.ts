import type { Random } from '../lib/random.ts';

import type { BusinessDocument } from './edi/business-document.ts';
import type { Direction } from './trade/deal.ts';
import { type EdifactMessage, type EdifactStyle, plainEdifact, writeEdifact } from './edi/edifact-writer.ts';
import { type AckStep, lensProcess, type Outcome } from './lens/lens-process.ts';
import type { LensTransaction } from './lens/lens-transaction.ts';
import { ascii } from './trade/partners.ts';
import type { Company, Partner, ScenarioFile } from './scenario.ts';
import type { Segment } from './edi/segment.ts';
import { groupCodes } from './edi/x12-documents.ts';
import { plainX12, releasedX12, writeX12, type X12Set, type X12Style } from './edi/x12-writer.ts';

/** Where a story puts what it tells: files for the drop folder, entries for Lens. */
export type Post = {
  readonly company: Company;
  readonly partners: readonly Partner[];
  readonly random: Random;
  readonly startAt: number;
  readonly files: ScenarioFile[];
  readonly transactions: LensTransaction[];
  /** A control number nobody has had yet, nine digits. */
  nextControl(): string;
};

export function openPost(company: Company, partners: readonly Partner[], startAt: number, random: Random): Post {
  let control = random.int(20_000, 60_000);
  return {
    company,
    partners,
    random,
    startAt,
    files: [],
    transactions: [],
    nextControl: () => {
      control += random.int(1, 7);
      return String(control).padStart(9, '0');
    },
  };
}

/** Documents on their way in one interchange. */
export type Sent = {
  readonly partner: Partner;
  readonly direction: Direction;
  readonly syntax: 'x12' | 'edifact';
  readonly documents: readonly BusinessDocument[];
  readonly at: number;
  /** EDI addresses. */
  readonly from: string;
  readonly to: string;
  readonly control: string;
  readonly groupControl: string;
  readonly fileName: string;
};

type Sending = {
  readonly partner: Partner;
  readonly direction: Direction;
  readonly documents: readonly BusinessDocument[];
  readonly at: number;
  readonly x12Style?: X12Style;
  readonly edifactStyle?: EdifactStyle;
  /** When the file lands; seconds after it was made without. */
  readonly landsAt?: number;
  readonly about?: 'document' | 'rejection';
};

/** Puts documents in an envelope and the file in the folder. */
export function send(post: Post, sending: Sending): Sent {
  const sent = address(post, sending.partner, sending.direction, sending.documents, sending.at);
  const first = sending.documents[0];
  const bytes =
    sent.syntax === 'x12'
      ? encode(
          writeX12({
            ...sent,
            groups: [
              {
                code: groupCodes[first?.type ?? ''] ?? 'ZZ',
                control: sent.groupControl,
                version: first?.version ?? '004010',
                sets: sent.documents,
              },
            ],
            style: sending.x12Style ?? (first?.version.startsWith('005') ? releasedX12 : plainX12),
          }),
        )
      : writeEdifact({ ...sent, messages: sent.documents, style: sending.edifactStyle ?? plainEdifact });
  post.files.push({
    name: sent.fileName,
    bytes,
    at: sending.landsAt ?? sent.at + 5_000,
    about: sending.about ?? 'document',
  });
  return sent;
}

/** Tells Lens about an interchange: how delivery went, and each document's acknowledgement steps. */
export function track(post: Post, sent: Sent, outcome: Outcome, acks: readonly (readonly AckStep[])[] = []): void {
  post.transactions.push(
    ...lensProcess({
      ...sent,
      company: post.company,
      reference: sent.control,
      documents: sent.documents.map((document, at) => ({
        type: document.type,
        keys: document.keys,
        acks: acks[at] ?? [],
      })),
      outcome,
      random: post.random,
    }),
  );
}

type Reply = {
  readonly at: number;
  readonly about: 'acceptance' | 'rejection' | 'message';
  readonly landsAt?: number;
  readonly sets?: (control: string) => readonly X12Set[];
  /** TA1 segments. */
  readonly notices?: readonly Segment[];
  readonly messages?: (control: string) => readonly EdifactMessage[];
  readonly version?: string;
  readonly x12Style?: X12Style;
  readonly edifactStyle?: EdifactStyle;
};

/** The other side's reply to an interchange, as a file and, where it holds documents, in Lens. */
export function reply(post: Post, sent: Sent, told: Reply): void {
  const control = post.nextControl();
  const sets = told.sets?.('0001') ?? [];
  const messages = told.messages?.('1') ?? [];
  const type = sets[0]?.type ?? messages[0]?.type ?? 'TA1';
  const name = fileName(type, sent.partner, control, sent.syntax);
  const version = told.version ?? '004010';
  const envelope = { from: sent.to, to: sent.from, at: told.at, control };
  const bytes =
    sent.syntax === 'x12'
      ? encode(
          writeX12({
            ...envelope,
            notices: told.notices ?? [],
            groups:
              sets.length === 0
                ? []
                : [{ code: groupCodes[type] ?? 'FA', control: String(Number(control)), version, sets }],
            style: told.x12Style ?? (version.startsWith('005') ? releasedX12 : plainX12),
          }),
        )
      : writeEdifact({ ...envelope, messages, style: told.edifactStyle ?? plainEdifact });
  post.files.push({ name, bytes, at: told.landsAt ?? told.at + 5_000, about: told.about });
  const keys = { 'original message': sent.control };
  if (type === 'TA1') return;
  post.transactions.push(
    ...lensProcess({
      company: post.company,
      partner: sent.partner,
      direction: sent.direction === 'out' ? 'in' : 'out',
      syntax: sent.syntax,
      at: told.at,
      documents: [{ type, keys }],
      reference: control,
      fileName: name,
      outcome: { kind: 'delivered' },
      random: post.random,
    }),
  );
}

/** The envelope's addresses and control numbers for documents that have no file. */
export function address(
  post: Post,
  partner: Partner,
  direction: Direction,
  documents: readonly BusinessDocument[],
  at: number,
): Sent {
  const syntax = documents[0]?.syntax ?? 'x12';
  const control = post.nextControl();
  const us = syntax === 'x12' ? post.company.x12 : post.company.edifact;
  const them = (syntax === 'x12' ? partner.x12 : partner.edifact) ?? '';
  return {
    partner,
    direction,
    syntax,
    documents,
    at,
    from: direction === 'out' ? us : them,
    to: direction === 'out' ? them : us,
    control,
    groupControl: String(Number(control)),
    fileName: fileName(documents[0]?.type ?? 'FILE', partner, control, syntax),
  };
}

function fileName(type: string, partner: Partner, control: string, syntax: 'x12' | 'edifact'): string {
  const slug = ascii(partner.name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${type}_${slug}_${control}.${syntax === 'x12' ? 'x12' : 'edi'}`;
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
