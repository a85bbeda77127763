import { z } from 'zod';
import type { ConnectionTest } from '#shared/model/connection.ts';
import { parseShape } from '../sdk/answer.ts';
import { runChecks } from '../sdk/checks.ts';
import { ConnectorError } from '../sdk/error.ts';
import { checkFields } from './case/check-fields.ts';
import { type CaseShape, deploy, describeCase, fieldOf } from './org/describe.ts';
import type { Org } from './org/org.ts';
import { salesforceError, type SalesforceCode } from './errors/our-codes.ts';

const userSchema = z.object({ preferred_username: z.string().optional(), name: z.string().optional() });
const versionsSchema = z.array(z.object({ version: z.string() }));
const limitSchema = z.object({ Max: z.number(), Remaining: z.number() });
const limitsSchema = z.object({ DailyApiRequests: limitSchema, DataStorageMB: limitSchema.optional() });

const assign = 'Assign the permission set Gridline Partner Operations to this user.';

/** Everything an escalation needs, one check each, with the next step where one fails. */
export function checkConnection(org: Org, signal: AbortSignal): Promise<ConnectionTest> {
  let shape: CaseShape | null = null;
  let storage: z.output<typeof limitSchema> | null = null;
  const fail = (code: SalesforceCode, message: string, next: string) =>
    salesforceError('set-up', code, message, { next });
  const described = (): CaseShape => {
    if (shape !== null) return shape;
    throw fail('not-described', 'Not checked, since cases can’t be read.', assign);
  };
  return runChecks([
    {
      name: 'Signed in',
      needed: true,
      run: async () => {
        org.settings();
        const what = 'who is signed in';
        const body = await org.call({ method: 'GET', path: '/services/oauth2/userinfo', effect: false, what }, signal);
        const user = parseShape(org.http, body, userSchema, what);
        return `Signed in as ${user.preferred_username ?? user.name ?? 'an unnamed user'} at ${new URL(await org.instanceUrl(signal)).host}.`;
      },
    },
    {
      name: 'API version',
      run: async () => {
        const { apiVersion } = org.settings();
        const what = 'the list of API versions';
        const body = await org.call({ method: 'GET', path: '/services/data/', effect: false, what }, signal);
        const versions = parseShape(org.http, body, versionsSchema, what).map(({ version }) => version);
        if (versions.includes(apiVersion)) return `The org has API version ${apiVersion}.`;
        throw fail(
          'version',
          `The org does not have API version ${apiVersion}; its newest is ${versions.at(-1) ?? 'not known'}.`,
          'Set a version that the org has in the settings.',
        );
      },
    },
    {
      name: 'Cases can be created',
      run: async () => {
        shape = await describeCase(org, 0, signal);
        if (shape.createable) return 'This user may create cases.';
        throw fail('case-permission', 'This user may not create cases.', assign);
      },
    },
    {
      name: 'Exception key field',
      run: async () => {
        const { externalIdField } = org.settings();
        const field = fieldOf(described(), externalIdField);
        if (field === undefined) {
          throw fail(
            'key-missing',
            `The field ${externalIdField} is missing on Case, or hidden from this user.`,
            deploy,
          );
        }
        if (!field.externalId || !field.unique) {
          throw fail(
            'key-not-unique',
            `The field ${externalIdField} is ${field.externalId ? 'an external ID but not unique' : 'not an external ID'}.`,
            'Deploy the field as it is in build/salesforce: external ID, unique, case-sensitive.',
          );
        }
        if (!field.createable)
          throw fail('key-read-only', `This user may not write the field ${externalIdField}.`, assign);
        return `The field ${externalIdField} is there, unique, and may be written.`;
      },
    },
    {
      name: 'Picklists',
      run: async () => {
        const { origin, priorityMap } = org.settings();
        const values = (name: string) => fieldOf(described(), name)?.values.map(({ value }) => value) ?? [];
        const lacks = (name: string, wanted: readonly string[]) =>
          wanted.filter((one) => !values(name).some((value) => value.toLowerCase() === one.toLowerCase()));
        const missing = [
          ...lacks('Priority', [...new Set(Object.values(priorityMap))]).map((one) => `Priority "${one}"`),
          ...lacks('Origin', origin === '' ? [] : [origin]).map((one) => `Origin "${one}"`),
        ];
        if (missing.length === 0) return 'Priority and origin have the values from the settings.';
        return {
          message: `Not among the org’s picklist values: ${missing.join(', ')}. The org’s default is used instead.`,
          next: 'Where you want them, add the values in Salesforce under Setup, Object Manager, Case, Fields; or change them in the settings.',
        };
      },
    },
    {
      name: 'Fields of new cases',
      run: async () => checkFields(described(), org.settings()),
    },
    {
      name: 'API allowance',
      run: async () => {
        const what = 'the API limits';
        let body: unknown;
        try {
          body = await org.call({ method: 'GET', path: '/limits', effect: false, what }, signal);
        } catch (error) {
          if (!(error instanceof ConnectorError) || error.kind !== 'set-up') throw error;
          return 'How many API requests are left can’t be seen by this user, who lacks the right "View Setup and Configuration". Gridline does not need it.';
        }
        const limits = parseShape(org.http, body, limitsSchema, what);
        storage = limits.DataStorageMB ?? null;
        const { Max: max, Remaining: left } = limits.DailyApiRequests;
        if (left > max * 0.05) return `${left} of ${max} API requests are left for the last 24 hours.`;
        throw fail(
          'allowance',
          `Only ${left} of ${max} API requests are left for the last 24 hours.`,
          'Find out under Setup, System Overview, which other integrations use them.',
        );
      },
    },
    {
      name: 'Data storage',
      run: () => {
        if (storage === null) return Promise.resolve('How much storage is left can’t be seen by this user.');
        if (storage.Remaining > 0) return Promise.resolve(`${storage.Remaining} of ${storage.Max} MB are left.`);
        throw fail(
          'storage-limit',
          `The org has no data storage left (${storage.Max} MB are used), so no case can be created.`,
          'Ask the Salesforce administrator to free storage.',
        );
      },
    },
  ]);
}
