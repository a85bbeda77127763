import { hash } from 'node:crypto';
import type { Json } from '#shared/lib/json.ts';
import type { EdiFile, Finding } from '#shared/model/edi/edi.ts';
import type { EventKind } from '#shared/model/event/kinds.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { FileUnreadable } from '#shared/model/event/kinds/file.ts';
import type { IncomingFile } from '../connectors/feed.ts';
import { readEdiFile } from '../documents/read-file.ts';

/** What a file holds, and how the journal says it. */
export type ReadIncoming = {
  /** SHA-256 of the bytes, hex. */
  readonly fileId: string;
  readonly ediFile: EdiFile;
  /** Whether nothing in it could be used. */
  readonly rejected: boolean;
  /** What is wrong and where, in one sentence; null when all was read. */
  readonly reason: string | null;
  /** The event that says the file is known. */
  readonly fileEvent: NewEvent;
  /** What was found in it. */
  readonly contents: readonly NewEvent[];
};

const nothingInIt = 'It holds no document and no acknowledgement.';

/** `The envelope ends early (at byte 1,204); 2 more problems.` Null where there is no error. */
export function whatIsWrong(findings: readonly Finding[]): string | null {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) return null;
  const where = first.offset > 0 ? ` (at byte ${first.offset.toLocaleString('en')})` : '';
  const others = errors.length - 1;
  const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'problem' : 'problems'}`;
  return `${first.message.replace(/\.$/, '')}${where}${more}.`;
}

/** What is in a file that has faults, and between whom it went where all of it went between the same two. */
function whatWasRead({ documents, acknowledgements }: EdiFile): FileUnreadable['read'] {
  const parties = [...documents, ...acknowledgements];
  const [first] = parties;
  const same =
    first !== undefined && parties.every((one) => one.sender === first.sender && one.receiver === first.receiver);
  const written = (address: string | undefined) => (same && address !== undefined && address !== '' ? address : null);
  return {
    documents: documents.length,
    acknowledgements: acknowledgements.length,
    sender: written(first?.sender),
    receiver: written(first?.receiver),
    ...(parties.every(({ test }) => test) ? { test: true as const } : {}),
  };
}

/** Reads a file and turns it into events. Never throws for what is in the file. */
export function readIncoming({ name, bytes, receivedAt, ...file }: IncomingFile): ReadIncoming {
  const fileId = hash('sha256', bytes, 'hex');
  const ediFile = readEdiFile(bytes);
  const { documents, acknowledgements, findings, syntax } = ediFile;
  const event = (sourceId: string, kind: EventKind, payload: unknown): NewEvent => ({
    source: 'file',
    sourceId,
    kind,
    occurredAt: receivedAt,
    // Made here from plain data.
    payload: payload as Json,
  });
  const rejected = documents.length === 0 && acknowledgements.length === 0;
  const reason = whatIsWrong(findings) ?? (rejected ? nothingInIt : null);
  const size = bytes.length;
  const read = rejected ? {} : { read: whatWasRead(ediFile) };
  const replaces = file.replaces === undefined || file.replaces === fileId ? {} : { replaces: file.replaces };
  const unreadable = { fileId, name, size, reason, findings, ...read, ...replaces };
  return {
    fileId,
    ediFile,
    rejected,
    reason,
    fileEvent: rejected
      ? event(fileId, 'file.unreadable', unreadable)
      : event(fileId, 'file.received', { fileId, name, size, syntax, findings, ...replaces }),
    contents: [
      ...documents.map((document, index) =>
        event(`${fileId}#d${index}`, 'document.received', { fileId, fileName: name, index, document }),
      ),
      ...acknowledgements.map((acknowledgement, index) =>
        event(`${fileId}#a${index}`, 'acknowledgement.received', { fileId, fileName: name, index, acknowledgement }),
      ),
      ...(rejected || reason === null ? [] : [event(`${fileId}#u`, 'file.unreadable', unreadable)]),
    ],
  };
}
