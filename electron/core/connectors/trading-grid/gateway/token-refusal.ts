import { isWebPage } from '../../sdk/answer.ts';
import type { HttpAnswer } from '../../sdk/http.ts';

/**
 * Whether an answer may come from a token that ended. `certain`: it says so. `possible`: gateways answer so then, but for
 * other reasons too. `no`: anything else.
 */
export type TokenRefusal = 'certain' | 'possible' | 'no';

/**
 * Only 401 is the rule (RFC 6750, 3.1). Apigee's policies name the token in the fault, with whatever status the proxy
 * was given; GraphQL servers tell with status 200; and sign-on products in front send their login page.
 */
export function tokenRefusal(answer: HttpAnswer): TokenRefusal {
  const { status } = answer;
  if (status === 401) return 'certain';
  if (status === 304 || status === 407 || status === 408 || status === 429) return 'no';
  if (isWebPage(answer)) return status < 500 ? 'possible' : 'no';
  const said = troubleIn(answer);
  if (/policies\.ratelimit|quotaviolation|spikearrest/i.test(said)) return 'no';
  // Parsers have tokens of their own.
  if (aboutTheText.test(said) && !/\b(access|bearer|auth\w*|jwt)[ _-]?token|_access_token/i.test(said)) return 'no';
  if (aboutTheToken.test(said) || /\binvalid_token\b/i.test(answer.headers.get('www-authenticate') ?? '')) {
    return 'certain';
  }
  return (status >= 300 && status < 400) || possible.has(status) || aboutSignIn.test(said) ? 'possible' : 'no';
}

/** Forbidden, and what is used beside the standard: session expired, login time-out, invalid token. */
const possible: ReadonlySet<number> = new Set([403, 419, 440, 498]);

const aboutTheToken =
  /\b(access|bearer|auth\w*|oauth2?|jwt|id)[ _-]?token\b.{0,60}\b(expired|invalid|revoked|not valid|not approved|not active|ended|unknown)|\b(expired|invalid|revoked|unknown|bad)[ _-]+((access|bearer|auth\w*|jwt)[ _-]?)?token\b|(access|invalid|expired)_?(access_?)?token(_?(expired|invalid|not_approved|revoked))?\b.{0,4}$|\btoken (is |was |has |has been |have )?(expired|invalid|revoked|not valid|no longer valid)|access_token_(expired|not_approved)|(invalid|expired)_access_token|\bTOKEN_(EXPIRED|INVALID|REVOKED)\b|\bjwt expired\b|\bunauthenticated\b/i;
const aboutTheText = /quer(y|ies)|syntax|pars(e|er|ing)\b|lexical|\bposition\b|\bline \d|\bjson\b/i;
const aboutSignIn =
  /\bunauthori[sz]ed\b|not authenticated|not (logged|signed) in|authentication (is )?(required|failed|needed)|session.{0,20}(expired|ended|timed out|invalid)|invalid.{0,10}session|(log|sign) ?in (again|required)|please (log|sign) ?in|credential/i;

/** What an answer says went wrong, without the data in it: what partners were sent speaks of tokens as well. */
function troubleIn({ status, text }: HttpAnswer): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // No data in any form that is known.
    return text.length > longestSentence ? '' : text;
  }
  if (typeof body === 'string') return body;
  if (body === null || typeof body !== 'object') return '';
  if (status > 299) return JSON.stringify(body);
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const told = items.slice(0, 5).map((item) => troubleOf(item));
  // A list whose records all tell of trouble is no list of data.
  return told.includes('') ? '' : told.join(' ');
}

const longestSentence = 2_000;
const names =
  /^(errors?|faults?|exceptions?|messages?|error[-_]?\w+|fault[-_]?\w+|code|reason|title|detail|description|extensions)$/i;

function troubleOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return '';
  return Object.entries(item)
    .filter(([name, value]) => names.test(name) && value !== null && value !== undefined)
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' ');
}
