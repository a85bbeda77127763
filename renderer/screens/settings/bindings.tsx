import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bindingField } from '#shared/model/setting-changes.ts';
import { queries } from '#renderer/data/queries.ts';
import { bindingChoices } from './binding-choices.ts';
import type { ControlProps } from './control.ts';
import { Sentence } from '#renderer/kit/form/sentence.tsx';
import formStyles from '#renderer/kit/form/form.module.css';
import styles from './service-levels.module.css';

/** Which connection does what, where several could: a sentence for each such thing. */
export function Bindings({ setting, value, set }: ControlProps<'bindings'>) {
  const { data } = useQuery(queries.connections());
  if (data === undefined) return null;
  const rows = bindingChoices(data.connections, value);
  if (rows.length === 0)
    return <p className={styles.help}>Nothing to choose: no two connections offer the same action.</p>;
  const bind = (capability: string, connection: string) => {
    const others = value.filter((one) => one.capability !== capability);
    const bindings = connection === '' ? others : [...others, { capability, connection }];
    set(bindings.toSorted((a, b) => (a.capability < b.capability ? -1 : 1)));
  };
  return (
    <div className={formStyles.rules}>
      <ul aria-label={setting.name}>
        {rows.map(({ capability, verb, choices, chosen }) => (
          <Sentence key={capability} field={bindingField(capability)}>
            {(problemId) => (
              <>
                <span>{verb} through</span>
                <NativeSelect
                  aria-label={`Connection for ${capability}`}
                  aria-describedby={problemId}
                  error={problemId !== undefined}
                  value={chosen}
                  data={[{ value: '', label: 'No connection chosen' }, ...choices]}
                  onChange={(event) => bind(capability, event.currentTarget.value)}
                />
              </>
            )}
          </Sentence>
        ))}
      </ul>
    </div>
  );
}
