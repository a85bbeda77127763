import { z } from 'zod';
import { severities, type Severity } from '#shared/model/issue/issue.ts';
import { addressSetting, booleanSetting, listSetting, parseSettings } from '../sdk/connection-settings.ts';
import { manifest } from './manifest.ts';

const fieldName = z.string().regex(/^[A-Za-z]\w*$/, { error: 'a field name has letters, digits and _ only' });

/** Ports above 1023 that browsers will not open (WHATWG Fetch, "port blocking"): a sign-in could never come back there. */
const blockedPorts = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

const schema = z.object({
  clientId: z.string().trim(),
  loginUrl: addressSetting,
  instanceUrl: z.union([z.literal(''), addressSetting]).refine((url) => !/\.lightning\.force\.com$/i.test(url), {
    error: 'it must be the my.salesforce.com address, not the lightning.force.com one',
  }),
  apiVersion: z
    .string()
    .trim()
    .regex(/^\d{2,3}\.0$/, { error: 'it must look like 65.0' }),
  redirectPorts: listSetting.pipe(
    z
      .array(
        z.coerce
          .number<string>({ error: 'it must be a list of ports' })
          .int()
          .min(1024)
          .max(65_535)
          .refine((port) => !blockedPorts.has(port), { error: 'browsers refuse to open this port' }),
      )
      .min(1, { error: 'it needs at least one port' }),
  ),
  externalIdField: z.string().trim().pipe(fieldName),
  autoAssign: booleanSetting,
  allowDuplicates: booleanSetting,
  origin: z.string().trim(),
  priorityMap: listSetting.transform((pairs, context): Readonly<Partial<Record<Severity, string>>> => {
    const map: Partial<Record<Severity, string>> = {};
    for (const pair of pairs) {
      const [name = '', priority = ''] = pair.split(':').map((part) => part.trim());
      const severity = severities.find((one) => one === name.toLowerCase());
      if (severity === undefined || priority === '') {
        context.addIssue({ code: 'custom', message: `"${pair}" is not a pair such as critical:High` });
        return z.NEVER;
      }
      map[severity] = priority;
    }
    return map;
  }),
  caseFields: z.string().transform((text, context): Readonly<Record<string, string>> => {
    const fields: Record<string, string> = {};
    // A value may hold commas: only what stands before a name and an equals sign parts two fields.
    for (const part of text.split(/[\n,]\s*(?=[A-Za-z]\w*\s*=)/)) {
      if (part.trim() === '') continue;
      const [, name, value] = /^\s*([A-Za-z]\w*)\s*=([\s\S]*)$/.exec(part) ?? [];
      if (name === undefined || value === undefined) {
        context.addIssue({ code: 'custom', message: `"${part.trim()}" is not a pair such as Product_Line__c=EDI` });
        return z.NEVER;
      }
      fields[name] = value.trim();
    }
    return fields;
  }),
  accountIdentifierFields: listSetting.pipe(z.array(fieldName)),
});

/** The settings of a Salesforce connection, parsed. Throws `set-up`. */
export function readSettings(settings: Readonly<Record<string, string>>): SalesforceSettings {
  return parseSettings(manifest.id, schema, settings);
}

export type SalesforceSettings = z.output<typeof schema>;
