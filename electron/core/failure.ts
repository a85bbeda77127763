import { plainMessage } from '#shared/lib/misfit.ts';
import { sentence } from '#shared/lib/sentence.ts';

/** Expected failures with a name in the contract. Anything else that is thrown is a bug. */

/** One value that can't be used: which field, what was expected there, and what was found instead. Never holds a secret. */
export type Fault = { readonly field: string; readonly expected: string; readonly got: string };

/** What was given can't be used. Whoever looks at several values tells of all that is wrong, so that it is put right in one go. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
  readonly field: string;
  readonly expected: string;
  readonly got: string;
  /** What else can't be used. */
  readonly others: readonly Fault[];

  constructor(field: string, expected: string, got: string, others: readonly Fault[] = []) {
    super(
      [{ field, expected, got }, ...others]
        .map((one) => `${one.field}: expected ${one.expected}, got ${one.got}`)
        .join('; '),
    );
    this.field = field;
    this.expected = expected;
    this.got = got;
    this.others = others;
  }
}

/** Throws `BadInputError` where there is a fault. */
export function refuse([first, ...others]: readonly Fault[]): void {
  if (first !== undefined) throw new BadInputError(first.field, first.expected, first.got, others);
}

/** What a check gives, and its faults noted instead of thrown; undefined where there were any. */
export function noting<T>(faults: Fault[], check: () => T): T | undefined {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    const { field, expected, got, others } = error;
    faults.push({ field, expected, got }, ...others);
    return undefined;
  }
}

/** What was to be journaled is not what its kind says. Nothing of it was: a fault of who made it. */
export class BadEventError extends Error {
  override readonly name = 'BadEventError';
  readonly next = 'Nothing was stored. Please report this: what produced the entry needs a fix.';
  readonly fault: string;

  /** `fault` = the field and what was expected there; without its value. */
  constructor(
    { source, sourceId, kind }: { readonly source: string; readonly sourceId: string; readonly kind: string },
    fault: string,
  ) {
    super(`The entry ${sourceId} of ${source} is no valid ${kind}: ${fault}`);
    this.fault = fault;
  }
}

export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  /** `connector`, `connection`, `issue`, `document`, `action`, `person`. */
  readonly what: string;
  readonly id: string;
  readonly next: string;

  constructor(what: NotFoundWhat, id: string, next = whereToLook[what]) {
    super(`There is no ${what} ${id}`);
    this.what = what;
    this.id = id;
    this.next = next;
  }
}

export const nothingConnected = 'Nothing is connected yet: gridline connect lists what can be connected.';

type NotFoundWhat = 'connector' | 'connection' | 'issue' | 'document' | 'action' | 'person' | 'connected feed';

const whereToLook: Readonly<Record<NotFoundWhat, string>> = {
  connector: 'The connections screen lists them, and so does gridline connect.',
  connection: 'The connections screen lists them, and so does gridline connect.',
  issue: 'The queue lists them; a resolved one is found with is:resolved.',
  document: 'Open its issue again; the documents are listed there.',
  action: 'An action is named by what it does, such as case.create, or as its connection and what that does.',
  person: 'gridline people lists them, and which connection brought them.',
  'connected feed': 'Without a name, gridline poll polls all feeds and lists them.',
};

export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError';
  readonly connection: string;
  readonly connector: string;
  readonly next: string;

  /** `others` = the ids of the connections there are. */
  constructor(
    wanted: { readonly connection: string; readonly connector: string; readonly name: string },
    others: readonly string[] = [],
  ) {
    const { connection, connector, name } = wanted;
    super(`${name} is not connected`);
    this.connection = connection;
    this.connector = connector;
    const command = connection === connector ? connector : `${connector} --as ${connection}`;
    const there = others.length === 0 ? '' : ` Connected are ${others.join(', ')}.`;
    this.next = `Connect ${name} on the connections screen, or with gridline connect ${command}.${there}`;
  }
}

/** Several connections can do what is asked for, and nobody has said which one should. */
export class NotChosenError extends Error {
  override readonly name = 'NotChosenError';
  readonly capability: string;
  readonly next: string;

  /** `field` = the setting that chooses. */
  constructor(
    capability: string,
    field: string,
    able: readonly { readonly connection: string; readonly where: string }[],
  ) {
    const names = able.map(({ where }) => where);
    const listed = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
    super(`${listed} can ${names.length > 2 ? 'all' : 'both'} do this, and nobody has chosen which one should`);
    this.capability = capability;
    const ids = able.map(({ connection }) => connection).join(' or ');
    this.next = `Choose one in Settings, under “Which connection does what”, or with gridline settings --set ${field}=CONNECTION (${ids}).`;
  }
}

/** What happened and, where the error knows it, what to do next: for places that keep one line. */
export function inOneLine(error: unknown): string {
  const words = plainMessage(error);
  const next = error instanceof Error && 'next' in error && typeof error.next === 'string' ? error.next : null;
  return next === null ? words : `${sentence(words)} ${next}`;
}
