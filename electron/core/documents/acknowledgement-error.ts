import type { AcknowledgementError } from '#shared/model/edi/edi.ts';

/** A remark of ours about an answer as a whole: why its verdict cannot be read or relied on. It points nowhere. */
export function answerError(explanation: string): AcknowledgementError {
  return {
    level: 'answer',
    segment: null,
    position: null,
    element: null,
    component: null,
    code: null,
    value: null,
    explanation,
  };
}
