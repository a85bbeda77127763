import { randomUUID } from 'node:crypto';
import { access, readdir, readFile, rename, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { second } from '#shared/lib/time.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';

/** What the gateway says of itself, in `gateway.json`. */
const stateSchema = z.object({
  /** Fields that it takes beside the words. */
  takes: z.array(z.string()),
  /** How many entries of the log it takes at once. */
  most: z.number().int(),
  busy: z.boolean(),
});
export type GatewayState = z.infer<typeof stateSchema>;

export const answerSchema = z.object({
  key: z.string(),
  answer: z.enum(receiptKinds),
  who: z.string(),
  words: z.string().nullable(),
  at: z.number().int(),
});
export type Answer = z.infer<typeof answerSchema>;

/** What somebody did on the pager or on the phone. */
const callSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('button'),
    command: z.string(),
    issueId: z.string(),
    who: z.string(),
    email: z.string().nullable(),
    to: z.string().optional(),
    words: z.string().optional(),
    action: z.string().optional(),
    at: z.number().int(),
  }),
  /** The night desk tells of a document that did not arrive, or did after all. */
  z.object({
    what: z.literal('document'),
    id: z.string(),
    arrived: z.boolean(),
    words: z.string(),
    at: z.number().int(),
  }),
  z.object({ what: z.literal('call'), who: z.string(), words: z.string(), at: z.number().int() }),
]);
export type Call = z.infer<typeof callSchema>;

/** Who is on duty, by pager number. */
const rosterSchema = z.record(z.string(), z.object({ name: z.string(), email: z.string() }));
export type Roster = z.infer<typeof rosterSchema>;

/** The gateway's folder, as files: `pages/`, `log/`, `answers/` and `told/`, one file for each thing, named by its key. */
export function openGateway(folder: string) {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    try {
      return schema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    } catch (error) {
      throw new ConnectorError('set-up', 'pager.folder', `The gateway’s folder ${folder} can’t be read.`, {
        next: 'Check that the gateway runs and that the folder is the one it uses.',
        cause: error,
      });
    }
  };
  return {
    /** Throws where it can't take anything now. */
    async ready(): Promise<GatewayState> {
      const state = await read('gateway.json', stateSchema);
      if (!state.busy) return state;
      throw new ConnectorError('unavailable', 'pager.busy', 'The paging gateway is busy.', {
        retryAfterMs: 5 * second,
      });
    },
    /** Written under another name first, so that the gateway never rings for half a page. */
    async put(drawer: 'pages' | 'log' | 'told', key: string, content: object): Promise<void> {
      const path = join(folder, drawer, `${key}.json`);
      // A poll and a stream may bring the same at once.
      const part = `${path}.${randomUUID()}.part`;
      await writeFile(part, JSON.stringify(content));
      await rename(part, path);
    },
    isLogged: (key: string): Promise<boolean> =>
      access(join(folder, 'log', `${key}.json`)).then(
        () => true,
        () => false,
      ),
    /** Names in a drawer after `last`, oldest first. */
    async namesAfter(drawer: 'answers' | 'calls', last: string): Promise<readonly string[]> {
      await this.ready();
      return (await readdir(join(folder, drawer))).filter((name) => name.endsWith('.json') && name > last).toSorted();
    },
    answer: (name: string): Promise<Answer> => read(join('answers', name), answerSchema),
    call: (name: string): Promise<Call> => read(join('calls', name), callSchema),
    roster: (): Promise<Roster> => read('roster.json', rosterSchema),
    /** Names of calls as they come, until `signal` is aborted. */
    async *newCalls(signal: AbortSignal): AsyncGenerator<string> {
      for await (const { filename } of watch(join(folder, 'calls'), { signal })) {
        if (filename?.endsWith('.json') === true) yield filename;
      }
    },
  };
}

export type Gateway = ReturnType<typeof openGateway>;
