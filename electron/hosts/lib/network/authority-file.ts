import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import type { AuthorityTrouble } from '#core/ports.ts';

/** What a file that a variable names gives: certificates as PEM, or why it gives none. */
export type AuthorityFile = { readonly certificates: readonly string[]; readonly trouble: AuthorityTrouble | null };

const mostBytes = 20 * 1024 * 1024;
const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Reads the certificates of a file: PEM, as many as there are, or one in DER, which Windows calls `.cer`. */
export function readAuthorityFile(variable: string, path: string): AuthorityFile {
  const trouble = (message: string, next: string): AuthorityFile => ({
    certificates: [],
    trouble: { variable, message: `${variable} names ${path}. ${message}`, next },
  });
  let bytes: Buffer;
  try {
    const found = statSync(path);
    if (!found.isFile()) return trouble('That is not a file.', `Name the file itself in ${variable}.`);
    if (found.size > mostBytes) return trouble('That is too large to hold certificates.', `Correct ${variable}.`);
    bytes = readFileSync(path);
  } catch (error) {
    const words = systemErrorWords(error);
    return trouble(
      words?.message ?? 'It can’t be read.',
      `Correct ${variable}, or put the file there; then start again.`,
    );
  }
  // Nobody is trusted then, and that may be what is wanted.
  if (bytes.length === 0 && variable === 'SSL_CERT_FILE') return { certificates: [], trouble: null };
  const der = readable(bytes);
  const blocks = textOf(bytes).match(pemBlock) ?? [];
  const certificates = blocks.length > 0 ? blocks.flatMap((block) => readable(block) ?? []) : der === null ? [] : [der];
  if (certificates.length > 0 && certificates.length >= blocks.length) return { certificates, trouble: null };
  const next =
    'Ask IT for the certificate of the authority as PEM. A file that ends in .p7b becomes one with: ' +
    `openssl pkcs7 -inform DER -print_certs -in "${path}" -out company.pem`;
  if (certificates.length === 0) return trouble('It holds no certificate that can be read.', next);
  const bad = blocks.length - certificates.length;
  const left = bad === 1 ? 'One of its certificates is damaged' : `${bad} of its certificates are damaged`;
  const { trouble: told } = trouble(`${left}; the others are trusted.`, next);
  return { certificates, trouble: told };
}

/** Windows PowerShell writes UTF-16. */
function textOf(bytes: Buffer): string {
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'latin1');
}

function readable(certificate: string | Buffer): string | null {
  try {
    return new X509Certificate(certificate).toString();
  } catch {
    return null;
  }
}
