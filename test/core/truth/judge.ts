import { day, hour } from '#shared/lib/time.ts';
import { numberOf, type RelatedDocuments, relatedDocumentsOf, setControl, typeOf } from './messages.ts';
import type { Fate, Plan, PlannedInterchange } from './plan.ts';
import type { Row, Seen } from './play.ts';

/** A document as it really was. */
type Truth = {
  readonly papers: RelatedDocuments;
  readonly index: number;
  readonly number: string;
  readonly fate: Fate;
  /** The partner's acknowledgement contradicts itself: nobody can know. */
  readonly unclear: boolean;
};

/** Everything in which the console is not true to what happened, in words; empty where it is. */
export function judge(plan: Plan, { rows, faults }: Seen): string[] {
  const truths = relatedDocumentsOf(plan).flatMap((papers): Truth[] =>
    papers.interchange.documents.map((document, index) => ({
      papers,
      index,
      number: numberOf(papers.interchange, document),
      fate: document.fate,
      unclear: papers.interchange.contradicts && document.fate !== 'refused' && document.fate !== 'duplicate',
    })),
  );
  return [
    ...faults,
    ...truths.flatMap((truth) => judgeDocument(truth, truths, rows)),
    ...rows.flatMap((row) => judgeRow(row)),
    ...relatedDocumentsOf(plan).flatMap((papers) => judgeReceipt(papers, rows)),
  ];
}

const isOpen = ({ issue }: Row): boolean => issue.status !== 'resolved';

function judgeDocument(truth: Truth, all: readonly Truth[], rows: readonly Row[]): string[] {
  const { papers, fate } = truth;
  const name = nameOf(truth);
  const about = rows.filter((row) => covers(row, truth));
  const open = about.filter(isOpen);
  const copies = all.filter((other) => isCopy(truth, other));
  const testFiles = new Set(all.flatMap(({ papers: { interchange, sent } }) => (interchange.test ? sent.name : [])));
  const found: string[] = [];
  if (papers.interchange.kept && open.length > 1) {
    found.push(`${name} has ${open.length} open rows: ${open.map(({ issue }) => issue.title).join(' / ')}`);
  }
  const superseded = copies.some((other) => isLater(other, truth) && isFine(other));
  // Where the document is missing that an acknowledgement is about, the other one of its numbers seems to be meant.
  const isMistakable = all.some(
    (other) =>
      isRival(truth, other) &&
      (!(papers.interchange.kept && other.papers.interchange.kept) || (isCopy(truth, other) && isFine(other))),
  );
  if (isRefusal(truth) && !superseded && !isMistakable && open.length === 0)
    found.push(`${name} was refused, and no open row says so`);
  if (truth.unclear && !superseded && !isMistakable && open.length === 0)
    found.push(`${name} was answered in contradictions, and nobody asks`);
  // Nothing about it or its copies was ever wrong, and no other document goes by its numbers.
  if (
    papers.interchange.kept &&
    isFine(truth) &&
    copies.every(isFine) &&
    !(copies.length > 0 && [truth, ...copies].some(isLost)) &&
    !all.some((other) => isRival(truth, other)) &&
    open.length > 0
  ) {
    found.push(`${name} was accepted, and a row is open: ${open.map(({ issue }) => issue.title).join(' / ')}`);
  }
  const isRivalled = all.some((other) => isRival(truth, other));
  for (const { explanation, issue, documents } of open) {
    if (explanation.again === 'unchanged' && fate !== 'unanswered') {
      found.push(`${name} did arrive, and is to be sent again unchanged: ${issue.title}`);
    }
    if (
      fate === 'noted' &&
      papers.interchange.kept &&
      !truth.unclear &&
      copies.every(isFine) &&
      !isRivalled &&
      explanation.again !== 'no'
    ) {
      found.push(`${name} was taken, and is to be sent again: ${issue.title}`);
    }
    if (
      fate === 'duplicate' &&
      !isRivalled &&
      papers.interchange.kept &&
      copies.length === 0 &&
      explanation.again === 'corrected'
    ) {
      found.push(`${name} is a duplicate, and is to be corrected and sent again: ${issue.title}`);
    }
    if (
      papers.interchange.kept &&
      papers.interchange.test &&
      documents.every((each) => testFiles.has(each.fileName.replace(/^again-/, '')))
    ) {
      if (issue.severity !== 'low' || !issue.test) found.push(`${name} is a test, and its row is ${issue.severity}`);
    }
  }
  return found;
}

function judgeRow({ issue, explanation }: Row): string[] {
  if (issue.status !== 'resolved' || explanation.next.startsWith('Nothing to do')) return [];
  return [`Resolved, and yet there is something to do: ${issue.title}: ${explanation.next}`];
}

/** A file that could not be read by the transport is told of, whatever else is. */
function judgeReceipt({ interchange, answers, sent }: RelatedDocuments, rows: readonly Row[]): string[] {
  const receipt = answers.at(-1);
  if (interchange.receipt !== 'refused' || receipt === undefined) return [];
  const isTold = rows.some(
    (row) => isOpen(row) && row.acknowledgements.some(({ fileName }) => fileName.endsWith(receipt.name)),
  );
  return isTold ? [] : [`${sent.name} was not taken by the transport, and no open row says so`];
}

const nameOf = ({ papers, number, index, fate }: Truth): string =>
  `${number} (${fate}) in set ${index + 1} of ${papers.sent.name}`;

/** A row is about a document where it lists it or, where we never had it, an acknowledgement of it. */
function covers(row: Row, { papers, index }: Truth): boolean {
  if (papers.interchange.kept) {
    return row.documents.some(
      ({ fileName, control }) =>
        fileName.endsWith(papers.sent.name) && Number(control.set) === Number(setControl(index)),
    );
  }
  return row.acknowledgements.some(({ fileName }) => papers.answers.some(({ name }) => fileName.endsWith(name)));
}

const sameNumber = (a: Truth, b: Truth): boolean =>
  a !== b &&
  a.number === b.number &&
  a.papers.interchange.partner === b.papers.interchange.partner &&
  a.papers.interchange.type === b.papers.interchange.type;

/** The same business document, sent more than once within some days. */
function isCopy(a: Truth, b: Truth): boolean {
  return sameNumber(a, b) && Math.abs(a.papers.interchange.sentAt - b.papers.interchange.sentAt) < 30 * day;
}

const isLater = (a: Truth, b: Truth): boolean => a.papers.interchange.sentAt > b.papers.interchange.sentAt;

const isFine = ({ fate, unclear }: Truth): boolean => fate === 'accepted' && !unclear;

/** A delivery that failed, as Trading Grid has it without saying of which copy. */
const isLost = ({ papers: { interchange } }: Truth): boolean => interchange.lens === 'that it failed';

const isRefusal = ({ fate }: Truth): boolean =>
  fate === 'refused' || fate === 'refused by the application' || fate === 'duplicate';

/** Another interchange near in time whose numbers are the same, so that answers may be about either. */
function isRival(a: Truth, b: Truth): boolean {
  const [one, other] = [a.papers.interchange, b.papers.interchange];
  if (one === other || one.partner !== other.partner) return false;
  if (Math.abs(one.sentAt - other.sentAt) > 24 * hour) return false;
  const sameGroup = one.group === other.group && typeOf(one) === typeOf(other);
  return sameGroup || sameInterchange(one, other);
}

function sameInterchange(one: PlannedInterchange, other: PlannedInterchange): boolean {
  return one.control === other.control;
}
