import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { capital } from '#shared/lib/sentence.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { queries } from '#renderer/data/queries.ts';
import { number } from '#renderer/kit/count-words.ts';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { offers, WideTable } from '#renderer/kit/wide-table.tsx';
import { OptIn, useSent } from './opt-in.tsx';
import styles from './people.module.css';
import { PersonForm } from './person-form.tsx';
import type { Edited } from './person-shape.ts';
import { RecipientKey } from './recipient-key.tsx';

const nobody: Edited = {
  source: writtenHere,
  key: null,
  version: null,
  kind: 'colleague',
  name: '',
  email: null,
  mobile: null,
  roles: [],
  partners: [],
  language: null,
  zone: null,
};

/** More than this are listed by `gridline people`. */
const most = 1_000;

const idOf = ({ source, key }: Pick<Edited, 'source' | 'key'>) => `${source} ${key}`;

/** Who is told or asked: colleagues, partner contacts and customers, those a connection brings among them. */
export function PeoplePage() {
  const { data, error, refetch } = useQuery(queries.people({ limit: most }));
  const [edited, setEdited] = useState<Edited>();
  // Where the focus goes back to.
  const opener = useRef<HTMLElement>(null);
  const edit = (person: Edited) => {
    if (edited !== undefined && idOf(edited) === idOf(person)) return;
    const from = document.activeElement;
    leave(only('person'), () => {
      if (from instanceof HTMLElement) opener.current = from;
      setEdited(person);
    });
  };
  const close = () => {
    setEdited(undefined);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div className={styles.page}>
      <div className={styles.add}>
        <Button variant="default" onClick={() => edit(nobody)}>
          Add a person
        </Button>
      </div>
      {edited !== undefined && <PersonForm key={idOf(edited)} person={edited} close={close} />}
      {data === undefined && error !== null && (
        <Failed what="The people could not be read." error={error} retry={() => void refetch()} />
      )}
      {data?.total === 0 && (
        <Empty title="No people yet">
          Add the people you notify or ask: colleagues, partner contacts, customers. Connections add some automatically.
        </Empty>
      )}
      {data !== undefined && data.total > 0 && <People people={data.people} edit={edit} />}
      {data !== undefined && data.total > most && (
        <p className={styles.note}>
          Showing the first {number(most)} of {number(data.total)}. <code>gridline people</code> lists the rest.
        </p>
      )}
      <RecipientKey />
    </div>
  );
}

const headings = ['Name', 'Kind', 'Address', 'Roles', 'From', offers];

type PeopleProps = { readonly people: readonly PersonRow[]; readonly edit: (person: Edited) => void };

function People({ people, edit }: PeopleProps) {
  const choices = useSent();
  return (
    <WideTable label="People" className={styles.people} headings={headings}>
      {people.map((person) => (
        <tr key={idOf(person)}>
          <td className={styles.name}>{person.name}</td>
          <td>{capital(person.kind)}</td>
          <td>{person.email ?? person.mobile ?? '–'}</td>
          <td>{[...person.roles, ...person.partners].join(', ') || '–'}</td>
          <td>{person.source === writtenHere ? 'Added here' : person.source}</td>
          <td className={styles.tools}>
            <Button variant="default" size="compact-sm" aria-label={`Edit ${person.name}`} onClick={() => edit(person)}>
              Edit
            </Button>
            <OptIn person={person} choices={choices} />
          </td>
        </tr>
      ))}
    </WideTable>
  );
}
