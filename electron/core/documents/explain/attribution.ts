import type { Again, Fault } from '#shared/model/edi.ts';
import type { Cause } from './cause.ts';

/** Whose move it is, why we think so, and what to do next. */
export type Attribution = {
  readonly fault: Fault;
  readonly faultReason: string;
  readonly next: string;
  readonly again: Again;
};

export type Direction = 'outbound' | 'inbound' | 'unknown';

/** Seen from the document that was answered: `outbound` = we sent it, so the partner refused it. */
export function attribute(cause: Cause, direction: Direction, partnerName: string | null): Attribution {
  const partner = partnerName ?? 'the partner';
  if (cause === 'none') {
    return { fault: 'unknown', faultReason: 'Nothing was refused.', next: 'Nothing to do.', again: 'no' };
  }
  if (direction === 'unknown') {
    return {
      fault: 'unknown',
      faultReason: 'It is not known whether we or the partner sent the document.',
      next: 'Find out which side sent the document: that side has to correct it.',
      again: 'no',
    };
  }
  return direction === 'outbound' ? sentByUs(cause, partner) : sentByPartner(cause, partner);
}

function sentByUs(cause: Exclude<Cause, 'none'>, partner: string): Attribution {
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
    case 'duplicate':
      return {
        fault: 'us',
        faultReason: 'The number or name was used before, and we are the ones who give it.',
        next: `Ask ${partner} whether the first copy was processed. If it was, nothing is missing; if not, send it again with a new number.`,
        again: 'no',
      };
    case 'set-up':
      return setUp(partner);
    case 'security':
    case 'security settings':
      return {
        fault: 'us',
        faultReason: 'We sent the file, and its security settings are not those the partner expects.',
        next: `Compare the security settings (passwords, signing, encryption, digest) with those ${partner} asks for, then send again.`,
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
        faultReason: `${partnerStart(partner)} checks our signature with its copy of our certificate; that copy is probably out of date.`,
        next: `Send ${partner} our current signing certificate, and check that ours has not expired. Then send the file again.`,
        again: 'unchanged',
      };
    case 'altered in transit':
      return transit();
    case 'network':
      return {
        fault: 'network',
        faultReason: 'The file did not get through whole, or the receiving system was not reachable.',
        next: 'Send the file again. If it fails again, ask Trading Grid support to look at the connection.',
        again: 'unchanged',
      };
    case 'fault at the receiver':
      return {
        fault: 'partner',
        faultReason: 'The receiving system failed for a reason of its own; it names nothing wrong with our file.',
        next: `Ask ${partner} to look into it, then send the file again.`,
        again: 'unchanged',
      };
    case 'business answer':
      return {
        fault: 'partner',
        faultReason: `It is a business decision of ${partner}, not a mistake in the data.`,
        next: `Show the answer to whoever placed the order, and agree with ${partner} on quantity, date or a substitute.`,
        again: 'no',
      };
    case 'order data':
      return {
        fault: 'us',
        faultReason: 'The supplier does not know an item, unit or description we ordered with.',
        next: 'Correct the item number, unit or description in our order data, then order again.',
        again: 'corrected',
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
        faultReason: `${partnerStart(partner)} has the document and has not decided about it yet.`,
        next: `Ask ${partner} why it is on hold and what it waits for.`,
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
        faultReason: `${partnerStart(partner)} gave a reason of its own; no standard code says whose move it is.`,
        next: `Read the reason. If it is about our data, correct it and send the document again; if not, ask ${partner}.`,
        again: 'no',
      };
    case 'verdict unclear':
      return {
        fault: 'unknown',
        faultReason: 'The answer has no verdict that can be read.',
        next: `Ask ${partner} whether the document was accepted.`,
        again: 'no',
      };
  }
}

function sentByPartner(cause: Exclude<Cause, 'none'>, partner: string): Attribution {
  switch (cause) {
    case 'data':
    case 'order data':
      return {
        fault: 'partner',
        faultReason: `${partnerStart(partner)} sent the document, and the complaint is about a value or segment in it.`,
        next: `Ask ${partner} to correct the document and send it again.`,
        again: 'corrected',
      };
    case 'envelope':
      return {
        fault: 'partner',
        faultReason: `${partnerStart(partner)} sent the file, and the complaint is about its envelope.`,
        next: `Ask ${partner} to correct the envelope and send the file again.`,
        again: 'corrected',
      };
    case 'duplicate':
      return {
        fault: 'partner',
        faultReason: `The number or name was used before, and ${partner} gives it.`,
        next: `Check whether we have the first copy. If not, ask ${partner} to send it again with a new number.`,
        again: 'no',
      };
    case 'set-up':
      return setUp(partner);
    case 'security':
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
        faultReason: `${partnerStart(partner)} encrypts with its copy of our certificate; that copy is probably out of date.`,
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
    case 'altered in transit':
      return transit();
    case 'network':
      return {
        fault: 'network',
        faultReason: 'The file did not get through whole, or our system was not reachable.',
        next: `Ask ${partner} to send the file again. If it fails again, ask Trading Grid support to look at the connection.`,
        again: 'unchanged',
      };
    case 'fault at the receiver':
      return {
        fault: 'us',
        faultReason: 'Our own system failed to process the file; it names nothing wrong with it.',
        next: 'Look at the log of our receiving system, then process the file again.',
        again: 'unchanged',
      };
    case 'business answer':
      return {
        fault: 'us',
        faultReason: 'It is our own answer to an order, not a mistake in the data.',
        next: `Make sure ${partner} has seen the answer and agrees to it.`,
        again: 'no',
      };
    case 'file settings':
      return {
        fault: 'partner',
        faultReason: `${partnerStart(partner)} sent the file with settings (name, compression or receipt request) that we do not accept.`,
        next: `Compare the file settings with ${partner}, then ask for the file again.`,
        again: 'unchanged',
      };
    case 'on hold':
      return {
        fault: 'us',
        faultReason: 'We have the document and have not decided about it yet.',
        next: `Decide about it, and answer ${partner}.`,
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
        faultReason: 'Our answer has no verdict that can be read.',
        next: 'Check what our translator sent, and correct its settings.',
        again: 'no',
      };
  }
}

function setUp(partner: string): Attribution {
  return {
    fault: 'unknown',
    faultReason: 'It is a set-up question: the ids, document types or agreements on the two sides do not match.',
    next: `Compare ids, document types and versions with ${partner}, correct the side that is wrong, then send again.`,
    again: 'corrected',
  };
}

function transit(): Attribution {
  return {
    fault: 'network',
    faultReason: 'The content that arrived is not the content that was sent: something on the way changed it.',
    next: 'Send the file again. If it happens again, look for a proxy or gateway that rewrites files.',
    again: 'unchanged',
  };
}

function partnerStart(partner: string): string {
  return partner === 'the partner' ? 'The partner' : partner;
}
