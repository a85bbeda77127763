import { codeOf, wordsOf } from '#shared/model/feed/exchange.ts';
import type { Report, Verdict } from '#shared/model/feed/report.ts';
import { statusWords } from '#shared/model/edi/acknowledgement-words.ts';
import type { EventOf } from '../../evidence/parsed-event.ts';
import { acknowledgementVerdict, exchangeVerdict } from '../../evidence/problem.ts';
import type { Line, TimelineNames } from './line.ts';

/** What a network says of an exchange. */
export function exchange({ payload, source }: EventOf<'exchange.reported'>, names: TimelineNames): Line {
  const { delivery, acknowledgement } = payload.reports;
  const word = acknowledgement === undefined ? null : standing(acknowledgement);
  const words = wordsOf(payload);
  // A code says nothing beside words, and one below zero means no more than that it failed.
  const given = words === null ? codeOf(payload) : null;
  const code = given?.startsWith('-') === true ? null : given;
  const parts = [
    standing(delivery),
    word === null ? null : `acknowledgement ${word}`,
    code === null ? null : `error ${code}`,
  ].filter((part) => part !== null);
  const what = payload.level === 'unknown' ? '' : ` (${payload.level})`;
  return {
    text: `${names.connection(source)}${what}: ${parts.length === 0 ? 'seen, no status yet' : parts.join(', ')}`,
    detail: words,
    url: payload.link,
    tone: toneOf(exchangeVerdict(payload)),
  };
}

/** Where it stands, in plain words or, where those are not known, in the vendor's. */
function standing({ meaning, status }: Report): string | null {
  return meaning ?? (status === undefined ? null : `status "${status}"`);
}

/** What a partner acknowledges, and how. */
export function acknowledgement({ payload }: EventOf<'acknowledgement.received'>, { partner }: TimelineNames): Line {
  const { acknowledgement, fileName } = payload;
  const tone = toneOf(acknowledgementVerdict(acknowledgement));
  const said = acknowledgement.errors.map((error) => error.explanation).join('\n');
  const isQuoted = acknowledgement.text === null || said.includes(`"${acknowledgement.text}"`);
  const detail =
    [said, isQuoted ? '' : acknowledgement.text].filter((part) => part !== '').join('\n') || `From ${fileName}`;
  if (acknowledgement.type === '864') return { text: `Message from ${partner}`, detail, tone };
  const { set, group, interchange } = acknowledgement.answers.control;
  const about =
    set !== null
      ? `, set ${set}`
      : group !== null
        ? `, group ${group}`
        : interchange !== null
          ? `, interchange ${interchange}`
          : '';
  // A positive receipt is about the file, not about what is in it.
  const isReceipt = acknowledgement.type === 'MDN' && acknowledgement.status === 'accepted';
  const word = statusWords(isReceipt ? { ...acknowledgement, status: 'received' } : acknowledgement);
  const from = word === 'Unclear' ? 'Unclear acknowledgement from' : `${word} by`;
  return { text: `${from} ${partner}: ${acknowledgement.type}${about}`, detail, tone };
}

/** No acknowledgement came in time; or there was time still. */
export function overdue({ payload }: EventOf<'acknowledgement.overdue'>): Line {
  if (payload.takenBack === true) return { text: 'Not overdue yet: this computer’s clock was ahead' };
  const hours = payload.hoursAllowed === 1 ? '1 hour' : `${payload.hoursAllowed} hours`;
  return { text: `No acknowledgement within ${hours}`, tone: 'warning' };
}

function toneOf(verdict: Verdict): Line['tone'] {
  if (verdict.verdict === 'clear') return 'good';
  if (verdict.verdict === 'waiting') return 'neutral';
  return verdict.kind === 'accepted-with-errors' || verdict.kind === 'message' ? 'warning' : 'bad';
}
