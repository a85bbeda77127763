import { z } from 'zod';

const time = z.string().transform((text, context) => {
  // Salesforce writes `+0000`, which not every reader of dates takes.
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const person = z
  .object({ Name: z.string().nullable() })
  .nullish()
  .transform((one) => one?.Name ?? null);

const caseSchema = z.looseObject({
  Id: z.string(),
  CaseNumber: z.string(),
  Status: z.string().nullable(),
  Priority: z.string().nullish(),
  IsClosed: z.boolean(),
  Owner: person,
  CreatedDate: time,
  SystemModstamp: time,
  IsDeleted: z.boolean().catch(false),
  /** The case it was merged into. */
  MasterRecordId: z
    .string()
    .nullish()
    .transform((id) => id ?? null),
  MasterRecord: z
    .object({ CaseNumber: z.string().nullable() })
    .nullish()
    .transform((one) => one?.CaseNumber ?? null),
});

const commentSchema = z.object({
  Id: z.string(),
  ParentId: z.string(),
  CommentBody: z.string().nullable(),
  CreatedBy: person,
  CreatedDate: time,
  Parent: z.looseObject({}),
});

/** A row of our cases; the key stands in the field that the settings name. Null: a case that ours were merged into. */
export type CaseRow = z.output<ReturnType<typeof caseRow>>;

export function caseRow(keyField: string) {
  return caseSchema.transform((row, context) => ({ ...row, key: keyOf(row, keyField, context, true) }));
}

export function commentRow(keyField: string) {
  return commentSchema.transform((row, context) => ({
    ...row,
    key: keyOf(row.Parent, keyField, context, false) ?? '',
  }));
}

function keyOf(
  row: Readonly<Record<string, unknown>>,
  field: string,
  context: z.RefinementCtx,
  mayLack: boolean,
): string | null {
  const value = Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  if (typeof value === 'string') return value;
  if (value === null && mayLack) return null;
  context.addIssue({ code: 'custom', message: `${field} is missing` });
  return z.NEVER;
}
