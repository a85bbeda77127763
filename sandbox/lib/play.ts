import type { ServerResponse } from 'node:http';

import { assertNever } from '#shared/lib/assert-never.ts';

import { htmlErrorPage, type Spoiling, send } from './answer.ts';
import type { Fault } from './fault.ts';
import type { ArrivedCall } from './ledger.ts';
import type { SandboxResponse } from './route.ts';

/** Plays one call with its fault: what takes effect, what is answered, and what the ledger says of it. */
export async function play(
  fault: Fault | undefined,
  call: ArrivedCall,
  response: ServerResponse,
  run: () => Promise<SandboxResponse>,
  stopping: AbortSignal,
): Promise<void> {
  const answer = (given: SandboxResponse, spoiling: Spoiling = 'none') => {
    call.answered(given.status);
    send(response, given, spoiling);
  };
  if (fault === undefined || fault.type === 'vendor') return answer(await run());
  switch (fault.type) {
    case 'status':
      if (fault.when === 'after') await run();
      return answer({
        status: fault.status,
        ...(fault.headers === undefined ? {} : { headers: fault.headers }),
        ...(typeof fault.body === 'string' ? { text: fault.body } : { json: fault.body }),
      });
    case 'html':
      return answer({
        status: fault.status,
        headers: { 'content-type': 'text/html;charset=utf-8', ...fault.headers },
        text: htmlErrorPage,
      });
    case 'hang-before':
      return undefined;
    case 'hang-after':
      await run();
      return undefined;
    case 'reset-before':
      response.destroy();
      return undefined;
    case 'reset-after':
      await run();
      response.destroy();
      return undefined;
    case 'truncate':
    case 'malformed':
    case 'wrong-schema':
      return answer(await run(), fault.type);
    case 'slow': {
      const given = await run();
      await delay(fault.ms, stopping);
      return answer(given);
    }
    default:
      return assertNever(fault, 'fault');
  }
}

function delay(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopping.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
