/** Loaded first in a utility process of the stand-in: gives it `process.parentPort`. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { MessagePortMain } from './ports.ts';

const fromMainSchema = z.union([
  z.object({ message: z.unknown(), ports: z.array(z.number()) }),
  z.object({ port: z.number(), closed: z.literal(true) }),
  z.object({ port: z.number(), data: z.unknown() }),
]);

const parentPort = new EventEmitter();
const outer = new Map<number, MessagePort>();
const tell = (message: object): void => {
  if (process.connected) process.send?.(message);
};

process.on('message', (raw) => {
  const message = fromMainSchema.parse(raw);
  if ('message' in message) {
    const ports = message.ports.map((id) => {
      const { port1, port2 } = new MessageChannel();
      outer.set(id, port1);
      port1.on('message', (data: unknown) => tell({ port: id, data }));
      port1.on('close', () => {
        if (outer.delete(id)) tell({ port: id, closed: true });
      });
      return new MessagePortMain(port2);
    });
    parentPort.emit('message', { data: message.message, ports });
  } else if ('closed' in message) {
    const port = outer.get(message.port);
    outer.delete(message.port);
    port?.close();
  } else {
    outer.get(message.port)?.postMessage(message.data);
  }
});
// A main process that is gone takes its utility processes along.
process.on('disconnect', () => process.exit(1));

Object.defineProperty(process, 'parentPort', {
  value: Object.assign(parentPort, { postMessage: (message: unknown) => tell({ message }) }),
});
