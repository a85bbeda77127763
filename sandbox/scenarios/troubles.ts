import type { Random } from '../lib/random.ts';

import { ascii } from './trade/partners.ts';
import type { Partner } from './scenario.ts';

/** Why deliveries fail, in the words of a gateway. */
export function deliveryTrouble(partner: Partner, random: Random): string {
  const host = `${ascii(partner.name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')}.example`;
  return random.pick([
    `AS2 delivery to https://as2.${host}/inbound failed after 5 attempts: HTTP 503 Service Unavailable`,
    `AS2 delivery to https://as2.${host}/inbound failed: connection timed out after 60000 ms`,
    `AS2 delivery to https://as2.${host}/inbound failed: TLS handshake failed, server certificate expired`,
    `No MDN received from ${host} within 3600 seconds`,
    `MDN from ${host}: processed/error: decryption-failed`,
    `SFTP delivery to sftp.${host} failed: Permission denied writing /inbox`,
    `SFTP delivery to sftp.${host} failed: authentication failed for user harrowvale`,
    `FTPS delivery to ftp.${host} failed: 552 Requested file action aborted, exceeded storage allocation`,
  ]);
}

/** Why a file stops before delivery: the error code and the translator's words. */
export function validationTrouble(
  type: string,
  number: string,
  random: Random,
): { readonly code: string; readonly message: string } {
  const edifact = /^[A-Z]{6}$/.test(type);
  return random.pick(
    edifact
      ? [
          { code: '20117', message: `${type} ${number}: mandatory segment NAD+BY missing in group 2` },
          { code: '20121', message: `${type} ${number}: data element 3035 value "XX" is not in the code list` },
          { code: '20140', message: `${type} ${number}: numeric data element 6060 contains letters` },
          { code: '-2', message: `${type} ${number}: message type has no agreement with this receiver` },
        ]
      : [
          { code: '20117', message: `${type} ${number}: mandatory segment N1 (ST) missing` },
          { code: '20118', message: `${type} ${number}: element N104 is required when N103 is present` },
          { code: '20121', message: `${type} ${number}: code "ZX" in element 355 (unit of measure) is not allowed` },
          { code: '20133', message: `${type} ${number}: element 373 "20261340" is not a valid date` },
          { code: '-2', message: `${type} ${number}: no map found for this sender, receiver and document type` },
        ],
  );
}

export function holdTrouble(partner: Partner): string {
  return `Delivery to ${partner.name} stopped after five attempts; OpenText support has been alerted`;
}

export function duplicateTrouble(reference: string, partner: Partner): string {
  return `Duplicate interchange control number ${reference} from ${partner.name}; processing halted`;
}
