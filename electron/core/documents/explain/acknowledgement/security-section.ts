import type { AcknowledgementError } from '#shared/model/edi/edi.ts';

/** Codes 19 to 27 of a 997 mean other things from release 004020 on; the sentence tells which release was read. */
export function isSecuritySection({ explanation }: Pick<AcknowledgementError, 'explanation'>): boolean {
  return /\bS[1-4] security section\b/.test(explanation);
}
