import type { Attribution } from './attribution.ts';
import type { Cause } from './cause.ts';
import { setUp, start, transit } from './either-side.ts';

/** Whose move it is about a document that the partner sent and we answered. */
export function sentByPartner(cause: Exclude<Cause, 'none'>, partner: string): Attribution {
  switch (cause) {
    case 'data':
    case 'order data':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} sent the document, and the complaint is about a value or segment in it.`,
        next: `Ask ${partner} to correct the document and send it again with a new control number.`,
        again: 'corrected',
      };
    case 'envelope':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} sent the file, and the complaint is about its envelope.`,
        next: `Ask ${partner} to correct the envelope and send the file again with a new control number.`,
        again: 'corrected',
      };
    case 'with its group':
      return {
        fault: 'unknown',
        faultReason:
          'It was rejected with its whole functional group; nothing is reported against the document itself.',
        next: `Look up in our system why the group was rejected, and tell ${partner} what to correct and send again.`,
        again: 'corrected',
      };
    case 'reason not given':
      return {
        fault: 'unknown',
        faultReason: 'Our acknowledgement gives no reason, so it is not known whose move it is.',
        next: `Look up in our system why it was rejected, and tell ${partner} the reason.`,
        again: 'no',
      };
    case 'duplicate':
      return {
        fault: 'partner',
        faultReason: `The number or name was used before, and ${partner} assigns it.`,
        next: `Check whether we have the first copy. If not, ask ${partner} to send it again with a new number.`,
        again: 'no',
      };
    case 'set-up':
      return setUp(partner);
    case 'security':
      return {
        fault: 'partner',
        faultReason: 'The file arrived with security settings other than those agreed.',
        next: `Compare the security settings with ${partner}, then ask for the file again with a new control number.`,
        again: 'corrected',
      };
    case 'security settings':
      return {
        fault: 'partner',
        faultReason: 'The file arrived with security settings other than those agreed.',
        next: `Compare the security settings with ${partner}, then ask for the file again.`,
        again: 'unchanged',
      };
    case 'wrong certificate of the receiver':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} encrypts with its copy of our certificate; that copy is probably out of date.`,
        next: `Send ${partner} our current encryption certificate and ask for the file again.`,
        again: 'unchanged',
      };
    case 'wrong certificate of the sender':
      return {
        fault: 'us',
        faultReason: `We check the signature of ${partner} with our copy of its certificate; that copy is probably out of date.`,
        next: `Get the current signing certificate from ${partner}, load it, and ask for the file again.`,
        again: 'unchanged',
      };
    case 'certificates':
      return {
        fault: 'unknown',
        faultReason: 'A certificate was not accepted; it is not reported whether ours or theirs.',
        next: `Compare both certificates with ${partner}, replace the one that has expired or changed, then ask for the file again.`,
        again: 'unchanged',
      };
    case 'unreadable file':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} sent the file, and our system could not read what is in it.`,
        next: `Ask ${partner} to correct the file and send it with a new control number.`,
        again: 'corrected',
      };
    case 'altered in transit':
      return transit(`Ask ${partner} to send the file again.`);
    case 'network':
      return {
        fault: 'network',
        faultReason: 'The file did not arrive complete, or our system was not available.',
        next: `Ask ${partner} to send the file again with a new control number. If it fails again, ask Trading Grid support to look at the connection.`,
        again: 'corrected',
      };
    case 'outcome unknown':
      return {
        fault: 'unknown',
        faultReason: 'No response to the file is recorded, so it is not known whether our system accepted it.',
        next: `Check in our system whether the file arrived before ${partner} is asked for it again.`,
        again: 'no',
      };
    case 'not processed':
      return {
        fault: 'unknown',
        faultReason:
          'Our system could not process the file. It is not reported whether the file or our system is the reason.',
        next: 'Look at the log of our receiving system, and process the file again once the reason is known.',
        again: 'no',
      };
    case 'business response':
    case 'counter-offer':
      return {
        fault: 'us',
        faultReason: 'It is our own response to an order, not an error in the data.',
        next: `Make sure ${partner} has seen the response and agrees to it.`,
        again: 'no',
      };
    case 'remark':
      return {
        fault: 'us',
        faultReason: 'It is our own response with a remark; only its wording says what changes.',
        next: `Make sure ${partner} has seen the remark and agrees to it.`,
        again: 'no',
      };
    case 'tender response':
      return {
        fault: 'us',
        faultReason: 'It is our own response to the tender, not an error in the data.',
        next: `Make sure ${partner} has seen that we declined the load.`,
        again: 'no',
      };
    case 'claim refused':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} sent the claims, and we did not accept them for processing, for the reasons given.`,
        next: `Make sure ${partner} has the reasons, so that it can correct the claims and send them again.`,
        again: 'corrected',
      };
    case 'short shipment':
      return {
        fault: 'us',
        faultReason: 'We shipped less than was ordered; this is not an error in the data.',
        next: `Tell ${partner} whether the rest will follow.`,
        again: 'no',
      };
    case 'stock adjusted':
      return {
        fault: 'us',
        faultReason: 'It is our own report of a change of stock, not an error in the data.',
        next: `Make sure ${partner} has seen it.`,
        again: 'no',
      };
    case 'file settings':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} sent the file with settings (name, compression or receipt request) that we do not accept.`,
        next: `Compare the file settings with ${partner}, then ask for the file again.`,
        again: 'unchanged',
      };
    case 'on hold':
      return {
        fault: 'us',
        faultReason: 'We have the document but have not decided on it yet.',
        next: `Decide on it and reply to ${partner}.`,
        again: 'no',
      };
    case 'words only':
      return {
        fault: 'unknown',
        faultReason: 'It is a message in words; no code says whose move it is.',
        next: 'Read the message and answer it.',
        again: 'no',
      };
    case 'own reason':
      return {
        fault: 'unknown',
        faultReason: 'We gave a reason of our own; no standard code says whose move it is.',
        next: `Make sure ${partner} understands the reason we gave.`,
        again: 'no',
      };
    case 'verdict unclear':
      return {
        fault: 'unknown',
        faultReason: 'Our acknowledgement gives no verdict that can be relied on.',
        next: `Check what our system decided and what our translator sent, and tell ${partner} which holds.`,
        again: 'no',
      };
  }
}
