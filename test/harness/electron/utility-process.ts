import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type MessagePortMain, PortCarrier } from './ports.ts';

const fromChildSchema = z.union([
  z.object({ message: z.unknown() }),
  z.object({ port: z.number(), closed: z.literal(true) }),
  z.object({ port: z.number(), data: z.unknown() }),
]);

/** A utility process: a real process of its own, with messages and ports carried over Node's channel. */
class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;
  private readonly carrier: PortCarrier;

  readonly stdout: Readable | null;
  readonly stderr: Readable | null;

  constructor(modulePath: string, stdio: 'pipe' | 'inherit') {
    super();
    this.child = fork(modulePath, [], {
      execArgv: ['--import', new URL('./child.ts', import.meta.url).href],
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
    });
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.carrier = new PortCarrier((message) => this.tell(message));
    this.child.on('message', (raw) => {
      const message = fromChildSchema.parse(raw);
      if ('message' in message) this.emit('message', message.message);
      else if ('closed' in message) this.carrier.closed(message.port);
      else this.carrier.receive(message.port, message.data);
    });
    this.child.on('exit', (code) => {
      this.carrier.closeAll();
      this.emit('exit', code);
    });
    // The test kills the core by its process id.
    process.stdout.write(`core ${this.child.pid}\n`);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown, ports: readonly MessagePortMain[] = []): void {
    this.tell({ message, ports: ports.map((port) => this.carrier.adopt(port.inner)) });
  }

  kill(): boolean {
    return this.child.kill();
  }

  private tell(message: object): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}

export const utilityProcess = {
  fork: (
    modulePath: string,
    _args: readonly string[] = [],
    options: { readonly stdio?: 'pipe' | 'inherit' } = {},
  ): UtilityProcess => new UtilityProcess(modulePath, options.stdio ?? 'inherit'),
};
