import type { Attribution } from './attribution.ts';
import type { Cause } from './cause.ts';
import { setUp, start, transit } from './either-side.ts';

/** Whose move it is about a document that we sent and the partner answered. */
export function sentByUs(cause: Exclude<Cause, 'none'>, partner: string): Attribution {
  switch (cause) {
    case 'data':
      return {
        fault: 'us',
        faultReason: 'We sent the document, and the complaint is about a value or segment in it: our data or our map.',
        next: 'Correct the data or the map, then send the document again with a new control number.',
        again: 'corrected',
      };
    case 'envelope':
      return {
        fault: 'us',
        faultReason: 'We sent the file, and the complaint is about its envelope, which our translator writes.',
        next: 'Correct the envelope settings, then send the file again with a new control number.',
        again: 'corrected',
      };
    case 'with its group':
      return {
        fault: 'unknown',
        faultReason:
          'It was rejected with its whole functional group; nothing is reported against the document itself.',
        next: `Correct what the acknowledgement names in the group, or ask ${partner} for the reason if it names nothing. Then send its documents again with new control numbers.`,
        again: 'corrected',
      };
    case 'reason not given':
      return {
        fault: 'unknown',
        faultReason: `${start(partner)} gave no reason, so it is not known whose move it is.`,
        next: `Ask ${partner} for the reason. Then correct what is wrong and send the document again with a new control number.`,
        again: 'corrected',
      };
    case 'duplicate':
      return {
        fault: 'us',
        faultReason: 'The number or name was used before, and we assign it.',
        next: `Ask ${partner} whether the first copy was processed. If it was, nothing is missing; if not, send it again with a new number.`,
        again: 'no',
      };
    case 'set-up':
      return setUp(partner);
    case 'security':
      return {
        fault: 'us',
        faultReason: 'We sent the file, and its security settings are not those the partner expects.',
        next: `Compare the security settings (passwords, signing, encryption, digest) with those ${partner} asks for, then send it again with a new control number.`,
        again: 'corrected',
      };
    case 'security settings':
      return {
        fault: 'us',
        faultReason: 'We sent the file, and its security settings are not those the partner expects.',
        next: `Compare the security settings (signing, encryption, digest) with those ${partner} asks for, then send the file again.`,
        again: 'unchanged',
      };
    case 'wrong certificate of the receiver':
      return {
        fault: 'us',
        faultReason: `We encrypt with the certificate of ${partner}; it could not decrypt, so our copy is probably out of date.`,
        next: `Get the current encryption certificate from ${partner}, load it, and send the file again.`,
        again: 'unchanged',
      };
    case 'wrong certificate of the sender':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} checks our signature with its copy of our certificate; that copy is probably out of date.`,
        next: `Send ${partner} our current signing certificate, and check that ours has not expired. Then send the file again.`,
        again: 'unchanged',
      };
    case 'certificates':
      return {
        fault: 'unknown',
        faultReason: 'A certificate was not accepted; it is not reported whether ours or theirs.',
        next: `Compare both certificates with ${partner}, replace the one that has expired or changed, then send the file again.`,
        again: 'unchanged',
      };
    case 'unreadable file':
      return {
        fault: 'us',
        faultReason: 'We sent the file, and its receiver could not read what is in it.',
        next: 'Look at the file we sent: its format, its envelope and what our translator wrote. Correct it and send it with a new control number.',
        again: 'corrected',
      };
    case 'altered in transit':
      return transit('Send the file again.');
    case 'network':
      return {
        fault: 'network',
        faultReason: 'The file did not arrive complete, or the receiving system was not available.',
        next: 'Send the file again with a new control number. If it fails again, ask Trading Grid support to look at the connection.',
        again: 'corrected',
      };
    case 'outcome unknown':
      return {
        fault: 'unknown',
        faultReason: `The file was sent and no acknowledgement came back: whether it reached ${partner} is not known.`,
        next: `Ask ${partner} whether it arrived before anything is sent again: a second copy may be processed twice.`,
        again: 'no',
      };
    case 'not processed':
      return {
        fault: 'unknown',
        faultReason:
          'The receiving system could not process the file. It is not reported whether the file or that system is the reason.',
        next: `Ask ${partner} what its log says about the file, and whether any of it was processed, before it is sent again.`,
        again: 'no',
      };
    case 'business response':
      return {
        fault: 'partner',
        faultReason: `It is a business decision by ${partner}, not an error in the data.`,
        next: `Show the response to whoever placed the order, and agree with ${partner} on quantity, date or a substitute.`,
        again: 'no',
      };
    case 'remark':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} accepted it with a remark; only its wording says what changes.`,
        next: `Read the remark. If it changes a date, a quantity or a price, show it to whoever placed the order and agree with ${partner}.`,
        again: 'no',
      };
    case 'tender response':
      return {
        fault: 'partner',
        faultReason: `It is a business decision by ${partner}, not an error in the data: it declined the load as offered.`,
        next: 'Tender the load to another carrier now. No further response will come for this tender.',
        again: 'no',
      };
    case 'counter-offer':
      return {
        fault: 'us',
        faultReason: `${start(partner)} answered with other terms and is waiting for our decision.`,
        next: `Read the terms, then accept them, agree on others with ${partner}, or tender the load to another carrier.`,
        again: 'no',
      };
    case 'claim refused':
      return {
        fault: 'us',
        faultReason: `We sent the claims, and ${partner} did not accept them for processing, for the reasons given.`,
        next: 'Correct what is named, then send those claims again in a new file with new control numbers.',
        again: 'corrected',
      };
    case 'short shipment':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} shipped less than was ordered; this is not an error in the data.`,
        next: `Ask ${partner} whether the rest will follow, then tell the customer or reorder the rest.`,
        again: 'no',
      };
    case 'order data':
      return {
        fault: 'us',
        faultReason: 'The supplier does not know an item, unit or description we ordered with.',
        next: 'Correct the item number, unit or description in our order data, then order again under a new number.',
        again: 'corrected',
      };
    case 'stock adjusted':
      return {
        fault: 'unknown',
        faultReason: `${start(partner)} changed our stock; its reason is given as a code only.`,
        next: `Compare it with our own stock, and ask ${partner} what happened to the goods.`,
        again: 'no',
      };
    case 'file settings':
      return {
        fault: 'us',
        faultReason:
          'We sent the file with settings (name, compression or receipt request) that the partner does not accept.',
        next: `Compare the file settings with those ${partner} asks for, then send the file again.`,
        again: 'unchanged',
      };
    case 'on hold':
      return {
        fault: 'partner',
        faultReason: `${start(partner)} has the document but has not decided on it yet.`,
        next: `Ask ${partner} why it is on hold and what it is waiting for.`,
        again: 'no',
      };
    case 'words only':
      return {
        fault: 'unknown',
        faultReason: 'The partner wrote a message in words; no code says whose move it is.',
        next: 'Read the message and answer it.',
        again: 'no',
      };
    case 'own reason':
      return {
        fault: 'unknown',
        faultReason: `${start(partner)} gave a reason of its own; no standard code says whose move it is.`,
        next: `Read the reason. If it is about our data, correct it and send the document again with a new control number; if not, ask ${partner}.`,
        again: 'corrected',
      };
    case 'verdict unclear':
      return {
        fault: 'unknown',
        faultReason: 'The acknowledgement gives no verdict that can be relied on.',
        next: `Ask ${partner} whether the document was accepted.`,
        again: 'no',
      };
  }
}
