/** Reference qualifiers, element 1153, that name one type of message for certain. */
export const messageOfReference1153: ReadonlyMap<string, string> = new Map([
  ['ON', 'ORDERS'],
  ['POR', 'ORDRSP'],
  ['IV', 'INVOIC'],
  ['AAK', 'DESADV'],
  ['ALO', 'RECADV'],
]);

/** Reference qualifiers by which an acknowledgement names the document it answers, whatever its type. */
export const answeredReferences1153: readonly string[] = ['ACW', 'AGO'];

/** The qualifier of a document by its number and no more, for partners who name what they answer by nothing better. */
export const documentReference1153 = 'DM';
