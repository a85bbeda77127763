import { z } from 'zod';
import type { HttpAnswer } from '../../sdk/http.ts';
import { errorsIn } from '../errors/api-error.ts';
import { meaningOf } from '../errors/vendor-codes.ts';

/**
 * What an answer says of the session: `expired` = renew it and ask again; `moved` = the org answers at another address
 * by now, which a renewal tells; `perhaps moved` = so may a host that is the org's; null = nothing. With the first two,
 * nothing was done.
 */
export type SessionEnd = 'expired' | 'moved' | 'perhaps moved' | null;

/** Salesforce's own sign-in page, or the script that leads there: `ec` is the reason it gives. */
const signInPage = /[?&]ec=30\d|\/secur\/(login|logout|frontdoor)|<title>\s*login \| salesforce|name="pw"/i;
/** Statuses of a host that does not serve this org (any more), which a plain wrong path has too. */
const notHere = new Set([404, 410, 421]);

/**
 * The vendor has many words for it: 401 with or without a body, INVALID_SESSION_ID under other statuses too (200
 * included), the sign-in page, the plain words of `userinfo` with 403 (seen in nforce and in the Salesforce extensions
 * for VS Code), `URL_NOT_RESET` where a good session reaches a host that is not the org's any more, and redirects, web
 * pages or "not found" from a host that was given up.
 */
export function sessionEnd(answer: HttpAnswer, askedAt: string): SessionEnd {
  const { status, headers, text } = answer;
  // Renewing would not help: this user's sessions may not use the API.
  if (status >= 300 && /not valid for use/i.test(text)) return null;
  // A page of rows is long, and tells of no session.
  if (status < 300 && isQuiet(text)) return null;
  const body = jsonOf(text);
  const errors = errorsIn(body);
  if (errors.some((error) => meaningOf(error) === 'moved')) return 'moved';
  if (errors.some((error) => meaningOf(error) === 'session') || /^invalid_(token|session)/.test(oauthError(body))) {
    return 'expired';
  }
  const location = headers.get('location');
  if (status < 500 && (signInPage.test(location ?? '') || (body === undefined && signInPage.test(text))))
    return 'expired';
  // A page where data was asked for. Data that is broken off came from the right place.
  if (status < 300) return /^\s*</.test(text) ? 'perhaps moved' : null;
  if (/\bURL_NOT_RESET\b/.test(text) || leadsElsewhere(status, location, askedAt)) return 'moved';
  if (status === 401) return 'expired';
  if (status < 500 && /^\W*(\w+_OAuth_Token|Wrong_Org|Invalid_Session\w*)\b/i.test(text)) return 'expired';
  return notHere.has(status) ? 'perhaps moved' : null;
}

/** `error` of an OAuth refusal; empty text where it is none. */
function oauthError(body: unknown): string {
  return z.object({ error: z.string() }).safeParse(body).data?.error.toLowerCase() ?? '';
}

function leadsElsewhere(status: number, location: string | null, askedAt: string): boolean {
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location, askedAt)) return false;
  return new URL(location, askedAt).host !== new URL(askedAt).host;
}

/** Data that names no error. */
function isQuiet(text: string): boolean {
  return /^\s*[[{]/.test(text) && !/"(?:error|errorCode|statusCode)"/.test(text);
}

/** `undefined` where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
