import { assertNever } from '#shared/lib/assert-never.ts';
import { capital } from '#shared/lib/sentence.ts';
import type { ReceiptReceived } from '../event/kinds/receipt.ts';

export type ReceiptWords = {
  /** One sentence without its full stop. */
  readonly text: string;
  /** What the vendor said beside it, or what to do. */
  readonly detail: string | null;
  readonly tone: 'neutral' | 'good' | 'bad' | 'warning';
};

/** A receipt in plain English. `where` is what the connection is called: `Acme CRM`. */
export function receiptWords(receipt: ReceiptReceived, where: string): ReceiptWords {
  const { words: detail } = receipt;
  const by = receipt.who === null ? '' : ` by ${receipt.who}`;
  const name = thingName(receipt);
  const Name = capital(name);
  const now = receipt.status === null ? null : standing(receipt.status, receipt.owner);
  switch (receipt.kind) {
    case 'accepted':
      if (now !== null) return { text: now, detail, tone: 'neutral' };
      return { text: `${where} has ${name}${ownerWords(receipt)}`, detail, tone: 'good' };
    case 'reopened':
      return { text: `${Name} was reopened${now === null ? '' : `. ${now}`}`, detail, tone: 'neutral' };
    case 'closed':
      return { text: `${Name} was closed${by}${now === null ? '' : `. ${now}`}`, detail, tone: 'good' };
    case 'handed over':
      return { text: `${Name} was handed over`, detail, tone: 'neutral' };
    case 'delivered':
      return { text: `${Name} was delivered`, detail, tone: 'good' };
    case 'clicked':
      return { text: `A link in ${name} was clicked${by}`, detail, tone: 'good' };
    case 'read':
    case 'opened':
    case 'acknowledged':
    case 'signed':
      return { text: `${Name} was ${receipt.kind}${by}`, detail, tone: 'good' };
    case 'refused':
      return { text: `${Name} was refused${by}`, detail, tone: 'bad' };
    case 'bounced':
      return { text: `${Name} bounced`, detail, tone: 'bad' };
    case 'opted out':
      return { text: `${receipt.who ?? 'The recipient'} opted out of these messages`, detail, tone: 'warning' };
    case 'replied':
      return { text: `${receipt.who ?? 'Someone'} replied to ${name}`, detail, tone: 'neutral' };
    case 'deleted':
      return deleted(receipt, where);
    default:
      return assertNever(receipt.kind, 'kind of receipt');
  }
}

function deleted(receipt: ReceiptReceived, where: string): ReceiptWords {
  const { noun, replacedBy } = receipt;
  const Name = capital(thingName(receipt));
  const detail = `Sending it again creates a new ${noun}.`;
  if (replacedBy === undefined) return { text: `${Name} was deleted in ${where}`, detail, tone: 'bad' };
  const other = thingName({ noun, reference: replacedBy.reference ?? replacedBy.id });
  return { text: `${Name} was merged into ${other} in ${where}`, detail, tone: 'warning' };
}

/** `case 00001026`, or `the case` where it has no number. */
export function thingName({ noun, reference }: Pick<ReceiptReceived, 'noun' | 'reference'>): string {
  return reference === null ? `the ${noun}` : `${noun} ${reference}`;
}

function standing(status: string, owner: string | null): string {
  return `Status: ${status}${owner === null ? '' : `. Owner: ${owner}`}`;
}

function ownerWords({ owner }: ReceiptReceived): string {
  return owner === null ? '' : `, owner ${owner}`;
}
