import { z } from 'zod';
import { second } from '#shared/lib/time.ts';
import { isWebPage, parseJson, parseShape } from '../../sdk/answer.ts';
import { ConnectorError, withWait } from '../../sdk/error.ts';
import type { HttpAnswer, HttpClient } from '../../sdk/http.ts';
import { redact } from '../../sdk/redact.ts';
import { statusError } from '../../sdk/status.ts';
import { readErrors } from '../errors/api-error.ts';
import { loadJsforce, createTransport } from './jsforce.ts';
import { refusalError } from './oauth-refusal.ts';
import { salesforceError } from '../errors/our-codes.ts';

const tokenDeadline = 30 * second;

const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  instance_url: z.url().optional(),
});
export type Tokens = z.output<typeof tokensSchema>;

const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

export type OAuthApp = { readonly loginUrl: string; readonly clientId: string };

/** An OAuth2 of its own for each request: one that was used for a code sends its verifier again when it refreshes. */
async function tokenRequest(
  http: HttpClient,
  config: OAuthApp & { readonly redirectUri?: string },
  signal: AbortSignal | undefined,
  run: (oauth2: InstanceType<Awaited<ReturnType<typeof loadJsforce>>['OAuth2']>) => Promise<unknown>,
): Promise<Tokens> {
  const jsforce = await loadJsforce();
  const oauth2 = new jsforce.OAuth2(config);
  const seen: HttpAnswer[] = [];
  oauth2._transport = createTransport(jsforce, http, {
    effect: false,
    deadlineMs: tokenDeadline,
    signal,
    onAnswer: (answer) => seen.push(answer),
  });
  try {
    await run(oauth2);
  } catch (error) {
    if (seen.length === 0) throw error;
  }
  const answer = seen.at(-1);
  if (answer === undefined) throw salesforceError('unavailable', 'no-answer', 'Salesforce sent nothing.');
  if (answer.status < 200 || answer.status > 299 || readRefusal(answer) !== null) throw refusal(http, answer);
  const what = 'access tokens';
  return parseShape(http, parseJson(http, answer, what), tokensSchema, what);
}

/** Exchanges the code of a sign-in. Throws `ConnectorError`. */
export function exchangeCode(
  http: HttpClient,
  app: OAuthApp & { readonly redirectUri: string; readonly verifier: string; readonly code: string },
  signal: AbortSignal,
): Promise<Tokens> {
  const { loginUrl, clientId, redirectUri, verifier, code } = app;
  return tokenRequest(http, { loginUrl, clientId, redirectUri }, signal, (oauth2) => {
    oauth2.codeVerifier = verifier;
    return oauth2.requestToken(code);
  });
}

/** Exchanges a refresh token, which may be a new one each time. Throws `sign-in` when it is not accepted any more. */
export function refreshTokens(http: HttpClient, app: OAuthApp, refreshToken: string): Promise<Tokens> {
  return tokenRequest(http, { loginUrl: app.loginUrl, clientId: app.clientId }, undefined, (oauth2) =>
    oauth2.refreshToken(refreshToken),
  );
}

/** What the token service says when it refuses, under whatever status; null where it is not it that speaks. */
function readRefusal(answer: HttpAnswer): z.output<typeof refusalSchema> | null {
  try {
    return refusalSchema.safeParse(JSON.parse(answer.text)).data ?? null;
  } catch {
    return null;
  }
}

/** The words of an answer that is no refusal of OAuth's: a list of errors, or plain text; of a page, its title. */
function wordsOf(answer: HttpAnswer): string {
  const errors = readErrors(answer);
  if (errors.length > 0) return errors.map(({ code, message }) => message || code).join('; ');
  const title = /<title>([^<]*)<\/title>/i.exec(answer.text)?.[1]?.trim() ?? '';
  return isWebPage(answer) ? title : answer.text.trim().slice(0, 200);
}

function refusal(http: HttpClient, answer: HttpAnswer): ConnectorError {
  const said = readRefusal(answer);
  if (said !== null && answer.status < 500 && answer.status !== 429) {
    const refused = refusalError({ error: said.error, description: redact(said.error_description ?? '') });
    return withWait(refused, answer.retryAfterMs);
  }
  const plain = statusError(http, answer, { effect: false, said: redact(wordsOf(answer)), what: 'the sign-in' });
  // Whoever sent this without a word of OAuth (a proxy, a maintenance page) has not refused the sign-in.
  if (plain.kind !== 'sign-in' && answer.status !== 403) return plain;
  return new ConnectorError('unavailable', plain.code, plain.message, {
    next: 'Gridline will retry automatically. If this persists, check whether a proxy stands in between.',
    retryAfterMs: plain.retryAfterMs,
  });
}
