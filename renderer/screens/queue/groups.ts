import { capital } from '#shared/lib/sentence.ts';
import { textKey } from '#shared/lib/words.ts';
import type { IssueGroup } from '#shared/contract/issues.ts';
import { documentType, documentTypeName } from '#shared/model/edi/document-types.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { type GroupedSort, groupedSorts, type IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { Group } from '#renderer/kit/list/slots.ts';

/** All that is said of a way to group the queue in one place. */
type Grouped = {
  /** As it is chosen: `Group by …`. */
  readonly name: string;
  /** What the issues of one group have in common, as the core wants it. */
  readonly keyOf: (row: IssueRow) => string | null;
  readonly heading: (group: Pick<IssueGroup, 'key' | 'name'>) => string;
};

export const grouped: Readonly<Record<GroupedSort, Grouped>> = {
  severity: {
    name: 'Severity',
    keyOf: ({ severity }) => severity,
    heading: ({ key }) => capital(key ?? ''),
  },
  partner: {
    name: 'Partner',
    keyOf: ({ partner }) => textKey(partner),
    heading: ({ name }) => name ?? '',
  },
  document: {
    name: 'Document type',
    keyOf: ({ documentType }) => documentType,
    heading: ({ key }) => {
      if (key === null) return 'Unknown document type';
      // Two standards may have a document of one name.
      return documentType(key) === undefined ? documentTypeName(key) : `${documentTypeName(key)} (${key})`;
    },
  },
  kind: {
    name: 'Problem',
    keyOf: ({ kind }) => kind,
    heading: ({ key }) => capital((key ?? '').replaceAll('-', ' ')),
  },
  owner: {
    name: 'Owner',
    keyOf: ({ owner }) => (owner === null ? null : textKey(owner)),
    heading: ({ name }) => name ?? 'Unassigned',
  },
};

/** What the queue is grouped by in this order; null where its issues have nothing in common then. */
export const groupingOf = (sort: IssueSort): GroupedSort | null => groupedSorts.find((one) => one === sort) ?? null;

/** A group's name within the list. */
export const groupId = (key: string | null): string => (key === null ? 'none' : `=${key}`);
export const groupKey = (id: string): string | null => (id === 'none' ? null : id.slice(1));

export const toGroups = (by: GroupedSort, answered: readonly IssueGroup[]): readonly Group[] =>
  answered.map((group) => ({
    id: groupId(group.key),
    heading: grouped[by].heading(group),
    count: group.count,
  }));
