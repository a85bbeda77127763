import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { eventKinds } from '#shared/model/event/kinds.ts';
import { type ReceiptKind, receiptKinds } from '#shared/model/feed/receipt.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { openDesk } from './desk.ts';
import { monday, transaction } from './samples.ts';

let desk: ReturnType<typeof openDesk>;
let key = '';
beforeEach(() => {
  desk = openDesk();
  desk.take(transaction());
  key = `GL-${desk.only().id}-1-abcdefgh`;
});
afterEach(() => {
  const { problems } = verifyStore(desk.store);
  desk.close();
  expect(problems).toEqual([]);
});

/** What a print house that nobody has heard of says of letter L-7, `at` minutes after the trouble. */
function letter(kind: ReceiptKind, at: number, more: Parameters<typeof receipt>[3] = {}) {
  const about = { noun: 'letter', id: 'L7', reference: 'L-7', link: null, source: 'print-house' };
  return receipt(kind, key, monday + at * minute, { ...about, ...more });
}

function timeline() {
  const lines = desk.show(desk.only().id)?.detail.timeline ?? [];
  return lines.filter(({ kind }) => kind === 'receipt.received').map(({ text, detail, tone }) => [text, detail, tone]);
}

test('A letter is handed over, and bounces: the timeline says why, in the words of whoever carried it.', () => {
  desk.take(letter('accepted', 1), letter('handed over', 2), letter('bounced', 3, { words: 'Moved, left no address' }));
  expect(timeline()).toEqual([
    ['Print House has letter L-7', null, 'good'],
    ['Letter L-7 was handed over', null, 'neutral'],
    ['Letter L-7 bounced', 'Moved, left no address', 'bad'],
  ]);
  // Nothing stands outside any more: asked for anew, it goes under another key.
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set([key]));
});

test('A letter is delivered, read and answered; told in any order, it reads the same.', () => {
  desk.take(
    letter('replied', 4, { who: 'Ada Byron', words: 'We resend tomorrow.' }),
    letter('read', 3, { who: 'Ada Byron' }),
    letter('delivered', 2),
  );
  expect(timeline()).toEqual([
    ['Letter L-7 was delivered', null, 'good'],
    ['Letter L-7 was read by Ada Byron', null, 'good'],
    ['Ada Byron replied to letter L-7', 'We resend tomorrow.', 'neutral'],
  ]);
  expect(desk.only()).toMatchObject({ status: 'open' });
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set());
});

test('Who opts out after a letter came has got that one all the same; before it came, nothing of it stands.', () => {
  desk.take(letter('delivered', 1), letter('opted out', 2, { who: 'Ada Byron' }));
  expect(timeline().at(-1)).toEqual(['Ada Byron opted out of these messages', null, 'warning']);
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set());
  desk.take(letter('opted out', 3, { id: 'L8', key: `${key}2` }));
  expect(timeline().at(-1)).toEqual(['The recipient opted out of these messages', null, 'warning']);
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set([`${key}2`]));
});

test('What any connector closes ends the issue, and says what it was; opened again, it is open again.', () => {
  desk.take(letter('accepted', 1), letter('closed', 2));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'outside' });
  expect(desk.show(desk.only().id)?.detail.explanation.next).toBe('Nothing to do: the letter L-7 was closed.');
  desk.take(letter('accepted', 3));
  expect(desk.only()).toMatchObject({ status: 'open', resolvedBy: null, occurrences: 1 });
  expect(timeline().slice(1)).toEqual([
    ['Letter L-7 was closed', null, 'good'],
    ['Letter L-7 was reopened', null, 'neutral'],
  ]);
});

test('One can write about what is gone: that does not bring it back.', () => {
  desk.take(letter('bounced', 1), letter('replied', 2, { who: 'Ada Byron' }));
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set([key]));
});

test('An issue is escalated for as long as something of it stands outside, also where that was gone for a while.', () => {
  const { id } = desk.only();
  const ref = { actionId: key, issueId: id, connector: 'desk', connection: 'desk', action: 'desk.open' };
  const payload = { ...ref, ...escalation, idempotencyKey: key, episode: 1 };
  const asked = { source: 'person', sourceId: 'asked', kind: 'action.requested', actor: 'pat' } as const;
  desk.take({ ...asked, occurredAt: monday + minute, payload });
  const escalated = () => desk.queue('is:escalated').total;
  desk.take(letter('accepted', 2));
  const made = escalated();
  desk.take(letter('deleted', 3));
  const gone = escalated();
  desk.take(letter('accepted', 4));
  expect([made, gone, escalated()]).toEqual([1, 0, 1]);
});

test('What was merged into one that is gone already is gone too.', () => {
  const other = { id: 'L9', reference: 'L-9', link: null };
  desk.take(letter('deleted', 1, { ...other }), letter('deleted', 2, { replacedBy: other }));
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set([key]));
  desk.take(letter('accepted', 3, { ...other }));
  expect(desk.inFull(desk.only().id)?.endedKeys).toEqual(new Set());
});

test('What was closed by a clock that is ahead of the trouble that it was made for ends that one all the same.', () => {
  const { id } = desk.only();
  desk.take(
    transaction({ status: 'Delivered', statusAt: monday + minute }),
    letter('closed', 2, { key: `GL-${id}-2-abcdefgh` }),
    transaction({ statusAt: monday + 3 * minute, message: 'Again' }),
  );
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'outside', occurrences: 2 });
});

test('Every kind of receipt has its sentence, and a word that is none is refused rather than guessed.', () => {
  desk.take(...receiptKinds.map((kind, at) => letter(kind, at)));
  const sentences = timeline().map(([text]) => text);
  expect(new Set(sentences).size).toBe(receiptKinds.length);
  for (const text of sentences) expect(text).toMatch(/^[A-Z].*[a-z0-9]$/);
  const { payload } = letter('accepted', 1);
  const strange = { ...(payload as Record<string, unknown>), kind: 'teleported' };
  expect(eventKinds['receipt.received'].payload.safeParse(strange).success).toBe(false);
});
