import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ActionPreview, AskedRecipient } from '#shared/contract/actions.ts';
import { isRoleOf, personKinds } from '#shared/model/person/role.ts';
import type { Action, LeftOut } from '#shared/model/action/action.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import { day, hour, minute } from '#shared/lib/time.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { CommandError } from '../fail.ts';
import { keyValues } from '../key-values.ts';
import { table } from '../output.ts';
import type { CommandContext } from '../context.ts';
import { wholeNumber } from '../whole-number.ts';
import type { Session } from '../session.ts';
import { counted, inWords } from '../words.ts';

type Options = {
  readonly wait: boolean;
  readonly timeout: number;
  readonly filter?: string;
  readonly set: readonly string[];
  readonly note: string;
  readonly purpose: string;
  readonly to: readonly string[];
  readonly after?: string;
  readonly receipt: readonly string[];
  readonly within?: string;
  readonly preview: boolean;
  readonly incident: boolean;
};

export const act = {
  configure: (command: Command): Command =>
    command
      .argument('<words...>', 'issue ids, then the action, e.g. case.create')
      .option('--filter <filter>', 'act on every issue this filter finds, 10,000 at most')
      .option('--incident', 'act on the whole incident of each issue: all its documents that are not resolved', false)
      .option('--set <key=value...>', 'change a field of what is written', [])
      .option('--note <text>', 'a note to add below the text of each issue', '')
      .option('--purpose <text>', 'send another one although there is one already, and say why', '')
      .option('--to <whom...>', 'who it goes to: a role, a person’s key, or an address', [])
      .option('--after <action>', 'send it once a receipt for that action has arrived')
      .option(
        '--receipt <kind...>',
        'with --after: which receipt, e.g. delivered; of several, whichever arrives first',
        [],
      )
      .option('--within <time>', 'with --after: stop waiting after this long, e.g. 30m, 2h, 3d')
      .option('--preview', 'show what would be sent, and send nothing', false)
      .option('--wait', 'wait until the outside system has answered', false)
      .option('--timeout <seconds>', 'with --wait: how long', wholeNumber, 120),

  async run(context: CommandContext, words: readonly string[], options: Options): Promise<number> {
    const action = words.at(-1) ?? '';
    if (!/^[a-z][a-z\d-]*\.[a-z.-]+$/.test(action)) {
      throw new CommandError(`The last word must be an action such as case.create, not "${action}".`, {
        exitCode: 2,
      });
    }
    const named = words.slice(0, -1);
    if (named.length === 0 && options.filter === undefined) {
      throw new CommandError('Name at least one issue, or give --filter.', { exitCode: 2 });
    }
    return context.withSession(async (session) => {
      const { client } = session;
      const to = options.to.map(recipientOf);
      const found = options.filter === undefined ? [] : (await client.issues.ids({ filter: options.filter })).ids;
      const issueIds = [...new Set([...named, ...found])];
      if (issueIds.length === 0) {
        context.output.answer({ actions: [] }, () => ['No issue matches the filter; nothing was sent.']);
        return 0;
      }
      const written = {
        overrides: keyValues(options.set),
        note: options.note,
        purpose: options.purpose,
        to,
        whole: options.incident,
      };
      if (options.preview) return preview(context, session, { issueIds, action, ...written });
      session.core?.start();
      // Typing the command is the confirmation: there is no undo window on a terminal.
      const requested = await client.actions.request({
        issueIds,
        action,
        ...written,
        after: afterOf(options),
        immediately: true,
      });
      const ids = requested.actions.map((item) => item.id);
      // Without a console running, this process is the one that sends: it goes when the outbox is done or needs a person.
      if (!options.wait && session.core) await session.core.drain(60_000);
      const actions = options.wait
        ? await waitFor(session, ids, options.timeout * 1_000)
        : (await client.actions.get({ ids: [...ids] })).actions;
      const leftOut = requested.leftOut;
      const failed = options.wait && actions.some((item) => !succeeded(item));
      context.output.answer(
        {
          actions: actions.map(
            ({
              id,
              connection,
              issueId,
              issueIds: about,
              to: who,
              state,
              reference,
              url,
              error,
              remark,
              waitsFor,
            }) => ({
              id,
              connection,
              issueId,
              ...(about.length > 1 ? { issueIds: about } : {}),
              ...(who === null ? {} : { to: who }),
              state,
              reference,
              url,
              error,
              ...(remark === null ? {} : { remark }),
              ...(waitsFor === null ? {} : { waitsFor }),
            }),
          ),
          ...(leftOut.length === 0 ? {} : { leftOut }),
        },
        () => [
          ...table(
            actions.map((item) => [
              item.issueIds.length > 1
                ? `${item.issueId} and ${counted(item.issueIds.length - 1, 'other')}`
                : item.issueId,
              ...(item.to === null ? [] : [`to ${item.to.name}`]),
              item.state,
              item.reference ?? '-',
              item.error === null ? (item.waitsFor ?? item.remark ?? item.url ?? '') : inWords(item.error),
            ]),
          ),
          ...leftOut.map(leftOutLine),
        ],
      );
      // Where nobody was there to get it, nothing was sent that was to be.
      return failed || (actions.length === 0 && leftOut.length > 0) ? 1 : 0;
    });
  },
};

