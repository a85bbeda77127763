import { ActionIcon, Button, Switch, Textarea, TextInput } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { actionStates } from '#shared/model/action/action.ts';
import { severities } from '#shared/model/issue/issue.ts';
import { day, hour, minute } from '#shared/lib/time.ts';
import { coreNow } from '#renderer/data/now.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import { Broken } from '#renderer/kit/broken.tsx';
import { Choices } from '#renderer/kit/choices.tsx';
import { HoldRing } from '#renderer/kit/hold-ring.tsx';
import { Mark } from '#renderer/kit/mark.tsx';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { SelectionBar } from '#renderer/kit/list/selection-bar.tsx';
import { Section } from '#renderer/kit/section.tsx';
import { SeverityIcon, severityName } from '#renderer/kit/severity.tsx';
import { Age, Due, Next, When } from '#renderer/kit/time.tsx';
import { WideTable } from '#renderer/kit/wide-table.tsx';

/** One part with what it looks like in each of its states. */
export type Part = { readonly name: string; readonly states: readonly (readonly [state: string, shown: ReactNode])[] };

const now = coreNow();
const chip = { id: 'a', connector: 'crm', connection: 'crm', action: 'crm.escalate', noun: 'case' };
const nothing = () => undefined;

const sizes = ['xl', 'lg', 'md', 'sm', 'xs'] as const;
const weights = ['regular', 'medium', 'bold'] as const;
const surfaces = ['bg', 'bg-rail', 'bg-sunk', 'bg-hover', 'bg-cursor', 'bg-selected'] as const;
const inks = ['text', 'text-2', 'text-3', 'accent-text', 'bad', 'warn', 'good'] as const;

/** A row for each part: whoever adds one to the kit adds it here. */
export const parts: readonly Part[] = [
  {
    name: 'Sizes and weights',
    states: sizes.flatMap((size) =>
      weights.map(
        (weight) =>
          [
            `${size}, ${weight}`,
            <span key={size} style={{ font: `var(--weight-${weight}) var(--size-${size}) / 1.4 var(--font)` }}>
              Invoice 4711 rejected
            </span>,
          ] as const,
      ),
    ),
  },
  {
    name: 'Colours',
    states: surfaces.map((surface) => [
      surface,
      <div key={surface} style={{ padding: 'var(--space-8)', background: `var(--${surface})` }}>
        {inks.map((ink) => (
          <div key={ink} style={{ color: `var(--${ink})` }}>
            {ink}
          </div>
        ))}
      </div>,
    ]),
  },
  {
    name: 'Choices',
    states: [
      [
        'with and without counts',
        <Choices
          key="choices"
          label="Choices"
          choices={[
            { id: 'all', name: 'All', count: 12_345 },
            { id: 'failed', name: 'Failed', count: 3, tone: 'bad' },
            { id: 'unknown', name: 'Outcome unknown', count: 1, tone: 'warn' },
            { id: 'later', name: 'Not counted yet', count: undefined },
          ]}
          chosen="all"
          onChoose={nothing}
        />,
      ],
    ],
  },
  {
    name: 'Wide table',
    states: [
      [
        'two rows',
        <WideTable key="table" label="Feeds" headings={['Feed', 'Last success']}>
          <tr>
            <td>Problem transactions</td>
            <td>2 m ago</td>
          </tr>
          <tr>
            <td>Partner directory</td>
            <td>3 h ago</td>
          </tr>
        </WideTable>,
      ],
    ],
  },
  {
    name: 'Selection bar',
    states: [
      [
        'more to select',
        <SelectionBar
          key="more"
          label="Selected issues"
          count="3 issues"
          more={{ label: 'Select all matching', run: nothing }}
          onClear={nothing}
        >
          <Button>Escalate</Button>
        </SelectionBar>,
      ],
      [
        'all selected',
        <SelectionBar key="all" label="Selected issues" count="23 issues" more={null} onClear={nothing}>
          <Button>Escalate</Button>
        </SelectionBar>,
      ],
    ],
  },
  { name: 'Mark', states: [['20', <Mark key="20" size={20} />]] },
  {
    name: 'Severity',
    states: severities.map((severity) => [severityName(severity), <SeverityIcon key={severity} severity={severity} />]),
  },
  {
    name: 'Chip of an action',
    states: actionStates.flatMap((state) => [
      [state, <ActionChipView key={state} chip={{ ...chip, state, reference: null, url: null }} />] as const,
      [
        `${state}, with its number`,
        <ActionChipView
          key={`${state} link`}
          chip={{ ...chip, state, reference: '00001042', url: 'https://crm.example/1042' }}
        />,
      ] as const,
    ]),
  },
  {
    name: 'Time to undo',
    states: [
      ['running', <HoldRing key="running" until={now + 8_000} />],
      ['not known', <HoldRing key="unknown" until={null} />],
    ],
  },
  {
    name: 'Time',
    states: [
      ['past', <When key="past" at={now - 3 * hour} />],
      ['just now', <When key="now" at={now} />],
      ['next', <Next key="next" at={now + 12 * minute} />],
      ['age', <Age key="age" at={now - 2 * day} />],
      ['no due time', <Due key="none" at={null} />],
      ['due later', <Due key="later" at={now + 5 * hour} />],
      ['due soon', <Due key="soon" at={now + 20 * minute} />],
      ['overdue', <Due key="overdue" at={now - 3 * hour} long />],
    ],
  },
  {
    name: 'Buttons',
    states: [
      ['first choice', <Button key="filled">Escalate</Button>],
      [
        'another',
        <Button key="default" variant="default">
          Resolve
        </Button>,
      ],
      [
        'quiet',
        <Button key="subtle" variant="subtle" color="gray">
          Clear
        </Button>,
      ],
      [
        'not now',
        <Button key="disabled" disabled>
          Escalate
        </Button>,
      ],
      [
        'busy',
        <Button key="busy" loading>
          Escalate
        </Button>,
      ],
      [
        'an icon',
        <ActionIcon key="icon" aria-label="Close">
          <IconX size={16} />
        </ActionIcon>,
      ],
      ['a key', <kbd key="kbd">e</kbd>],
    ],
  },
  {
    name: 'Fields',
    states: [
      ['empty', <TextInput key="empty" label="Company ID" placeholder="GC00817305GB" />],
      [
        'with help',
        <TextInput key="help" label="API host" description="Where the network answers." defaultValue="a" />,
      ],
      ['wrong', <TextInput key="wrong" label="Consumer key" error="Enter a consumer key." />],
      ['not now', <TextInput key="disabled" label="Company ID" disabled defaultValue="GC00817305GB" />],
      ['lines', <Textarea key="lines" label="Comment" defaultValue="Asked the partner." />],
      ['on', <Switch key="on" label="Acknowledges" defaultChecked />],
      ['off', <Switch key="off" label="Acknowledges" />],
    ],
  },
  {
    name: 'Notices',
    states: [
      [
        'empty',
        <Empty key="empty" icon={<IconCircleCheck size={28} stroke={1.4} />} title="Nothing needs you right now">
          New exceptions appear here by themselves.
        </Empty>,
      ],
      [
        'failed',
        <Failed
          key="failed"
          what="The queue could not be read."
          error={new Error('The disk is full')}
          retry={nothing}
        />,
      ],
      ['broken', <Broken key="broken" error={new Error('x is not a function')} place="The queue" again={nothing} />],
    ],
  },
  {
    name: 'Section',
    states: [
      [
        'with a note',
        <Section key="note" title="Invoice 4711" note="997.edi">
          What it holds.
        </Section>,
      ],
    ],
  },
];
