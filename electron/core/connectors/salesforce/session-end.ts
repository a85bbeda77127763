import type { HttpAnswer } from '../sdk/http.ts';
import { readErrors } from './api-error.ts';

/**
 * What an answer says of the session: `expired` = renew it and ask again; `moved` = the org answers at another address
 * by now, which a renewal tells; null = nothing. In both cases nothing was done.
 */
export type SessionEnd = 'expired' | 'moved' | null;

/**
 * The vendor has many words for it: 401 with or without a body, INVALID_SESSION_ID under other statuses too, the plain
 * words of `userinfo` with 403 (seen in nforce and in the Salesforce extensions for VS Code), `URL_NOT_RESET` where a
 * good session reaches a host that is not the org's any more, and redirects or web pages from a host that was given up.
 */
export function sessionEnd(answer: HttpAnswer, askedAt: string): SessionEnd {
  const { status, headers, text } = answer;
  if (status < 300) return null;
  // Renewing would not help: this user's sessions may not use the API.
  if (/not valid for use/i.test(text)) return null;
  const errors = readErrors(answer);
  if (errors.some(({ code }) => code === 'URL_NOT_RESET') || /\bURL_NOT_RESET\b/.test(text)) return 'moved';
  if (leadsElsewhere(status, headers.get('location'), askedAt)) return 'moved';
  if ((status === 404 || status === 410) && errors.length === 0 && !isJson(text)) return 'moved';
  if (status === 401) return 'expired';
  if (errors.some(({ code }) => code === 'INVALID_SESSION_ID' || code === 'INVALID_AUTH_HEADER')) return 'expired';
  if (status < 500 && /^\W*(\w+_OAuth_Token|Wrong_Org|Invalid_Session\w*)\b/i.test(text)) return 'expired';
  if (status < 500 && /"error"\s*:\s*"invalid_token"/.test(text)) return 'expired';
  return null;
}

function leadsElsewhere(status: number, location: string | null, askedAt: string): boolean {
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location, askedAt)) return false;
  return new URL(location, askedAt).host !== new URL(askedAt).host;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