/** What would be sent, as a form: of several issues, the first. Nothing is asked for. */
async function preview(
  { output }: CommandContext,
  { client }: Session,
  asked: Parameters<Session['client']['actions']['preview']>[0],
): Promise<number> {
  const shown = await client.actions.preview(asked);
  const { count, already, fields, warnings, to } = shown;
  const sent = count === 1 ? 'One would be sent.' : `${count} would be sent.`;
  const left = already.length === 0 ? '' : ` ${already.length} of the issues chosen have one already.`;
  output.answer(shown, () => [
    ...table(fields.flatMap(fieldLines)),
    ...(to.length === 0 ? [] : [`To ${to.join(', ')}.`]),
    ...warnings,
    count === 0 ? `Nothing would be sent.${left}` : `${sent}${left}`,
  ]);
  return 0;
}

function afterOf({ after, receipt, within }: Options) {
  if (after === undefined) {
    if (receipt.length === 0 && within === undefined) return null;
    throw new CommandError('--receipt and --within only go with --after.', { exitCode: 2 });
  }
  const receipts = receipt.map((word) => receiptKinds.find((kind) => kind === word) ?? notAReceipt(word));
  if (receipts.length === 0) throw new CommandError('--after needs --receipt, e.g. delivered.', { exitCode: 2 });
  return { action: after, receipts, withinMs: within === undefined ? null : duration(within) };
}

function notAReceipt(word: string): never {
  throw new CommandError(`"${word}" is not a receipt. Receipts are ${receiptKinds.join(', ')}.`, { exitCode: 2 });
}

/** `30m`, `2h`, `3d` in milliseconds. */
function duration(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const lengths: Readonly<Record<string, number>> = { m: minute, h: hour, d: day };
  const length = lengths[unit];
  if (length === undefined || count === '0') {
    throw new CommandError(`"${text}" is not a time such as 30m, 2h or 3d.`, { exitCode: 2 });
  }
  return Number(count) * length;
}

/** A field of the form: its label, then its text line by line. */
export function fieldLines({ label, value, note }: ActionPreview['fields'][number]): string[][] {
  const [first = '', ...rest] = value.split('\n');
  const noted = note === null ? first : `${first} (${note})`;
  return [[label, noted], ...rest.map((line) => ['', line])];
}

/** An address, a person with a source in front, or a role; else the key of a person. */
export function recipientOf(word: string): AskedRecipient {
  if (word.includes('@') || /^\+\d/.test(word)) return { address: word };
  const known = personKinds.some((kind) => isRoleOf(kind, word));
  return known ? { role: word } : { person: word };
}

function leftOutLine({ to, words, issueIds }: LeftOut): string {
  return `Not sent to ${to}: ${words}${issueIds.length === 1 ? ` (${issueIds[0]})` : ` (${issueIds.length} issues)`}`;
}

function succeeded(action: Action): boolean {
  return stateRules[action.state].tookEffect;
}

/** There is nothing to wait for that comes soon: its end, or a person. */
export function isAnswered(item: Pick<Action, 'state' | 'waitsFor' | 'reference' | 'url'>): boolean {
  const { over, needsPerson, tookEffect } = stateRules[item.state];
  // A pause may last: its reason is the answer for now.
  if (item.waitsFor !== null || needsPerson) return true;
  return over && (!tookEffect || item.reference !== null || item.url === null);
}

/** Until every action waits for a person or for a pause to end, or is settled and has the number people use, as far as the time goes. */
async function waitFor(session: Session, ids: readonly string[], timeoutMs: number): Promise<readonly Action[]> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { actions } = await session.client.actions.get({ ids: [...ids] });
    if (actions.every(isAnswered) || Date.now() >= deadline) return actions;
    await delay(Math.min(100, Math.max(1, deadline - Date.now())));
  }
}
