import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { capital } from '#shared/lib/sentence.ts';
import { givenRoles, type PersonKind, personKinds } from '#shared/model/person/role.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { useForm } from '#renderer/app/use-form.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { useField } from '#renderer/kit/form/field.ts';
import { FormFoot } from '#renderer/kit/form/form-foot.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { changeIn, type Edited, fieldNames, linesOf, personMeanwhile, personShape, saidIn } from './person-shape.ts';
import { RemovePerson } from './remove-person.tsx';
import styles from './people.module.css';

type Props = { readonly person: Edited; readonly close: () => void };

const isKind = (text: string | undefined): text is PersonKind => personKinds.some((kind) => kind === text);

/** Writes a person down, or changes who was written here. Who was brought is not changed: what is said here takes their place. */
export function PersonForm({ person, close }: Props) {
  const form = useForm('person', person.key === null ? 'A new person' : person.name, {
    stored: person,
    shape: personShape,
    send: async ({ base, draft }) => {
      const kind = isKind(draft['kind']) ? draft['kind'] : person.kind;
      const { key, version, source } = base;
      const saved =
        key === null || version === null || source !== writtenHere
          ? await rpc.people.save({ key, version: null, person: saidIn(draft, kind) })
          : await rpc.people.change({ key, version, change: changeIn(base, draft, kind) });
      close();
      return saved;
    },
    storedMeanwhile: personMeanwhile,
    fieldOf: (field) => {
      const name = field.replace(/^(person|change)\./, '').split('.')[0] ?? '';
      return name in fieldNames ? name : null;
    },
  });
  const { draft } = form;
  if (draft === undefined) return null;
  const set = (field: string, text: string) => form.change((now) => ({ ...now, [field]: text }));
  const kind = isKind(draft['kind']) ? draft['kind'] : person.kind;
  const { key, version, name, source } = person;
  // Who was brought goes with their connection alone.
  const written = source === writtenHere && key !== null && version !== null ? { key, version, name } : null;
  const removed = () => {
    form.discard();
    close();
  };
  const input = (field: string) => ({ field, value: draft[field] ?? '', set: (text: string) => set(field, text) });

  return (
    <Form
      label={person.key === null ? 'New person' : `Person ${person.name}`}
      form={form}
      nameOf={(field) => fieldNames[field] ?? field}
      className={styles.form}
      onEscape={() => leave(only('person'), close)}
      foot={
        <FormFoot form={form} discard="Cancel" onDiscard={close}>
          {written !== null && <RemovePerson person={written} onRemoved={removed} />}
        </FormFoot>
      }
    >
      {person.source !== writtenHere && (
        <p className={styles.note}>What you save here replaces what {person.source} says about them.</p>
      )}
      <NativeSelect
        label="Kind"
        value={kind}
        data={personKinds.map((value) => ({ value, label: capital(value) }))}
        onChange={(event) => form.change((now) => ({ ...now, kind: event.currentTarget.value, roles: '' }))}
      />
      <Text {...input('name')} focus />
      <Text {...input('email')} />
      <Text {...input('mobile')} help="With the country code: +49 151 12345678." />
      <Roles kind={kind} value={linesOf(draft['roles'])} set={(next) => set('roles', next.join('\n'))} />
      <Lines
        {...input('partners')}
        help="The partners they work for or look after: one name or EDI address per line."
      />
      <Text {...input('language')} help="Such as en or pt-BR." />
      <Text {...input('zone')} help="Such as Europe/Berlin." />
    </Form>
  );
}

type InputProps = {
  readonly field: string;
  readonly value: string;
  readonly set: (text: string) => void;
  readonly help?: string;
  readonly focus?: boolean;
};

function Text({ field, value, set, help, focus = false }: InputProps) {
  return (
    <TextInput
      label={fieldNames[field]}
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autoComplete="off"
      autoFocus={focus}
      data-autofocus={focus || undefined}
      value={value}
      {...useField(field)}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

function Lines({ field, value, set, help }: InputProps) {
  return (
    <Textarea
      label={fieldNames[field]}
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autosize
      minRows={1}
      maxRows={8}
      value={value}
      {...useField(field)}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

type RolesProps = {
  readonly kind: PersonKind;
  readonly value: readonly string[];
  readonly set: (roles: readonly string[]) => void;
};

/** What the person is asked for. */
function Roles({ kind, value, set }: RolesProps) {
  const { error, ...place } = useField('roles');
  return (
    <Checkbox.Group label="Roles" value={[...value]} error={error} onChange={set} {...place}>
      <div className={styles.roles}>
        {givenRoles(kind).map((role) => (
          <Checkbox key={role} value={role} label={capital(role)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
