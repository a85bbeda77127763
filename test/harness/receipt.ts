import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';

/** What became of what was sent under `key`, at `at`: of a case `500` with a number, unless `more` says otherwise. */
export function receipt(
  kind: ReceiptKind,
  key: string,
  at: number,
  { source = 'crm', ...more }: Partial<ReceiptReceived> & { readonly source?: string } = {},
): NewEvent {
  const payload: ReceiptReceived = {
    key,
    kind,
    capability: 'case.create',
    noun: 'case',
    id: '500',
    reference: '00001042',
    link: 'https://crm.example/500',
    words: null,
    who: null,
    status: null,
    owner: null,
    ...more,
  };
  return { source, sourceId: `${key} ${kind} ${at} ${payload.id}`, kind: 'receipt.received', occurredAt: at, payload };
}
