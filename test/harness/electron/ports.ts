import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** `MessagePortMain`: an emitter whose messages wait until `start`. */
export class MessagePortMain extends EventEmitter {
  readonly inner: MessagePort;

  constructor(inner: MessagePort) {
    super();
    this.inner = inner;
    inner.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown): void {
    this.inner.postMessage(message);
  }

  start(): void {
    this.inner.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.inner.start();
  }

  close(): void {
    this.inner.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

/** A port cannot leave its process here, so its messages are carried: both ends keep one number for it. */
export class PortCarrier {
  private readonly ports = new Map<number, MessagePort>();
  private lastId = 0;
  private readonly send: (
    message: { readonly port: number; readonly data: unknown } | { readonly port: number; readonly closed: true },
  ) => void;

  constructor(send: PortCarrier['send']) {
    this.send = send;
  }

  /** Begins to carry a port's messages; answers with the number the other end should use. */
  adopt(port: MessagePort): number {
    this.lastId += 1;
    const id = this.lastId;
    this.ports.set(id, port);
    port.on('message', (data: unknown) => this.send({ port: id, data }));
    port.on('close', () => {
      if (this.ports.delete(id)) this.send({ port: id, closed: true });
    });
    return id;
  }

  receive(id: number, data: unknown): void {
    this.ports.get(id)?.postMessage(data);
  }

  closed(id: number): void {
    const port = this.ports.get(id);
    this.ports.delete(id);
    port?.close();
  }

  closeAll(): void {
    for (const id of this.ports.keys()) this.closed(id);
  }
}
