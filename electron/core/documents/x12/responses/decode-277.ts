import type { Acknowledgement, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { refusedCategories, takenCategories } from '../../codes/x12/claim-status.ts';
import { acknowledgementFrom, ErrorList, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

/** HL03: who the statements that follow are about. */
type Level = 'batch' | 'provider' | 'claim' | 'other';
const levels: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['21', 'batch'],
  ['19', 'provider'],
  ['PT', 'claim'],
  ['22', 'claim'],
  ['23', 'claim'],
]);

/** REF01 by which a payer without a trace of ours names the file: original reference, batch, cross-reference number. */
const batchQualifiers: ReadonlySet<string> = new Set(['F8', 'BT', '6O']);

type Place = { readonly level: Level; name: string | null; trace: string | null };
type Tally = { taken: number; refused: number; batch: AcknowledgementStatus | null };

/**
 * 277CA: what a payer takes or refuses of a file of claims (837), before it decides about any. It names the file by the
 * number of its BHT03 (TRN02 with TRN01 `2` at the level of its receiver; TRN01 `1` is a number of the payer) and claims by the numbers we gave them. A 277 that answers an
 * enquiry about claims (276) is no acknowledgement and gives none.
 */
export function decode277(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const text = new TextLines();
  const tally: Tally = { taken: 0, refused: 0, batch: null };
  let bht: X12Segment | null = null;
  let answered: string | null = null;
  let referred: string | null = null;
  let payers: string | null = null;
  let place: Place = { level: 'other', name: null, trace: null };
  let hasStatus = false;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    switch (segment.tag) {
      case 'BHT':
        bht ??= segment;
        break;
      case 'HL':
        place = { level: levels.get(segment.value(3) ?? '') ?? 'other', name: null, trace: null };
        break;
      case 'NM1':
        place.name ??= segment.value(3);
        break;
      case 'TRN':
        place.trace = segment.value(2);
        if (place.level === 'batch' && segment.value(1) === '1') payers ??= place.trace;
        else if (place.level === 'batch') answered ??= place.trace;
        break;
      case 'STC':
        hasStatus ||= takenCategories.has(categoryOf(segment, 1)) || refusedCategories.has(categoryOf(segment, 1));
        addStatus(segment, place, tally, errors);
        text.add(segment.value(12));
        break;
      default:
        if (segment.tag === 'REF' && place.level === 'batch' && batchQualifiers.has(segment.value(1) ?? ''))
          referred ??= segment.value(2);
        text.add(segment.tag === 'REF' ? null : wordsIn(segment));
    }
  }
  if (!isAcknowledgement(set, bht, hasStatus)) return [];
  const status = statusOf(tally);
  return [
    acknowledgementFrom(set, '277', {
      type: '837',
      number: answered ?? referred ?? payers ?? bht?.value(3) ?? null,
      group: null,
      set: null,
      status,
      statusCode: `STC01 ${errors.items[0]?.code ?? ''}`.trimEnd(),
      errors: errors.items,
      text: text.text,
    }),
  ];
}

/** BHT01 `0085` or the guide named in GS08 or ST03 says which of the 277s it is; without either the categories do. */
function isAcknowledgement({ version }: X12Set, bht: X12Segment | null, hasStatus: boolean): boolean {
  if (bht?.value(1) === '0085' || /X(?:214|167|330|364)/.test(version ?? '')) return true;
  return bht?.value(1) !== '0010' && !/X(?:212|093|329)/.test(version ?? '') && hasStatus;
}

function addStatus(stc: X12Segment, place: Place, tally: Tally, errors: ErrorList): void {
  const said = [1, 10, 11].map((element) => ({ category: categoryOf(stc, element), parts: stc.components(element) }));
  const refusal =
    said.find(({ category }) => refusedCategories.has(category)) ?? (stc.value(3) === 'U' ? said[0] : undefined);
  if (refusal === undefined) {
    if (place.level === 'claim') tally.taken++;
    else if (place.level === 'batch') tally.batch ??= 'accepted';
    return;
  }
  if (place.level === 'batch') tally.batch = 'rejected';
  else tally.refused++;
  const code = refusal.parts
    .slice(0, 2)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(':');
  const words = stc.value(12);
  const label = refusedCategories.get(refusal.category) ?? 'was rejected';
  const quoted = words === null ? '' : `; the partner says "${words}"`;
  const explanation = `${subjectOf(place)} ${label}${code === '' ? '' : ` (status ${code})`}${quoted}.`;
  errors.add(
    { level: 'set', code: code === '' ? null : code, value: place.level === 'claim' ? place.trace : null, explanation },
    stc.start,
  );
}

function categoryOf(stc: X12Segment, element: number): string {
  return (stc.components(element)[0] ?? '').trim().toUpperCase();
}

function subjectOf({ level, name, trace }: Place): string {
  switch (level) {
    case 'batch':
      return 'The whole file of claims';
    case 'provider':
      return `Everything of provider ${name ?? trace ?? ''}`.trimEnd();
    case 'claim':
      return trace === null ? 'A claim' : `Claim ${trace}`;
    case 'other':
      return 'The file of claims';
  }
}

function statusOf({ batch, refused, taken }: Tally): AcknowledgementStatus {
  if (batch === 'rejected') return 'rejected';
  if (refused > 0) return taken > 0 || batch === 'accepted' ? 'partial' : 'rejected';
  return taken > 0 || batch === 'accepted' ? 'accepted' : 'received';
}
