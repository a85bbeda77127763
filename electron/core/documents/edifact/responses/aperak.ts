import type { Acknowledgement, AcknowledgementError, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { aboutDocuments, type ErrorGroup, groupsOf, mostDocuments } from './aperak-documents.ts';
import type { ContrlOptions } from '../acknowledgements/contrl.ts';
import { orNull } from '../envelope.ts';
import { valueAt } from '../segments/fields.ts';
import type { Findings } from '../findings.ts';
import { textOfMessage, wordsOf } from './free-text.ts';
import { envelopeOf, type Message, type MessageSegment, noControl } from '../message.ts';
import { headVerdict } from './verdict.ts';

/** Document names (1001) of newer directories that already say what an APERAK is. */
const kindsOfAperak: ReadonlyMap<string, AcknowledgementStatus> = new Map([
  ['305', 'received'],
  ['312', 'accepted'],
  ['313', 'rejected'],
]);

/**
 * Reads an APERAK: one acknowledgement for every document it is about. Its error codes (ERC) are agreed per partner, so the sender's
 * words come first and codes stay as sent.
 */
export function readAperak(message: Message, _: ContrlOptions, findings: Findings): readonly Acknowledgement[] {
  const { segments } = message;
  const envelope = envelopeOf(message);
  const { head, errors } = groupsOf(segments);
  const about = aboutDocuments(head, errors);
  if (about.length > mostDocuments)
    findings.once(
      'too-many-acknowledgements',
      'error',
      `One APERAK covers more than ${mostDocuments.toLocaleString('en')} documents; the rest were left out.`,
      message.span.start,
    );
  return about.slice(0, mostDocuments).map(({ document, errors: own }) => {
    const remarks = own.map(remarkOf);
    const { status, statusCode } = statusOf(segments, remarks);
    return {
      type: 'APERAK',
      ...envelope,
      answers: {
        type: document?.type ?? null,
        number: document?.number ?? null,
        control: noControl,
        functionalGroup: null,
        preparedAt: null,
        sender: envelope.receiver,
        receiver: envelope.sender,
        messageId: null,
      },
      status,
      statusCode,
      errors: remarks.filter((remark) => !remark.isAcceptance || status === 'rejected').map(errorOf),
      text: textOfMessage([...head, ...own.flatMap((error) => error.segments)]),
      coveredBySets: false,
      named: [],
    };
  });
}

type Remark = {
  readonly code: string | null;
  readonly words: string;
  readonly about: string;
  readonly isAcceptance: boolean;
};

/** An ERC with the free text and references that follow it. */
function remarkOf({ erc, segments }: ErrorGroup): Remark {
  const words = inOneLanguage(
    segments
      .filter(({ tag }) => tag === 'FTX')
      .map((segment) => ({ text: wordsOf(segment), language: valueAt(segment.fields, 5).toUpperCase() }))
      .filter(({ text }) => text !== ''),
  );
  const about = segments.filter(({ tag }) => tag === 'RFF').map(referenceOf);
  return { code: orNull(valueAt(erc.fields, 1)), words, about: about.join(', '), isAcceptance: saysAccepted(words) };
}

type Words = { readonly text: string; readonly language: string };

/** Partners repeat themselves in several languages: the English words where there are some, else all of them. */
function inOneLanguage(words: readonly Words[]): string {
  const languages = [...new Set(words.map(({ language }) => language))];
  const english = words.filter(({ language }) => language === 'EN' || language === 'ENG');
  if (english.length > 0) return english.map(({ text }) => text).join(' ');
  const lines = languages.map((one) =>
    words
      .filter(({ language }) => language === one)
      .map(({ text }) => text)
      .join(' '),
  );
  return lines.join(' / ');
}

/** `line 3` for a line reference, else the reference as sent. */
function referenceOf({ fields }: MessageSegment): string {
  const qualifier = valueAt(fields, 1, 1);
  const number = valueAt(fields, 1, 2);
  const line = valueAt(fields, 1, 3);
  if (qualifier === 'LI') return `line ${number}`;
  return line === '' ? `${qualifier} ${number}`.trim() : `${qualifier} ${number}, line ${line}`;
}

/** Some partners send an ERC to say that all is well; only words can tell, as the codes are theirs. */
function saysAccepted(words: string): boolean {
  const rest = words.replaceAll(/\b(?:no|without(?: any)?) errors?\b/gi, 'accepted');
  if (
    /\b(?:not|errors?|reject\w*|invalid|unknown|missing|fail\w*|refus\w*|denied|cannot|unable|duplicate)\b/i.test(rest)
  )
    return false;
  return /\b(?:accepted|success\w*|processed|ok)\b/i.test(rest);
}

function statusOf(
  segments: readonly MessageSegment[],
  remarks: readonly Remark[],
): { readonly status: AcknowledgementStatus; readonly statusCode: string } {
  const head = headVerdict(segments);
  const fault = remarks.find((remark) => !remark.isAcceptance);
  const status = { statusCode: head.statusCode } as const;
  if (head.verdict === 'rejected') return { ...status, status: 'rejected' };
  if (head.verdict === 'changed') return { ...status, status: 'accepted with errors' };
  if (head.verdict === 'accepted')
    return { ...status, status: fault === undefined ? 'accepted' : 'accepted with errors' };
  const kind = valueAt(segments.find(({ tag }) => tag === 'BGM')?.fields ?? [], 1);
  const byKind = kindsOfAperak.get(kind);
  if (byKind === 'rejected') return { status: 'rejected', statusCode: `BGM1001 ${kind}` };
  if (fault !== undefined) return { status: 'rejected', statusCode: `ERC ${fault.code ?? ''}`.trim() };
  const [remark] = remarks;
  if (remark !== undefined) return { status: 'accepted', statusCode: `ERC ${remark.code ?? ''}`.trim() };
  if (byKind !== undefined) return { status: byKind, statusCode: `BGM1001 ${kind}` };
  return { ...status, status: head.code === '6' ? 'accepted' : 'received' };
}

function errorOf({ code, words, about }: Remark): AcknowledgementError {
  const place = about === '' ? '' : ` (${about})`;
  const sent = code === null ? '' : `; their code is ${code}`;
  const explanation =
    words === ''
      ? `The partner reports ${code === null ? 'an application error without a code' : `application error ${code}`}${place} without words; only the partner knows what it means.`
      : `The partner says "${words.replace(/[.\s]+$/, '')}"${place}${sent}.`;
  return {
    level: 'set',
    segment: null,
    position: null,
    element: null,
    component: null,
    code,
    value: null,
    explanation,
  };
}
