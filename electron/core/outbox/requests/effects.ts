import type { AskedRecipient } from '#shared/contract/actions.ts';
import type { Json } from '#shared/lib/json.ts';
import type { LeftOut } from '#shared/model/action/action.ts';
import { capabilities } from '#shared/model/action/capability.ts';
import type { SubjectPinned } from '#shared/model/event/kinds/action.ts';
import { reasonsNotSent } from '#shared/model/action/reasons.ts';
import type { ActionEdits, ActionHandler, AboutIssue } from '../../connectors/action.ts';
import type { ActionManifest } from '../../connectors/manifest.ts';
import { BadInputError } from '../../failure.ts';
import type { ReadDb } from '../../store/db.ts';
import type { IssueInFull } from '../../reading/issue-report.ts';
import type { RecipientKey } from './recipient-key.ts';
import { type Addressee, recipientsFor } from './recipients.ts';
import { issueIdOf } from '../../evidence/fingerprint.ts';
import type { ActionRow } from '../../store/tables/actions.ts';
import { standingAbout } from '../../store/tables/sets.ts';
import type { FoundAction } from './find-action.ts';
import { isWilling } from './opt-outs.ts';
import { currentKey } from './request.ts';

/** An issue that an action may be asked for. */
export type Wanted = AboutIssue &
  Pick<IssueInFull, 'incident' | 'episode' | 'mark' | 'earlierMarks' | 'sets' | 'endedKeys' | 'standingKeys'>;

/** One effect: what it is about, and to whom; null = to nobody in particular. */
export type Effect<W extends Wanted = Wanted> = { readonly about: readonly W[]; readonly to: Addressee | null };

type Plan<W extends Wanted = Wanted> = {
  /** What is written about together: one issue, or, where the action makes one effect for several, those of one incident or one partner. */
  readonly groups: readonly (readonly W[])[];
  readonly effects: readonly Effect<W>[];
  readonly leftOut: readonly LeftOut[];
};

/**
 * What each effect is about: one issue, or, where the action makes one effect for several, those of one incident or of one
 * partner; and one for each person where it goes to people. Nothing that leaves speaks of two partners, and no partner's contact gets another's issues. Throws
 * `BadInputError` for what the action needs and nothing here gives.
 */
export function planEffects<W extends Wanted>(
  db: ReadDb,
  wanted: readonly W[],
  { capability, per, needs }: Pick<ActionManifest, 'capability' | 'per' | 'needs'>,
  asked: readonly AskedRecipient[] = [],
): Plan<W> {
  holdUnmet(needs);
  const together = per === 'subject' ? partnerOf : per === 'incident' ? incidentOf : ({ issue }: W) => issue.id;
  const groups: readonly (readonly W[])[] = [...Map.groupBy(wanted, together).values()];
  const need = needs?.recipients;
  if (need === undefined || !goesToPeople({ capability, needs })) {
    if (asked.length > 0) throw new BadInputError('to', 'no recipient, since this action does not go to people', 'one');
    return { groups, effects: groups.map((about) => ({ about, to: null })), leftOut: [] };
  }
  const effects: Effect<W>[] = [];
  const leftOut: (Omit<LeftOut, 'issueIds'> & { readonly issueIds: string[] })[] = [];
  for (const about of groups) {
    const partner = about[0]?.partnerIdentifiers ?? [];
    const owners = about.map(({ issue }) => issue.owner);
    const { found, missing } = recipientsFor(db, { partner, owners }, asked, need);
    effects.push(...found.map((to) => ({ about, to })));
    for (const one of missing) {
      const ids = about.map(({ issue }) => issue.id);
      const same = leftOut.find(({ to, reason }) => to === one.to && reason === one.reason);
      if (same === undefined) leftOut.push({ ...one, issueIds: ids });
      else same.issueIds.push(...ids);
    }
  }
  oneStrangerOnePartner(effects);
  return { groups, effects, leftOut };
}

/** Better not sent than sent without its words or its file. */
function holdUnmet(needs: ActionManifest['needs']): void {
  if (needs?.template === true) {
    throw new BadInputError('template', 'the template that its text is made from; choose another action', 'none');
  }
  if (needs?.attachment === true) {
    throw new BadInputError('attachment', 'the file that goes with it; choose another action', 'none');
  }
}

/** Whether there is one effect for each person. */
export function goesToPeople({ capability, needs }: Pick<ActionManifest, 'capability' | 'needs'>): boolean {
  return capabilities[capability].per === 'recipient' && needs?.recipients !== undefined;
}

/** An incident has one partner. */
function incidentOf({ issue, incident }: Wanted): string {
  return incident === null ? `issue ${issue.id}` : `incident ${incident}`;
}

/** Two companies may have one name, and all that nobody knows have the same: without an address, each issue is of its own. */
export function partnerOf({ issue }: Wanted): string {
  return issue.partnerAddress ?? `issue ${issue.id}`;
}

/** Nobody knows where who has a typed address works: it gets the issues of one partner, or none. */
function oneStrangerOnePartner(effects: readonly Effect[]): void {
  const partners = new Set(
    effects.flatMap(({ about, to }) =>
      to?.person === null && to.recipient.kind === 'partner contact' ? about.map(partnerOf) : [],
    ),
  );
  if (partners.size > 1) {
    throw new BadInputError(
      'to',
      'a typed address for the issues of one partner',
      `issues of ${partners.size} partners`,
    );
  }
}

