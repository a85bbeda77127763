import type { IncomingMessage } from 'node:http';

/** Reads the body as UTF-8 text; undefined when it is longer than `limit` bytes (the rest is drained, not kept). */
export async function readBody(message: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
