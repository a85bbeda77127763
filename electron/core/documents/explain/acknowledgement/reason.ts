import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import { elementNames } from '../../codes/edifact/elements.ts';
import { lineActions1229 } from '../../codes/edifact/line-actions-1229.ts';
import { segmentNames as edifactSegments } from '../../codes/edifact/segments.ts';
import { syntaxErrors0085 } from '../../codes/edifact/syntax-errors-0085.ts';
import { headlines } from '../../codes/headlines.ts';
import { refusedInShort } from '../../codes/x12/claim-status.ts';
import { applicationErrors } from '../../codes/x12/application-errors.ts';
import { implementationElementErrors } from '../../codes/x12/element-errors.ts';
import { elementName } from '../../codes/x12/elements.ts';
import { weightOfLine } from '../../codes/x12/order-responses.ts';
import { implementationSegmentErrors } from '../../codes/x12/segment-errors.ts';
import { segmentNames } from '../../codes/x12/segments.ts';
import { dispositionMeaning } from '../../mdn/dispositions.ts';
import { isSecuritySection } from './security-section.ts';
import { partnersWords } from './partners-words.ts';
import { lowerFirst, shortReason } from '../words.ts';

/** Longest copies in a title, in characters. */
const longestValue = 24;
const longestWords = 60;
const shortestWords = 36;

/** The error a title tells of: of the lines of an order the one that went worst, of a refusal the one that tells most. */
export function leadingError({ type, errors }: Acknowledgement): AcknowledgementError | undefined {
  const told = errors.filter(({ level }) => level !== 'acknowledgement');
  const candidates = told.length === 0 ? errors : told;
  return candidates.toSorted((a, b) => weightOf(type, a) - weightOf(type, b))[0];
}

/** ReportedErrors that say only that there are others. */
const pointers: ReadonlySet<string> = new Set(['997 set 5', '997 set I5', '999 set 5', '999 set I5']);

function weightOf(type: string, { code, level }: AcknowledgementError): number {
  if (type !== '855' && type !== '865' && type !== 'ORDRSP')
    return code !== null && pointers.has(`${type} ${level} ${code}`) ? 1 : 0;
  if (level === 'set' || code === null) return 0;
  if (type === 'ORDRSP') return lineActions1229.get(code)?.verdict === 'rejected' ? 1 : 3;
  const weight = weightOfLine(code);
  return weight === 'rejected' ? 1 : weight === 'not delivered' ? 2 : 3;
}

/** Why, in few words to follow a colon; the first is the fullest, the others are shorter. Empty where nothing is to say. */
export function reasonsOf({ type }: Acknowledgement, error: AcknowledgementError): readonly string[] {
  const said = quotedWords(error.explanation);
  if (error.level === 'acknowledgement') return ["the partner's acknowledgement contradicts itself"];
  switch (type) {
    case '997':
    case '999':
      return functional(error);
    case 'TA1':
      return [headlineOf('TA1', error) ?? shortReason(error.explanation)];
    case '824':
      return application(error, said);
    case 'CONTRL':
      return syntax(error);
    case 'APERAK':
      return said === null
        ? [shortReason(error.explanation), `code ${error.code ?? 'not given'}`]
        : [said, briefly(said)];
    case '855':
    case '865':
    case 'ORDRSP':
      return order(type, error, said);
    case 'MDN':
      return [receipt(error)];
    case '990':
      return said === null ? [] : [said, briefly(said)];
    case '277':
    case '945':
    case '947':
      return inFewerWords(error, said);
    case '864':
      return [];
  }
}

/** What the partner wrote, in quotes and cut to fit. */
function quotedWords(explanation: string): string | null {
  const words = partnersWords(explanation);
  return words === null ? null : `"${cut(words, longestWords)}"`;
}

/** The same words in quotes, cut further. */
function briefly(said: string): string {
  return `"${cut(said.slice(1, -1), shortestWords)}"`;
}

function headlineOf(family: string, { level, code }: AcknowledgementError): string | undefined {
  if (code === null) return undefined;
  return headlines.get(`${family} ${level} ${code}`) ?? headlines.get(`${family} ${code}`);
}