/** What one effect will write. Throws where it is about several issues and the action has no words for them. */
export function draftOf({ about, to }: Effect, handler: ActionHandler, edits: ActionEdits): Json {
  // What keys are made of is no business of a connector.
  const told = about.map(({ issue, report, partnerIdentifiers, link }) => ({
    issue,
    report,
    partnerIdentifiers,
    link,
  }));
  const [first] = told;
  if (first === undefined) throw new Error('An effect is about at least one issue.');
  const recipient = to?.recipient;
  if (told.length === 1) return handler.draft(first, edits, recipient);
  if (handler.draftTogether === undefined) throw new Error('This action has no words for several issues at once.');
  return handler.draftTogether(told, edits, recipient);
}

/** What an effect is known by. */
type Identified = Subject & {
  readonly endedKeys: ReadonlySet<string>;
  readonly standingKeys: ReadonlySet<string>;
  readonly earlierMarks: readonly string[];
  /** As `recipientPart` gives it; empty text where it goes to nobody in particular. */
  readonly recipient: string;
};

export function identify({ about, to }: Effect, { partOf }: Pick<RecipientKey, 'partOf'>): Identified {
  return {
    ...subjectOf(about.map(({ issue, episode, mark }) => ({ id: issue.id, episode, mark }))),
    endedKeys: new Set(about.flatMap(({ endedKeys }) => [...endedKeys])),
    standingKeys: new Set(about.flatMap(({ standingKeys }) => [...standingKeys])),
    earlierMarks: about.length === 1 ? (about[0]?.earlierMarks ?? []) : [],
    recipient: to === null ? '' : partOf(to.recipient.address),
  };
}

/** One issue, in the occurrence it is in now, from 1. */
type Pinned = SubjectPinned['issues'][number];

/** What an action is about: one issue, or a set of them under an id of its own. */
type Subject = {
  readonly issueId: string;
  readonly episode: number;
  readonly mark: string;
  /** The set, to be pinned in the journal with the first action about it; null for one issue. */
  readonly set: SubjectPinned | null;
};

/**
 * A set is known by its issues and the troubles they were in: the same selection taken twice is the same set, on every
 * desk. Throws where there is no issue.
 */
function subjectOf(issues: readonly Pinned[]): Subject {
  const [first, ...more] = issues;
  if (first === undefined) throw new Error('An action is about at least one issue.');
  if (more.length === 0) return { issueId: first.id, episode: first.episode, mark: first.mark, set: null };
  const inOrder = issues.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const subject = issueIdOf(`set:${inOrder.map(({ id, mark }) => `${id}@${mark}`).join('|')}`);
  return { issueId: subject, episode: 1, mark: 'set', set: { subject, issues: inOrder } };
}

export type Split = Omit<Plan, 'effects'> & {
  /** What is still to be sent. */
  readonly left: readonly Effect[];
  /** What was asked for before, here (with its action) or at another desk (null), by issue. */
  readonly asked: readonly { readonly issueId: string; readonly action: ActionRow | null }[];
};

type Wish = { readonly purpose: string; readonly to?: readonly AskedRecipient[] };

/** What is left of a wish once all that was asked for already is taken out. A preview shows it, and a request sends it. */
export function splitAsked(
  db: ReadDb,
  { step, manifest, recipientKey }: Pick<FoundAction, 'step' | 'manifest' | 'recipientKey'>,
  wanted: readonly Wanted[],
  { purpose, to = [] }: Wish,
): Split {
  const { groups, effects, leftOut } = planEffects(db, wanted, manifest, to);
  const left: Effect[] = [];
  const asked: Split['asked'][number][] = [];
  const refused: LeftOut[] = [];
  for (const effect of effects) {
    const { recipient } = identify(effect, recipientKey);
    const asks = { capability: manifest.capability, recipient, steps: [step] };
    const willing = effect.to === null || isWilling(db, asks);
    const open: Wanted[] = [];
    for (const one of effect.about) {
      const single = { ...effect, about: [one] };
      const { stands, known } = currentKey(db, { ...identify(single, recipientKey), step, purpose, willing });
      const about = stands ? null : standingAbout(db, one.sets, { step, purpose, recipient });
      const inSet = willing && about?.state === 'opted out' ? null : about;
      if (stands || inSet !== null) asked.push({ issueId: one.issue.id, action: known ?? inSet });
      else open.push(one);
    }
    if (open.length === 0) continue;
    const rest = { ...effect, about: open };
    if (willing) left.push(rest);
    else refused.push(optedOut(rest));
  }
  return { groups, left, asked, leftOut: [...leftOut, ...refused] };
}

/** Who wants no more messages of a kind gets none, whatever it is about. */
function optedOut({ about, to }: Effect): LeftOut {
  const name = to?.recipient.name ?? '';
  const issueIds = about.map(({ issue }) => issue.id);
  return { issueIds, to: name, reason: 'opted out', words: `${name}: ${reasonsNotSent['opted out']}` };
}
