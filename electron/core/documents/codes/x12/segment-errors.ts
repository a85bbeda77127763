import { codeTable } from './table.ts';

/** AK304 (element 720). Labels continue a sentence that starts with the segment: "N1 (party name) ...". */
export const segmentErrors = codeTable({
  '1': 'is not a segment the partner knows',
  '2': 'is not expected here',
  '3': 'is required but missing',
  '4': 'starts a loop that is repeated too often',
  '5': 'is repeated too often',
  '6': 'does not belong in this kind of document',
  '7': 'stands in the wrong place',
  '8': 'has elements with errors',
  '10': 'ends with separators that have nothing after them',
});

/** IK304 (element 620): 720 plus codes about the partner's guide. */
export const implementationSegmentErrors = codeTable({
  ...Object.fromEntries(segmentErrors),
  I4: 'is marked as not used in the partner guide but was sent',
  I6: 'is required by the partner guide in this situation but missing',
  I7: 'starts a loop that occurs too few times for the partner guide',
  I8: 'occurs too few times for the partner guide',
  I9: 'must not be sent in this situation according to the partner guide',
});

/** Codes that say a segment is absent: its position is then that of the last segment before the gap. */
export const missingSegmentCodes: ReadonlySet<string> = new Set(['3', 'I6', 'I7', 'I8']);
