/** An AS2 message disposition notification (RFC 4130, 7.4.3) for one file. */
export function dispositionNotice(notice: {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly originalMessageId: string;
  /** `processed/error: decryption-failed` */
  readonly disposition: string;
  readonly text: string;
  /** Base64 digest, where the receiver computed one. */
  readonly mic?: string;
}): string {
  const boundary = `----=_Part_${notice.messageId.slice(0, 8)}`;
  return [
    'AS2-Version: 1.2',
    `AS2-From: ${notice.from}`,
    `AS2-To: ${notice.to}`,
    `Message-ID: <${notice.messageId}>`,
    'Subject: AS2 MDN',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=disposition-notification; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    notice.text,
    '',
    `--${boundary}`,
    'Content-Type: message/disposition-notification',
    '',
    'Reporting-UA: PartnerAS2/4.2',
    `Original-Recipient: rfc822; ${notice.from}`,
    `Final-Recipient: rfc822; ${notice.from}`,
    `Original-Message-ID: <${notice.originalMessageId}>`,
    `Disposition: automatic-action/MDN-sent-automatically; ${notice.disposition}`,
    ...(notice.mic === undefined ? [] : [`Received-Content-MIC: ${notice.mic}, sha-256`]),
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
