import { z } from 'zod';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';
import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';
import {
  acknowledgementFingerprint,
  documentFingerprint,
  exchangeFingerprint,
  interchangeLink,
  issueIdOf,
  numberLink,
} from './fingerprint.ts';
import type { EventOf, ParsedEvent } from './parsed-event.ts';
import { exchangeVerdict, isVerdict } from './problem.ts';
import { readEvent } from './read-evidence.ts';

/** More issues than this under one key, and the key names no single document: such numbers link nothing. */
const most = 50;

function present(text: string | null): text is string {
  return text !== null && text.trim() !== '';
}

/** What a reported document goes by: its number and the interchange it travelled in. */
export type ExchangeKeys = { readonly number: string | null; readonly interchange: string | null };

/** Null for a file, and for a document that neither failed nor was answered yet. */
export function exchangeKeys(seen: ExchangeReported): ExchangeKeys | null {
  const { senderAddress, receiverAddress, documentType, documentNumber, interchange } = seen;
  if (seen.level === 'file') return null;
  const isAnswered = hasVerdict(seen);
  if (!isAnswered && exchangeVerdict(seen).verdict !== 'problem') return null;
  if (!present(senderAddress) || !present(receiverAddress) || !present(documentType)) return null;
  const parties = { sender: senderAddress, receiver: receiverAddress };
  return {
    number: present(documentNumber) ? numberLink(parties, documentType, documentNumber) : null,
    interchange: isAnswered && present(interchange) ? interchangeLink(parties, documentType, interchange) : null,
  };
}

function hasVerdict({ reports: { acknowledgement } }: ExchangeReported): boolean {
  if (acknowledgement?.verdict === 'problem') return isVerdict(acknowledgement.kind);
  return acknowledgement?.verdict === 'clear';
}

type Link = { readonly key: string; readonly issueId: string };

function exchangeLinks({ payload }: EventOf<'exchange.reported'>): readonly Link[] {
  const keys = exchangeKeys(payload);
  if (keys === null) return [];
  const issueId = issueIdOf(exchangeFingerprint(payload));
  return [keys.number, keys.interchange].flatMap((key) => (key === null ? [] : { key, issueId }));
}

function acknowledgementLinks({ payload }: EventOf<'acknowledgement.received'>): readonly Link[] {
  const { acknowledgement } = payload;
  const { answers } = acknowledgement;
  const fingerprint = acknowledgementFingerprint(acknowledgement, payload);
  if (answers.type === null || !/^(?:doc|num):/.test(fingerprint)) return [];
  const issueId = issueIdOf(fingerprint);
  const { interchange } = answers.control;
  return [
    present(answers.number) ? [{ key: numberLink(answers, answers.type, answers.number), issueId }] : [],
    present(interchange) ? [{ key: interchangeLink(answers, answers.type, interchange), issueId }] : [],
  ].flat();
}

function documentLinks({ payload: { document } }: EventOf<'document.received'>): readonly Link[] {
  const fingerprint = documentFingerprint(document);
  if (fingerprint === null) return [];
  const issueId = issueIdOf(fingerprint);
  const { interchange } = document.control;
  return [
    present(document.number) ? [{ key: numberLink(document, document.type, document.number), issueId }] : [],
    present(interchange) ? [{ key: interchangeLink(document, document.type, interchange), issueId }] : [],
  ].flat();
}

/** Links that came with a page: how many under each key, and of which issues. */
export type Added = { readonly keys: Map<string, number>; readonly issues: Set<string> };

/**
 * Notes which document an event tells of, and what came of that in `added`. Returns whether there are papers now;
 * `hasExchangedFiles` says whether there were.
 */
export function noteLinks(db: WriteDb, event: ParsedEvent, added: Added, hasExchangedFiles: boolean): boolean {
  const isExchangedFile = event.kind === 'document.received' || event.kind === 'acknowledgement.received';
  if (isExchangedFile && !hasExchangedFiles) notePapers(db, added);
  if (isExchangedFile || hasExchangedFiles || (event.kind === 'exchange.reported' && hasVerdict(event.payload))) {
    addLinks(db, linksOf(event), added);
  }
  return hasExchangedFiles || isExchangedFile;
}

function addLinks(db: WriteDb, links: readonly Link[], { keys, issues }: Added): void {
  const sql = 'INSERT OR IGNORE INTO document_links (key, issue_id) VALUES (?, ?)';
  for (const { key, issueId } of links) {
    if (prepare(db, sql).run(key, issueId).changes === 0) continue;
    keys.set(key, (keys.get(key) ?? 0) + 1);
    issues.add(issueId);
  }
}

const papersKey = 'papers';

/** Whether any file told of documents. Where none does, what failed on a network is told of there alone, and needs no link. */
export function hasExchangedFiles(db: ReadDb): boolean {
  return prepare(db, 'SELECT 1 FROM document_links WHERE key = ?').get(papersKey) !== undefined;
}

/** With the first paper, what failed before it gets its links too. */
function notePapers(db: WriteDb, added: Added): void {
  addLinks(db, [{ key: papersKey, issueId: papersKey }], added);
  const failed = prepare(
    db,
    "SELECT seq FROM journal WHERE kind = 'exchange.reported' AND seq > ? ORDER BY seq LIMIT 1000",
  );
  for (let last = 0, isMore = true; isMore; ) {
    const rows = failed.all(last).map((row) => seqSchema.parse(row).seq);
    for (const seq of rows) {
      const event = readEvent(db, seq);
      if (event.kind === 'exchange.reported') addLinks(db, exchangeLinks(event), added);
    }
    last = rows.at(-1) ?? last;
    isMore = rows.length > 0;
  }
}

const seqSchema = z.object({ seq: z.number().int() });

function linksOf(event: ParsedEvent): readonly Link[] {
  if (event.kind === 'exchange.reported') return exchangeLinks(event);
  if (event.kind === 'document.received') return documentLinks(event);
  if (event.kind === 'acknowledgement.received') return acknowledgementLinks(event);
  return [];
}

const texts = z.array(z.string());
const idSchema = z.object({ id: z.string() });

export function keysOf(db: ReadDb, issueId: string): readonly string[] {
  return texts.parse(prepare(db, 'SELECT key FROM document_links WHERE issue_id = ?').pluck().all(issueId));
}

/** The issues under a key; none where they are too many for it to name one document. */
export function issuesUnder(db: ReadDb, key: string, limit = most): readonly string[] {
  const find = prepare(db, 'SELECT issue_id FROM document_links WHERE key = ? LIMIT ?').pluck();
  const ids = texts.parse(find.all(key, limit + 1));
  return ids.length > limit ? [] : ids;
}

/** Whose rows may depend on this issue's evidence; with `added`, also those that a key which got too common has let go. */
export function relatives(db: ReadDb, issueId: string, added: ReadonlyMap<string, number> = new Map()): Set<string> {
  const ids = new Set<string>();
  for (const key of keysOf(db, issueId)) {
    for (const id of issuesUnder(db, key, most + (added.get(key) ?? 0))) ids.add(id);
  }
  ids.delete(issueId);
  return ids;
}

/** All that share a key with another. */
export function issuesBesideOthers(db: ReadDb): string[] {
  const sql = `SELECT DISTINCT issue_id AS id FROM document_links
    WHERE key IN (SELECT key FROM document_links GROUP BY key HAVING count(*) > 1)`;
  return prepare(db, sql)
    .all()
    .map((row) => idSchema.parse(row).id);
}
