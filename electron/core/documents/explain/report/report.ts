import { squeezed } from '#shared/lib/words.ts';
import type { Explanation } from '#shared/model/edi/edi.ts';
import { acknowledgementStory } from './reported-acknowledgement.ts';
import { type ReportedProblem, type Story, strange, unknownStatus } from './report-story.ts';
import { documentLabel, fitTitle, saysWord, shortMessage, withPartner } from '../words.ts';
import { attribute, type Attribution, type Direction } from '../fault/attribution.ts';
import { causeOfBusinessWords, causeOfWords } from '../fault/cause-of-words.ts';
import { readTransport } from './transport.ts';

/** What a network reports to be wrong with a document, in plain English. Its words decide over its status where they say more. */
export function explainReport(problem: ReportedProblem): Explanation {
  const { documentType: type, direction, partnerName } = problem;
  const label = documentLabel(type, problem.documentNumber);
  const said = sayings(problem);
  const words = said.join(' ');
  const story =
    problem.track === 'acknowledgement' ? acknowledgementStory(problem, words) : deliveryStory(problem, words);
  const [first] = said;
  const inside = type === null || saysWord(label, type) ? '' : ` (${type})`;
  const reason = first === undefined ? '' : `: ${shortMessage(first, type)}`;
  return {
    title: fitTitle(`${label} ${story.headline}${reason}`),
    what: `${label}${inside}${withPartner(direction, partnerName)}`,
    why:
      first === undefined
        ? story.why
        : `${story.why.replace(/\.$/, '')}. Trading Grid says: ${said.map((text) => `"${text}"`).join(', ')}`,
    where: problem.report.place ?? null,
    ...story.attribution,
  };
}

/** What the network says went wrong: in the report itself first, then beside it, without repeats. */
function sayings({ report, beside }: Pick<ReportedProblem, 'report' | 'beside'>): readonly string[] {
  const own = squeezed(report.words ?? '');
  if (beside.length === 0) return own === '' ? [] : [own];
  return [...new Set([own, ...beside.map(squeezed)])].filter((text) => text !== '');
}

/** What went wrong with the document on its way, before anybody answered it. */
function deliveryStory({ report, direction, partnerName: partner }: ReportedProblem, words: string): Story {
  if (report.kind === 'duplicate') {
    return {
      headline: 'stopped as a duplicate',
      why: 'Trading Grid has seen this document before and stopped it.',
      attribution: attribute('duplicate', direction, partner),
    };
  }
  if (report.kind === 'validation-failed') {
    return {
      headline: 'failed validation',
      why: 'A check in Trading Grid stopped it.',
      attribution: validation(words, direction, partner),
    };
  }
  if (report.kind === 'on-hold') {
    const why = 'Trading Grid tried five times to deliver it and has put it on hold.';
    return { headline: 'is on hold', why, attribution: readTransport(words, direction, partner).attribution };
  }
  if (report.reason === 'partly-delivered') return partlyDelivered(direction, partner);
  if (report.kind === 'delivery-failed' || report.reason === 'not-delivered') {
    const story = readTransport(words, direction, partner);
    return {
      headline: story.headline ?? 'was not delivered',
      why: story.why ?? deliveryFailed(words, direction),
      attribution: story.attribution,
    };
  }
  if (report.reason === 'cancelled') return cancelled;
  if (report.code !== undefined) {
    return fromMessage(words, `Trading Grid reports error code ${report.code.trim()}.`, direction, partner);
  }
  if (report.words !== undefined) {
    return fromMessage(words, 'Trading Grid gives a message without an error code.', direction, partner);
  }
  return unknownStatus('status', report);
}

/** `Delivery failed: the partner's AS2 server returned 503.` where the words tell that much. */
function deliveryFailed(words: string, direction: Direction): string {
  const [, protocol, status] = /\b(AS[1-4]|HTTPS?)\b.*\bHTTP(?:\/\d(?:\.\d)?)? (\d{3})\b/i.exec(words) ?? [];
  if (protocol === undefined || status === undefined) return 'Delivery failed.';
  const whose = direction === 'outbound' ? "the partner's" : direction === 'inbound' ? 'our' : "the receiver's";
  return `Delivery failed: ${whose} ${protocol.toUpperCase()} server returned ${status}.`;
}

const cancelled: Story = {
  headline: 'will not be delivered',
  why: 'Its delivery was cancelled in Trading Grid.',
  attribution: {
    fault: 'unknown',
    faultReason: 'Trading Grid does not say who cancelled it.',
    next: 'Find out who cancelled the delivery. If it is still wanted, send the document again.',
    again: 'unchanged',
  },
};

/** Names a place or a fault in a document, in words a check writes. */
const aboutContent =
  /\b(?:segments?|elements?|composites?|loops?|fields?|values?|qualifiers?|codes?|maps?|mapping|schema|mandatory|syntax|required|truncated|numeric|characters?|length|dates?|quantity|amount|price|item|currency|total)\b|\b(?:isa|gs|st|se|ge|iea|unb|unh|unt|unz|bgm|[a-z][a-z0-9]{1,2}(?:0\d|1\d))\b/;

/** The check itself, or what carries the file, is in trouble. */
const notTheContent =
  /time[ds]?[ -]?out|timeout|certificate|\bmdn\b|receipt|connection|unavailable|not available|internal error|exception|service (?:\w+ ){0,2}(?:down|error|fail\w*|not)|\b50[0-4]\b|out of memory/;

/** A check found a value or segment wrong, or found no agreement. Only where its words say so is it anybody's data or map. */
function validation(words: string, direction: Direction, partner: string | null): Attribution {
  const text = words.toLowerCase();
  const cause = causeOfWords(words);
  if (cause === 'set-up' || cause === 'duplicate') return attribute(cause, direction, partner);
  const isContent = cause === 'unreadable file' || causeOfBusinessWords(words) === 'data' || aboutContent.test(text);
  if (isContent && !notTheContent.test(text)) return attribute('data', direction, partner);
  if (direction === 'unknown') return attribute('reason not given', direction, partner);
  const who =
    direction === 'inbound' ? `ask ${partner ?? 'the partner'} to correct it and send it` : 'correct it and send it';
  return {
    fault: 'unknown',
    faultReason:
      words === ''
        ? 'Trading Grid does not say what the check found, so it is not known whose move it is.'
        : 'The words do not say that anything in the document is wrong.',
    next: `Look up in Trading Grid what the check found. If it is about the document, ${who} with a new control number; if the check itself failed, ask Trading Grid support.`,
    again: 'no',
  };
}

function partlyDelivered(direction: Direction, partner: string | null): Story {
  const receiver = direction === 'inbound' ? 'our system' : (partner ?? 'the partner');
  return {
    headline: 'was only partly delivered',
    why: 'Only part of it was delivered.',
    attribution: {
      fault: 'unknown',
      faultReason: 'Part of it arrived; Trading Grid does not say why the rest did not.',
      next: `Find out in Trading Grid and with ${receiver} which part arrived, and have only the rest delivered.`,
      again: 'no',
    },
  };
}

/** An error without a status that explains it: the words decide, or nothing is known. */
function fromMessage(words: string, why: string, direction: Direction, partner: string | null): Story {
  const story = readTransport(words, direction, partner);
  if (story.headline !== null)
    return { headline: story.headline, why: `${story.why ?? ''} ${why}`.trim(), attribution: story.attribution };
  if (story.isKnown) return { headline: 'has an error', why, attribution: story.attribution };
  const cause = causeOfBusinessWords(words);
  const attribution = cause === null ? strange('The error') : attribute(cause, direction, partner);
  return { headline: 'has an error', why, attribution };
}
