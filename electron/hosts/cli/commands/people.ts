import { ORPCError } from '@orpc/client';
import type { Command } from 'commander';
import type { GridlineClient } from '#shared/contract/index.ts';
import { isCapability } from '#shared/model/action/capability.ts';
import type { PersonRow, SaidOfPerson } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { type PersonKind, personKinds } from '#shared/model/person/role.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';
import { moment } from '../moment.ts';
import { table } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { counted, oneOf, timeInWords } from '../words.ts';

type Options = {
  readonly kind?: string;
  readonly name?: string;
  readonly email?: string;
  readonly mobile?: string;
  readonly role?: readonly string[];
  readonly language?: string;
  readonly zone?: string;
  readonly partner?: readonly string[];
  readonly at?: number;
  readonly limit: number;
  readonly capability?: string;
};

const verbs = ['list', 'add', 'edit', 'remove', 'history', 'opt-in'] as const;
type Verb = (typeof verbs)[number];

/** Shells like one word better: `partner-contact`, or `contact`. */
function kindOf(word: string): PersonKind {
  const kind = personKinds.find(
    (known) => known === word || known.replace(' ', '-') === word || known === `partner ${word}`,
  );
  if (kind !== undefined) return kind;
  throw new CommandError(
    `--kind must be ${oneOf(personKinds.map((known) => known.replace(' ', '-')))}, not "${word}".`,
    {
      exitCode: 2,
    },
  );
}

/** What the options say of a person. An empty text takes away what there is. */
function said({ kind, name, email, mobile, role, language, zone, partner }: Options): Partial<SaidOfPerson> {
  const all = (words: readonly string[]) => words.filter((word) => word !== '');
  return {
    ...(kind === undefined ? {} : { kind: kindOf(kind) }),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(role === undefined ? {} : { roles: all(role) }),
    ...(language === undefined ? {} : { language }),
    ...(zone === undefined ? {} : { zone }),
    ...(partner === undefined ? {} : { partners: all(partner) }),
  };
}

export const people = {
  configure: (command: Command): Command =>
    command
      .argument('[verb]', verbs.join(', '), 'list')
      .argument('[key]', 'of the person, for edit, remove, history and opt-in')
      .option('--kind <kind>', 'colleague, partner-contact or customer')
      .option('--name <name>', 'as people call them')
      .option('--email <address>', 'their email address')
      .option('--mobile <number>', 'with the country code: +49 151 12345678')
      .option('--role <role...>', 'all their roles: edi, "on call"')
      .option('--language <language>', 'a language code: de, pt-BR')
      .option('--zone <zone>', 'an IANA time zone: Europe/Berlin')
      .option('--partner <partner...>', 'all the partners they work for or look after: names or EDI addresses')
      .option('--at <time>', 'with list: as it was then', moment)
      .option('--capability <capability>', 'with opt-in: what they may be sent again, e.g. letter.send')
      .option('--limit <n>', 'with list: how many at most, up to 1000', wholeNumber, 200),

  async run(context: CommandContext, word: string, key: string | undefined, options: Options): Promise<number> {
    const verb = verbs.find((known) => known === word);
    if (verb === undefined) {
      throw new CommandError(`There is no "people ${word}".`, { exitCode: 2, next: `There are ${verbs.join(', ')}.` });
    }
    if (verb !== 'list' && verb !== 'add' && key === undefined) {
      throw new CommandError(`Give the person’s key: people ${verb} KEY.`, {
        exitCode: 2,
        next: 'gridline people list shows the keys.',
      });
    }
    return context.withSession(({ client }) => does[verb](context, client, key ?? '', options));
  },
};

type Doing = (context: CommandContext, client: GridlineClient, key: string, options: Options) => Promise<number>;

