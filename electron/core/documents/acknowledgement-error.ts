import type { AcknowledgementError } from '#shared/model/edi/edi.ts';

/** A remark of ours about an acknowledgement as a whole: why its verdict cannot be read or relied on. It points nowhere. */
export function acknowledgementError(explanation: string): AcknowledgementError {
  return {
    level: 'acknowledgement',
    segment: null,
    position: null,
    element: null,
    component: null,
    code: null,
    value: null,
    explanation,
  };
}
