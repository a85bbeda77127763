import { useQuery } from '@tanstack/react-query';
import type { ConnectionState } from '#shared/model/connection.ts';
import { queries } from '#renderer/data/queries.ts';

/** Something that a connection can do about issues. */
export type Offer = ConnectionState['actions'][number] & {
  /** With its connection in front, as the core takes it. */
  readonly action: string;
  /** What its connection is called. */
  readonly where: string;
  /** What its connection says of itself where it does not work now; null where it does. */
  readonly trouble: string | null;
};

/** What all connections can do, as their manifests say. */
export function useOffers(): { readonly offers: readonly Offer[] | undefined; readonly error: unknown } {
  const { data, error } = useQuery(queries.connections());
  return { offers: data && offersOf(data.connections), error: error ?? undefined };
}

export function offersOf(connections: readonly ConnectionState[]): readonly Offer[] {
  return connections
    .filter(({ status }) => status !== 'not connected')
    .flatMap(({ name, status, statusText, actions }) =>
      actions.map((one) => ({
        ...one,
        action: one.id,
        where: name,
        trouble: status === 'connected' ? null : statusText,
      })),
    );
}

/** What it needs and nobody can give it yet; null where it can be done. */
export function lacking({ needs }: Pick<Offer, 'needs'>): string | null {
  if (needs.template) return 'It needs a template, and templates can’t be chosen here yet.';
  if (needs.attachment) return 'It needs an attachment, and files can’t be attached here yet.';
  return null;
}
