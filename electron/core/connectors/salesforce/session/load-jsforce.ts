/**
 * jsforce, loaded when it is first needed: it is large. Only the parts that are used: the connection with its session
 * handling, the OAuth requests, and what a transport of our own is made from.
 */
export async function loadJsforce() {
  const [{ Connection }, { OAuth2 }, { Transport }, { StreamPromise }] = await Promise.all([
    import('jsforce/lib/connection.js'),
    import('jsforce/lib/oauth2.js'),
    import('jsforce/lib/transport.js'),
    import('jsforce/lib/util/promise.js'),
  ]);
  return { Connection, OAuth2, Transport, StreamPromise };
}

export type Jsforce = Awaited<ReturnType<typeof loadJsforce>>;
