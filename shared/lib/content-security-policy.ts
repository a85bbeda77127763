/**
 * What the console's pages may load, in the desktop app and in the browser alike: no inline script, nothing from
 * elsewhere. Mantine sets style attributes, hence the one exception.
 */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
