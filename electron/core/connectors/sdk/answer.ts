import type { z } from 'zod';
import { complaintWords } from '#shared/lib/misfit.ts';
import { ConnectorError } from './error.ts';
import type { HttpAnswer, HttpClient } from './http.ts';
import { redact } from './redact.ts';

/** True where a web page came instead of data: a proxy, a maintenance page, a sign-in form. */
export function isWebPage(answer: HttpAnswer): boolean {
  return (
    /\bhtml\b/i.test(answer.headers.get('content-type') ?? '') ||
    /^\s*<(!doctype\s+html|html|head|body)\b/i.test(answer.text)
  );
}

/** A web page that came instead of `what`. */
export function pageError(client: HttpClient, answer: HttpAnswer, what: string): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    `${client.system}.web-page`,
    `${client.name} sent a web page (${pageTitle(answer.text)}) instead of ${what}.`,
    {
      next: 'Check the address in the settings, and whether a proxy or a sign-in page stands in between.',
      retryAfterMs: answer.retryAfterMs,
    },
  );
}

/** The body as JSON; throws `unexpected-answer` that says what came instead. `what` is the thing asked for, as in `the search result`. */
export function parseJson(client: HttpClient, answer: HttpAnswer, what: string): unknown {
  if (isWebPage(answer)) throw pageError(client, answer, what);
  try {
    return JSON.parse(answer.text) as unknown;
  } catch (error) {
    const came = answer.text.trim() === '' ? 'nothing' : `"${redact(answer.text.slice(0, 80))}"`;
    throw new ConnectorError(
      'unexpected-answer',
      `${client.system}.not-json`,
      `${client.name} sent ${came} instead of ${what}, which should have been JSON.`,
      { cause: error },
    );
  }
}

/** Checks parsed JSON against a schema; throws `unexpected-answer` that names the first things that do not fit. */
export function parseShape<T>(client: HttpClient, value: unknown, schema: z.ZodType<T>, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConnectorError(
    'unexpected-answer',
    `${client.system}.unexpected-shape`,
    `${client.name} sent something other than ${what}. ${complaintWords(parsed.error, value)} It sent ${outline(value)}.`,
    {
      next: 'The interface may have changed. Report this message to whoever maintains Gridline.',
      cause: parsed.error,
    },
  );
}

/** `{schema, payload}`, `a list of 3`, `null`: enough to see what came, without its contents. */
function outline(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null) return 'null';
  if (typeof value === 'object') return `{${Object.keys(value).slice(0, 8).join(', ')}}`;
  return `a ${typeof value}`;
}

function pageTitle(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim();
  return title === undefined || title === '' ? 'without a title' : `"${redact(title)}"`;
}
