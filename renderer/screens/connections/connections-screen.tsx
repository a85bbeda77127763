import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConnectionState } from '#shared/model/connection.ts';
import { StartSandbox } from '#renderer/parts/sandbox/start-sandbox.tsx';
import { queries } from '#renderer/data/queries.ts';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { Screen } from '#renderer/kit/screen.tsx';
import { ScrollArea } from '#renderer/kit/scroll-area.tsx';
import { ConnectorGroup } from './connector-group.tsx';

function byConnector(connections: readonly ConnectionState[]): ReadonlyMap<string, readonly ConnectionState[]> {
  return Map.groupBy(connections, ({ connector }) => connector);
}

/** The outside systems: whether they answer, what is read from them, and their settings. */
export function ConnectionsScreen() {
  const { data, error, refetch } = useQuery(queries.connections());
  const refresh = () => void refetch();
  return (
    <Screen title="Connections" aside={<StartSandbox />}>
      <ScrollArea label="Connections">
        {data === undefined && error !== null && (
          <Failed what="The connections could not be read." error={error} retry={refresh} />
        )}
        {data?.connections.length === 0 && (
          <Empty icon={<IconPlugConnected size={26} stroke={1.4} />} title="No connectors">
            This installation has no connectors. Reinstall Gridline to get them back.
          </Empty>
        )}
        {[...byConnector(data?.connections ?? [])].map(([connector, connections]) => (
          <ConnectorGroup key={connector} connections={connections} onChanged={refresh} />
        ))}
      </ScrollArea>
    </Screen>
  );
}
