type CommandRow = {
  /** To stand after "asked to": `acknowledge it`. */
  readonly asks: string;
  /** What has to come with it, by field of the payload. */
  readonly needs: readonly ('words' | 'action')[];
};

/** What people may ask for from outside, by the word that their button sends. Everything else is refused. */
export const commands = {
  acknowledge: { asks: 'acknowledge it', needs: [] },
  /** To `to`, or to whoever asks. */
  assign: { asks: 'assign it', needs: [] },
  note: { asks: 'add a note', needs: ['words'] },
  /** `words` = the reason. */
  resolve: { asks: 'resolve it', needs: ['words'] },
  reopen: { asks: 'reopen it', needs: [] },
  /** `action` = the id of the one that waits for approval. */
  approve: { asks: 'approve an action', needs: ['action'] },
  cancel: { asks: 'take an action back', needs: ['action'] },
  /** `action` = the capability that is asked for: `case.create`. */
  act: { asks: 'act on it', needs: ['action'] },
} as const satisfies Record<string, CommandRow>;
export type CommandName = keyof typeof commands;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

type ResultRow = {
  /** `already`: what was asked for is so, or something took its place, by somebody else's doing. */
  readonly outcome: 'done' | 'already' | 'refused';
  /** A sentence without its full stop; `{by}` is where it says who had done it. */
  readonly words: string;
};

/** What can become of a command. Kept in the journal, told to the connector that brought it, and shown. */
export const commandResults = {
  done: { outcome: 'done', words: 'Done' },
  'already open': { outcome: 'already', words: 'It is already open' },
  'already acknowledged': { outcome: 'already', words: 'Already acknowledged{by}' },
  'already resolved': { outcome: 'already', words: 'Already resolved{by}' },
  'already assigned': { outcome: 'already', words: 'It was already assigned that way' },
  'already asked for': { outcome: 'already', words: 'Already asked for{by}' },
  'not waiting': { outcome: 'already', words: 'That action is no longer waiting for approval' },
  'left already': { outcome: 'refused', words: 'Too late: that action can no longer be cancelled' },
  'too late': { outcome: 'refused', words: 'Too late: this button has expired' },
  'another desk': {
    outcome: 'refused',
    words: 'Another desk was handling automatic actions when this came; check there for the result',
  },
  'unknown command': { outcome: 'refused', words: 'The console knows no such command' },
  incomplete: { outcome: 'refused', words: 'Required information was missing' },
  'unknown person': { outcome: 'refused', words: 'The console does not know who asked' },
  'unknown issue': { outcome: 'refused', words: 'The console has no such issue' },
  'unknown action': { outcome: 'refused', words: 'This issue has no such action' },
  'another person': { outcome: 'refused', words: 'Someone else must approve it' },
  'not told apart': {
    outcome: 'refused',
    words:
      'The requester has no address on file, so nobody can be told apart from them: they have to cancel it, enter who they are in Settings, and ask again',
  },
  'not connected': { outcome: 'refused', words: 'Nothing is connected that can do this' },
  'not chosen': {
    outcome: 'refused',
    words: 'Several connections can do this, and Settings does not say which one should',
  },
  'no recipient': { outcome: 'refused', words: 'No recipient for this is on file' },
  'could not': { outcome: 'refused', words: 'The console could not do it; its log says why' },
} as const satisfies Record<string, ResultRow>;
export type CommandResult = keyof typeof commandResults;
export const commandResultNames = Object.keys(commandResults) as readonly CommandResult[];

/** What became of a command, in one sentence without its full stop. */
export function resultWords({ result, by }: { readonly result: CommandResult; readonly by: string | null }): string {
  return commandResults[result].words.replace('{by}', by === null ? '' : ` by ${by}`);
}

/** What was asked for, to stand after who: `asked to acknowledge it`. */
export function askedWords(command: string): string {
  return isCommand(command) ? `asked to ${commands[command].asks}` : `asked for “${command}”`;
}
