import { expect, test } from 'vitest';
import type { Capability } from '#shared/model/action/capability.ts';
import { bindingChoices } from '#renderer/screens/settings/binding-choices.ts';

type Offered = Parameters<typeof bindingChoices>[0][number];

function connection(id: string, status: Offered['status'], ...capabilities: readonly Capability[]): Offered {
  const actions = capabilities.map((capability) => ({
    id: `${id}.do`,
    name: 'Do it',
    capability,
    verb: `Do ${capability}`,
    noun: 'thing',
    icon: 'send',
    countsAs: 'changed a record' as const,
    deliveryClass: 'idempotent' as const,
    needs: { recipients: null, approval: null, template: false, attachment: false } as const,
  }));
  return { connection: id, name: id.toUpperCase(), status, actions };
}

test('Only what several connections can do has to be chosen, and what was chosen can always be changed.', () => {
  const connections = [
    connection('crm', 'connected', 'case.create', 'case.comment'),
    connection('crm-2', 'paused', 'case.create'),
    connection('crm-3', 'not connected', 'case.create', 'case.comment'),
  ];
  const two = [
    { value: 'crm', label: 'CRM' },
    { value: 'crm-2', label: 'CRM-2' },
  ];
  expect(bindingChoices(connections, [])).toEqual([
    { capability: 'case.create', verb: 'Do case.create', choices: two, chosen: '' },
  ]);
  expect(bindingChoices(connections, [{ capability: 'case.create', connection: 'crm-3' }])).toEqual([
    {
      capability: 'case.create',
      verb: 'Do case.create',
      choices: [...two, { value: 'crm-3', label: 'crm-3 (not connected)' }],
      chosen: 'crm-3',
    },
  ]);
  expect(bindingChoices(connections.slice(0, 1), [])).toEqual([]);
});
