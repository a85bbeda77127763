import { demandedFields } from './case-record.ts';
import { isSettable } from './case-fields.ts';
import { type CaseShape, fieldOf } from '../org/describe.ts';
import { fieldValue } from './field-value.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { salesforceError } from '../errors/our-codes.ts';

const written = ['Subject', 'Description', 'Priority', 'Origin', 'AccountId'] as const;

/** What of a new case stays behind, and whether the values in the settings fit. Throws `set-up` where cases would fail for it. */
export function checkFields(
  shape: CaseShape,
  settings: SalesforceSettings,
): string | { readonly message: string; readonly next: string } {
  const wrong = Object.entries(settings.caseFields).flatMap(([name, value]) => {
    const field = fieldOf(shape, name);
    if (field === undefined) return [`${name} is not a field of Case that this user may see`];
    if (!isSettable(field, settings)) return [`${name} can’t be set`];
    const read = value === '' ? null : fieldValue(shape, field, value);
    return read !== null && 'expected' in read ? [`${name}: ${read.expected} was expected, not "${value}"`] : [];
  });
  if (wrong.length > 0) {
    throw salesforceError('set-up', 'case-fields', `Case fields in the settings: ${wrong.join('; ')}.`, {
      next: 'Correct "Case fields" in the connection’s settings. Until then cases go without them.',
    });
  }
  const filled = Object.fromEntries(
    [...written, ...Object.keys(settings.caseFields).filter((name) => settings.caseFields[name] !== '')].map((name) => [
      fieldOf(shape, name)?.name ?? name,
      true,
    ]),
  );
  const lacking = demandedFields(shape, settings, filled).map(({ name, label }) => `${label} (${name})`);
  if (lacking.length > 0) {
    throw salesforceError(
      'set-up',
      'required-field',
      `Your org requires values for new cases that nothing fills in: ${lacking.join(', ')}.`,
      { next: 'Give them a value under "Case fields" in the connection’s settings, or enter it with each escalation.' },
    );
  }
  const left = written.filter((name) => fieldOf(shape, name)?.createable !== true);
  if (left.length === 0) return 'This user may write every field that Gridline fills.';
  return {
    message: `Left out of new cases, since this user may not write them: ${left.join(', ')}.`,
    next: 'Where you want them, assign the permission set Gridline Partner Operations to this user.',
  };
}
