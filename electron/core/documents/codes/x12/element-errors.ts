import { codeTable } from './table.ts';

/** AK403 (element 723). Labels continue a sentence that starts with the element and its value. */
export const elementErrors = codeTable({
  '1': 'is required but missing',
  '2': 'is missing, although another value in the segment requires it',
  '3': 'is one element more than the segment allows',
  '4': 'is too short',
  '5': 'is too long',
  '6': 'contains a character that is not allowed',
  '7': 'is not a code the partner accepts',
  '8': 'is not a valid date',
  '9': 'is not a valid time',
  '10': 'must not be sent together with another value in the segment',
  '12': 'is repeated too often',
  '13': 'has too many components',
  '16': 'ends with component separators that have nothing after them',
});

/** IK403 (element 621): 723 plus codes about the partner's guide. */
export const implementationElementErrors = codeTable({
  ...Object.fromEntries(elementErrors),
  I6: 'is a code the partner guide does not use',
  I9: 'is required by the partner guide in this situation but missing',
  I10: 'is marked as not used in the partner guide but was sent',
  I11: 'is repeated too few times for the partner guide',
  I12: 'does not match the pattern the partner guide asks for',
  I13: 'must not be sent in this situation according to the partner guide',
});
