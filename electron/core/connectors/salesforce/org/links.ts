/** A case in the browser: Lightning where the host is a My Domain, else the address that redirects to the record. */
export function caseLink(instanceUrl: string, caseId: string): string {
  const url = new URL(instanceUrl);
  if (!url.hostname.endsWith('.my.salesforce.com')) return `${url.origin}/${caseId}`;
  const host = url.hostname.replace(/\.my\.salesforce\.com$/, '.lightning.force.com');
  return `https://${host}/lightning/r/Case/${caseId}/view`;
}
