import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import { interchangeNotes, statusOfTa1 } from '../../codes/x12/interchange-notes.ts';
import { labelOrCode, unknownCode } from '../../codes/x12/table.ts';
import { acknowledgementError } from '../../acknowledgement-error.ts';
import { dateTime, type Interchange } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { capital } from '../sentences.ts';

/** TA1: the acknowledgement of a whole interchange, named by its control number (TA101). */
export function decodeTa1(ta1: X12Segment, interchange: Interchange, findings: Findings): Acknowledgement {
  const sent = ta1.value(4)?.toUpperCase() ?? null;
  const status = sent === null ? undefined : statusOfTa1.get(sent);
  const errors: AcknowledgementError[] = [];
  if (status === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', ta1.start, `TA104 should say accepted or rejected: ${problem}.`);
    errors.push(interchangeError(sent, `The partner's verdict cannot be read: ${problem}.`));
  }
  // Some senders drop the leading zeros of what is a code of three digits.
  const note = ta1.value(5)?.replace(/^\d{1,2}$/, (code) => code.padStart(3, '0')) ?? null;
  if (note !== null && note !== '000') {
    if (!interchangeNotes.has(note)) findings.add('warning', 'unknown-code', ta1.start, `TA105: ${unknownCode(note)}.`);
    errors.push(interchangeError(note, `${capital(labelOrCode(interchangeNotes, note))}.`));
  }
  const contradiction = contradictionOf(sent, note);
  if (contradiction !== null) errors.push(acknowledgementError(contradiction));
  return {
    type: 'TA1',
    sender: interchange.sender,
    receiver: interchange.receiver,
    control: { interchange: interchange.control, group: null, set: null },
    test: interchange.test,
    preparedAt: interchange.preparedAt,
    span: ta1.span,
    answers: {
      type: null,
      number: null,
      control: { interchange: ta1.value(1), group: null, set: null },
      functionalGroup: null,
      preparedAt: dateTime(ta1.value(2), ta1.value(3)),
      sender: interchange.receiver,
      receiver: interchange.sender,
      messageId: null,
    },
    status: status === 'accepted' && contradiction !== null ? 'received' : (status ?? 'received'),
    statusCode: `TA104 ${sent ?? ''}`.trimEnd(),
    errors,
    text: null,
    coveredBySets: false,
    named: [],
  };
}

/** TA104 against TA105: accepted with an error named, or rejected with none. */
function contradictionOf(sent: string | null, note: string | null): string | null {
  if (sent === 'A' && note !== null && note !== '000')
    return `TA104 says that the interchange was accepted (A), but TA105 names an error (${note}).`;
  return sent === 'R' && note === '000'
    ? 'TA104 says that the interchange was rejected (R), but TA105 says that it has no error (000).'
    : null;
}

function interchangeError(code: string | null, explanation: string): AcknowledgementError {
  return {
    level: 'interchange',
    segment: null,
    position: null,
    element: null,
    component: null,
    code,
    value: null,
    explanation,
  };
}
