import type { ConnectionState } from '#shared/model/connection.ts';
import type { Binding } from './forms.ts';

/** One thing that several connections could do, or that is bound to one. */
export type BindingRow = {
  readonly capability: string;
  /** As on a button; the capability where no connection does it now. */
  readonly verb: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The id of a connection; empty = none. */
  readonly chosen: string;
};

type Offered = Pick<ConnectionState, 'connection' | 'name' | 'status' | 'actions'>;

/** What there is to choose. One that is bound to a connection that can't do it (any more) stays, so that it can be changed. */
export function bindingChoices(connections: readonly Offered[], bindings: readonly Binding[]): readonly BindingRow[] {
  const able = connections.filter(({ status }) => status !== 'not connected');
  const capabilities = new Set<string>([
    ...able.flatMap(({ actions }) => actions.map(({ capability }) => capability)),
    ...bindings.map(({ capability }) => capability),
  ]);
  return [...capabilities].toSorted().flatMap((capability) => {
    const doing = able.filter(({ actions }) => actions.some((one) => one.capability === capability));
    const chosen = bindings.find((one) => one.capability === capability)?.connection ?? '';
    if (doing.length < 2 && chosen === '') return [];
    const choices = doing.map(({ connection, name }) => ({ value: connection, label: name }));
    const offered = chosen === '' || choices.some(({ value }) => value === chosen);
    const verb = doing[0]?.actions.find((one) => one.capability === capability)?.verb ?? capability;
    return [
      {
        capability,
        verb,
        chosen,
        choices: offered ? choices : [...choices, { value: chosen, label: `${chosen} (not connected)` }],
      },
    ];
  });
}