const does: Readonly<Record<Verb, Doing>> = {
  async list({ output }, client, _key, { kind, role, partner, at, limit }) {
    const [wanted = null, ...more] = role ?? [];
    const [whose = null, ...others] = partner ?? [];
    if (more.length + others.length > 0)
      throw new CommandError('List one role and one partner at a time.', { exitCode: 2 });
    const answer = await client.people.list({
      kind: kind === undefined ? null : kindOf(kind),
      role: wanted,
      partner: whose,
      at: at ?? null,
      limit: Math.max(1, Math.min(limit, 1_000)),
    });
    output.answer(answer, () => [
      ...table(answer.people.map(row)),
      answer.total === 0 ? 'No people found.' : counted(answer.total, 'person').replace('persons', 'people'),
    ]);
    return 0;
  },

  async add({ output }, client, _key, options) {
    const { kind, name, ...rest } = said(options);
    if (kind === undefined || name === undefined) {
      throw new CommandError('Give at least --kind and --name.', { exitCode: 2 });
    }
    const person = await client.people.save({ version: null, person: { kind, name, ...rest } });
    output.answer(person, () => table([row(person)]));
    return 0;
  },

  async edit({ output }, client, key, options) {
    const { source, key: _key, version, ...now } = await anybody(client, key);
    // Who was brought is not changed: somebody written here takes their place.
    const person =
      source === writtenHere
        ? await client.people.change({ key, version, change: said(options) })
        : await client.people.save({ key, version: null, person: { ...now, ...said(options) } });
    if (source !== writtenHere) output.remark(`This replaces what ${source} provides about them.`);
    output.answer(person, () => table([row(person)]));
    return 0;
  },

  async remove({ output }, client, key) {
    const { source, version } = await anybody(client, key);
    if (source !== writtenHere) {
      throw new CommandError(`${key} comes from ${source} and would come back.`, {
        next: 'Remove the person in that system, or change their roles with gridline people edit.',
      });
    }
    const answer = await client.people.remove({ key, version });
    output.answer(answer, () => [
      `${answer.removed.name} was removed. Their history is kept; gridline erase removes that too.`,
    ]);
    return 0;
  },

  async history({ output }, client, key) {
    const answer = await client.people.history({ key }).catch(async (error: unknown) => {
      if (!(error instanceof ORPCError) || error.code !== 'NOT_FOUND') throw error;
      return client.people.history({ source: (await anybody(client, key)).source, key });
    });
    output.answer(answer, () =>
      table(
        answer.versions.map(({ at, by, person }) => [
          timeInWords(at),
          by ?? '-',
          ...(person === null ? ['taken away'] : about(person)),
        ]),
      ),
    );
    return 0;
  },

  async 'opt-in'({ output }, client, who, { capability = '' }) {
    if (!isCapability(capability)) {
      throw new CommandError('--capability must say what they may be sent again, such as letter.send.', {
        exitCode: 2,
      });
    }
    const answer = await client.people.optIn({ who, capability });
    const { name, lifted } = answer;
    output.answer(answer, () => [
      lifted === 0
        ? `As far as is known here, ${name} has not opted out of ${capability}.`
        : `${name} may be sent ${capability} again. The journal records that you said so.`,
    ]);
    return 0;
  },
};

/** Who was written here under this key, else who was brought under it. */
async function anybody(client: GridlineClient, key: string): Promise<PersonRow> {
  try {
    return await client.people.get({ key });
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'NOT_FOUND') throw error;
    const { connections } = await client.connections.list();
    for (const { connection } of connections) {
      const brought = await client.people.get({ source: connection, key }).catch(() => null);
      if (brought !== null) return brought;
    }
    throw error;
  }
}

function row(person: PersonRow): string[] {
  return [person.key, person.source === writtenHere ? 'here' : person.source, ...about(person)];
}

function about({
  kind,
  name,
  email,
  mobile,
  roles,
  partners,
  language,
  zone,
}: Omit<PersonRow, 'source' | 'key' | 'version'>): string[] {
  const more = [roles.join(', '), partners.join(', '), language, zone].filter((part) => part !== null && part !== '');
  return [kind, name, email ?? '-', mobile ?? '-', more.join('; ')];
}
