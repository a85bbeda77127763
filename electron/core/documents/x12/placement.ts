import { documentType, setsOfGroup } from '#shared/model/edi/document-types.ts';
import { segmentNames } from '../codes/x12/segments.ts';
import type { Group } from './envelope.ts';
import type { Findings } from './findings.ts';
import type { X12Segment } from './segments/segment.ts';

/** Notes a transaction set outside any group, or in a group of another kind. */
export function checkPlaceOfSet(st: X12Segment, type: string, group: Group | null, findings: Findings): void {
  if (group === null) {
    const message = `Transaction set ${type} stands outside any functional group.`;
    findings.add('warning', 'set-outside-group', st.start, message);
    return;
  }
  const known = documentType(type);
  if (known === undefined || group.code === null || known.group === group.code) return;
  if (setsOfGroup(group.code).length === 0) return;
  const message = `Transaction set ${type} stands in a functional group of type ${group.code}, where it does not belong.`;
  findings.add('warning', 'set-in-wrong-group', st.start, message);
}

/** Notes a segment that no standard would name so, and one that no transaction set is around. */
export function checkPlaceOfSegment(segment: X12Segment, isInSet: boolean, findings: Findings): void {
  if (!segmentNames.has(segment.tag) && !/^[A-Z][A-Z0-9]{1,2}$/.test(segment.tag)) {
    const message = `"${segment.tag}" is not a segment name: two or three capital letters or digits are expected.`;
    findings.add('warning', 'segment-tag-invalid', segment.start, message);
  }
  if (isInSet) return;
  const message = `Segment ${segment.tag} stands outside any transaction set; it was left out.`;
  findings.add('warning', 'segment-outside-set', segment.start, message);
}