function functional(error: AcknowledgementError): readonly string[] {
  const { level, segment, element, component, code, value, explanation } = error;
  const short = isSecuritySection(error) ? undefined : headlineOf('997', error);
  if (level === 'element') {
    const says = short ?? implementationElementErrors.get(code ?? '') ?? unknown(code);
    const name = segment === null || element === null ? null : elementName(segment, element);
    const part = component === null ? '' : `, component ${component}`;
    const place = segment === null ? null : element === null ? `an element of ${segment}` : idOf(segment, element);
    const subject = `${name ?? place ?? `element ${element ?? ''}`.trim()}${part}`;
    return value === null
      ? [`${subject} ${says}`]
      : [`${subject} "${cut(value, longestValue)}" ${says}`, `${subject} ${says}`];
  }
  if (level === 'segment') {
    const says = short ?? implementationSegmentErrors.get(code ?? '') ?? unknown(code);
    const name = segment === null ? undefined : segmentNames.get(segment);
    const tag = segment ?? 'a segment';
    return name === undefined ? [`${tag} ${says}`] : [`${tag} (${name}) ${says}`, `${tag} ${says}`];
  }
  return [short ?? shortReason(explanation)];
}

function application(error: AcknowledgementError, said: string | null): readonly string[] {
  const { code, value, explanation } = error;
  if (said !== null && (code === null || explanation.startsWith('The partner says'))) return [said, briefly(said)];
  const label = code === null ? undefined : applicationErrors.get(code);
  const text = headlineOf('824', error) ?? (label === undefined ? shortReason(explanation) : lowerFirst(label));
  return value === null || label === undefined ? [text] : [`${text}: "${cut(value, longestValue)}"`, text];
}

function syntax(error: AcknowledgementError): readonly string[] {
  const { code, segment, position, element, value } = error;
  const label =
    code === null ? 'reason not given' : (syntaxErrors0085.get(code)?.label ?? `unlisted error code ${code}`);
  if (segment === null && position === null) return [label];
  const name = segment === null || element === null ? undefined : elementNames.get(segment)?.[element - 1];
  const tag = segment === null ? `segment ${position ?? ''}` : segment;
  const called = segment === null ? undefined : edifactSegments.get(segment);
  if (code === '13' && error.level === 'segment') return [`a segment is missing after ${tag}`];
  const copy = value === null || value === '' ? '' : ` "${cut(value, longestValue)}"`;
  const subject =
    element === null ? (called === undefined ? tag : `${tag} (${called})`) : (name ?? `${tag}, element ${element}`);
  return [`${subject}${copy}: ${label}`, `${tag}: ${label}`, label];
}

function order(type: string, error: AcknowledgementError, said: string | null): readonly string[] {
  if (error.level === 'set') {
    if (said !== null) return [said, briefly(said)];
    const short = headlineOf('855', error);
    return short === undefined ? [] : [short];
  }
  const bare = shortReason(error.explanation)
    .replace(/^order line/i, 'line')
    .replace(/; the partner says ".*$/, '');
  const line = /^line \S+?(?=[: ])/.exec(bare)?.[0] ?? 'a line';
  const short = type === '855' || type === '865' ? headlines.get(`855 line ${error.code ?? ''}`) : undefined;
  const dateless = bare.replaceAll(/ for \d{4}-\d{2}-\d{2}/g, '');
  const shorter = [short === undefined ? bare : `${line} ${short}`, dateless, bare.split(': ')[0] ?? bare, line];
  return said === null ? shorter : [`${bare}, ${said}`, ...shorter];
}

/** A claim or item by its number, with what the partner wrote of it rather than with its codes. */
function inFewerWords({ explanation, code }: AcknowledgementError, said: string | null): readonly string[] {
  const bare = shortReason(explanation).replace(/; the partner says ".*$/, '');
  const short = refusedInShort.get(code?.split(':')[0] ?? '');
  const claim = /^claim \S+/.exec(bare)?.[0];
  const lead = claim === undefined ? '' : `${claim}: `;
  if (said !== null) return [`${lead}${said}`, `${lead}${briefly(said)}`, said];
  return short === undefined ? [bare, bare.replace(/ \(reason code [^)]*\)/, '')] : [`${lead}${short}`, short];
}

function receipt({ code, explanation }: AcknowledgementError): string {
  if (code === null) return 'no reason given';
  if (dispositionMeaning(code) === undefined) return `"${cut(code, longestWords)}"`;
  return lowerFirst(explanation).replace(/\.$/, '');
}

function idOf(segment: string, element: number): string {
  return `${segment}${String(element).padStart(2, '0')}`;
}

function unknown(code: string | null): string {
  return code === null ? 'has an error' : `has an error with code ${code}`;
}

function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
