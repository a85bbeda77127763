import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from '../../acknowledgement-error.ts';
import { advisedBy } from './advised.ts';
import { adviceStatuses, statusOfAdvice } from '../../codes/x12/application-advice.ts';
import { applicationErrors, vagueErrors } from '../../codes/x12/application-errors.ts';
import { elementName } from '../../codes/x12/elements.ts';
import { labelOrCode, unknownCode } from '../../codes/x12/table.ts';
import {
  acknowledgementFrom,
  ErrorList,
  mostAcknowledgements,
  noteTooManyAcknowledgements,
  TextLines,
  wholeNumber,
} from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { capital, elementId, nameSegment, quoted } from '../sentences.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

type Advice = {
  readonly oti: X12Segment;
  readonly complaints: { readonly ted: X12Segment; readonly notes: string[] }[];
  readonly references: X12Segment[];
  readonly text: TextLines;
};

/** Most references kept for one document. */
const mostReferences = 100;

/** Most complaints kept for one document; the list of errors says where it is full. */
const mostComplaints = 2_000;

/** 824: one response per OTI, with its TED complaints and NTE texts. */
export function decode824(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const acknowledgements: Acknowledgement[] = [];
  let advice: Advice | null = null;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'OTI') {
      if (advice !== null) acknowledgements.push(finish(set, advice, findings));
      if (acknowledgements.length >= mostAcknowledgements) {
        noteTooManyAcknowledgements(segment.start, findings);
        return acknowledgements;
      }
      advice = { oti: segment, complaints: [], references: [], text: new TextLines() };
    } else if (segment.tag === 'TED') {
      if (advice === null) {
        findings.add(
          'warning',
          'acknowledgement-out-of-order',
          segment.start,
          'TED stands before any OTI; it was left out.',
        );
      } else if (advice.complaints.length < mostComplaints) advice.complaints.push({ ted: segment, notes: [] });
    } else {
      // A note after a complaint is about it; one before any is about the document.
      const words = wordsIn(segment);
      if (segment.tag === 'REF' && advice !== null && advice.references.length < mostReferences)
        advice.references.push(segment);
      advice?.text.add(words);
      if (words !== null) advice?.complaints.at(-1)?.notes.push(words);
    }
  }
  if (advice !== null) acknowledgements.push(finish(set, advice, findings));
  else {
    const message = 'The 824 does not say which document it is about (OTI is missing).';
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
  }
  return doubted(acknowledgements);
}

/** A document that is accepted while its whole group or batch is rejected may be either. */
function doubted(acknowledgements: readonly Acknowledgement[]): readonly Acknowledgement[] {
  const whole = acknowledgements.filter(({ statusCode }) => statusCode === 'OTI01 GR' || statusCode === 'OTI01 BR');
  if (whole.length === 0) return acknowledgements;
  return acknowledgements.map((acknowledgement) => {
    const { group } = acknowledgement.answers.control;
    const above = whole.find(
      ({ statusCode, answers: { control } }) => statusCode === 'OTI01 BR' || group === null || control.group === group,
    );
    if (above === undefined || !acknowledgement.status.startsWith('accepted')) return acknowledgement;
    const doubt = `${acknowledgement.statusCode} says that it was accepted, but ${above.statusCode} says that the whole ${above.statusCode.endsWith('BR') ? 'batch' : 'group'} was rejected.`;
    return { ...acknowledgement, status: 'received', errors: [...acknowledgement.errors, acknowledgementError(doubt)] };
  });
}

function finish(set: X12Set, { oti, complaints, references, text }: Advice, findings: Findings): Acknowledgement {
  const errors = new ErrorList(findings);
  for (const { ted, notes } of complaints) addError(ted, notes, errors, findings);
  const sent = oti.value(1);
  const stated = sent === null ? undefined : statusOfAdvice(sent);
  if (stated === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', oti.start, `OTI01 should say accepted or rejected: ${problem}.`);
    errors.add(
      { level: 'set', code: sent, explanation: `The partner's verdict cannot be read: ${problem}.` },
      oti.start,
    );
  } else if (errors.items.length === 0 && sent !== null && stated !== 'accepted') {
    const words = text.text?.replaceAll('\n', ' ') ?? null;
    const reason = words === null ? 'the partner gave no reason code' : `the partner says "${words}"`;
    const explanation = `${capital(labelOrCode(adviceStatuses, sent))}; ${reason}.`;
    errors.add({ level: 'set', code: null, explanation }, oti.start);
  }
  // Accepted with complaints listed is accepted with errors, whatever the code says.
  const status = stated === 'accepted' && complaints.length > 0 ? 'accepted with errors' : (stated ?? 'received');
  return acknowledgementFrom(set, '824', {
    ...advisedBy(oti, references),
    status,
    statusCode: `OTI01 ${sent ?? ''}`.trimEnd(),
    errors: errors.items,
    text: text.text,
  });
}

function addError(ted: X12Segment, notes: readonly string[], errors: ErrorList, findings: Findings): void {
  const code = ted.value(1);
  const segment = ted.value(3);
  const position = wholeNumber(ted.value(4), 'TED04', ted.start, findings);
  const [first = '', second = ''] = ted.components(5).map((part) => part.trim());
  const element = wholeNumber(first === '' ? null : first, 'TED05', ted.start, findings);
  const component = wholeNumber(second === '' ? null : second, 'TED05', ted.start, findings);
  const value = ted.value(7);
  if (code !== null && !applicationErrors.has(code)) {
    findings.add(
      'note',
      'unknown-code',
      ted.start,
      `TED01: ${unknownCode(code)}; the partner may use codes of its own.`,
    );
  }
  const level = element !== null ? 'element' : segment !== null || position !== null ? 'segment' : 'set';
  const reason = code === null ? 'no reason code given' : labelOrCode(applicationErrors, code);
  const isVague = code === null || vagueErrors.has(code) || !applicationErrors.has(code);
  const words = ted.value(2) ?? (isVague && notes.length > 0 ? notes.join(' ') : null);
  const better = ted.value(8) === null ? '' : `; the partner uses "${ted.text(8).trim()}" instead`;
  const place = where({ segment, position, element, value });
  const said = words === null ? '' : `he partner says "${words}"`;
  // A code that says nothing steps back behind what the partner wrote.
  const explanation =
    isVague && said !== ''
      ? `T${said}${place.replace(/^:/, ' about')}${code === null ? '' : ` (reason code ${code})`}${better}.`
      : `${capital(reason)}${place}${said === '' ? '' : `; t${said}`}${better}.`;
  errors.add({ level, segment, position, element, component, code, value, explanation }, ted.start);
}

function where(at: {
  readonly segment: string | null;
  readonly position: number | null;
  readonly element: number | null;
  readonly value: string | null;
}): string {
  const value = quoted(at.value);
  if (at.segment === null && at.position === null) return value === '' ? '' : `:${value}`;
  const segment = at.segment === null ? '' : nameSegment(at.segment);
  const place = at.position === null ? segment : `segment ${at.position}${segment === '' ? '' : `, ${segment}`}`;
  const lead = value === '' ? '' : `:${value}`;
  if (at.element === null) return `${lead} in ${place}`;
  const name = at.segment === null ? null : elementName(at.segment, at.element);
  const id = at.segment === null ? `element ${at.element}` : elementId(at.segment, at.element);
  const element = name === null ? id : `${id} (${name})`;
  if (at.segment === null) return `${lead} in ${place}, ${element}`;
  return `${lead} in ${at.position === null ? '' : `segment ${at.position}, `}${element}`;
}
