import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '#renderer/client/query.ts';
import { StartSandbox } from '#renderer/features/first-run/start-sandbox.tsx';
import { rpc } from '#renderer/client/rpc.ts';
import { Empty, Failed } from '#renderer/ui/notice.tsx';
import { Screen } from '#renderer/ui/screen.tsx';
import { Connection } from './connection.tsx';
import styles from './connections.module.css';

/** The outside systems: whether they answer, what is read from them, and their settings. */
export function ConnectionsScreen() {
  const { data, error, refresh } = useQuery('connections', (signal) => rpc.connections.list(undefined, { signal }), [
    'connections',
    'feeds',
    'system',
  ]);
  return (
    <Screen title="Connections" aside={<StartSandbox />}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Connections">
        {data === undefined && error !== undefined && (
          <Failed what="The connections could not be read." error={error} retry={refresh} />
        )}
        {data?.connections.length === 0 && (
          <Empty icon={<IconPlugConnected size={26} stroke={1.4} />} title="No connectors">
            This installation has no connectors. Reinstall Gridline to get them back.
          </Empty>
        )}
        {data?.connections.map((connection) => (
          <Connection key={connection.connection} connection={connection} onChanged={refresh} />
        ))}
      </div>
    </Screen>
  );
}
