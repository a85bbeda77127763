import type { Random } from '../lib/random.ts';

import type { BusinessDocument } from './edi/business-document.ts';
import { type Deal, type Direction, makeDeal } from './trade/deal.ts';
import { edifactDocument } from './edi/edifact-documents.ts';
import type { Post } from './post.ts';
import type { Partner, PartnerRole } from './scenario.ts';
import { x12Document } from './edi/x12-documents.ts';

/** Which documents travel between us and each kind of partner. */
const flows: Readonly<Record<PartnerRole, Readonly<Record<`${'x12' | 'edifact'} ${Direction}`, readonly string[]>>>> = {
  retailer: {
    'x12 out': ['855', '856', '810'],
    'x12 in': ['850', '860', '820'],
    'edifact out': ['ORDRSP', 'DESADV', 'INVOIC'],
    'edifact in': ['ORDERS', 'RECADV'],
  },
  distributor: {
    'x12 out': ['855', '856', '810', '846'],
    'x12 in': ['850', '820'],
    'edifact out': ['ORDRSP', 'DESADV', 'INVOIC'],
    'edifact in': ['ORDERS', 'RECADV'],
  },
  supplier: {
    'x12 out': ['850', '860', '820'],
    'x12 in': ['855', '856', '810', '846'],
    'edifact out': ['ORDERS', 'RECADV'],
    'edifact in': ['ORDRSP', 'DESADV', 'INVOIC'],
  },
  carrier: { 'x12 out': [], 'x12 in': ['214'], 'edifact out': [], 'edifact in': [] },
  warehouse: { 'x12 out': ['940'], 'x12 in': ['945', '846'], 'edifact out': [], 'edifact in': [] },
};

const flow = (partner: Partner, syntax: 'x12' | 'edifact', direction: Direction): readonly string[] =>
  (syntax === 'x12' ? partner.x12 : partner.edifact) === null ? [] : flows[partner.role][`${syntax} ${direction}`];

/** A partner who exchanges this kind of document in this direction. */
export function partnerFor(post: Post, type: string, direction: Direction): Partner {
  const syntax = syntaxOf(type);
  return post.random.pick(post.partners.filter((partner) => flow(partner, syntax, direction).includes(type)));
}

export const syntaxOf = (type: string): 'x12' | 'edifact' => (/^\d/.test(type) ? 'x12' : 'edifact');

/** A document of this type with this partner. */
export function compose(
  post: Post,
  type: string,
  partner: Partner,
  at: number,
  control: string,
  version?: string,
): BusinessDocument {
  return write(type, makeDeal(post.company, partner, at, post.random), control, version);
}

export function write(type: string, deal: Deal, control: string, version?: string): BusinessDocument {
  return syntaxOf(type) === 'x12' ? x12Document(type, deal, control, version) : edifactDocument(type, deal, control);
}

/** Any document between us and any partner, as traffic goes. */
export function anyDocument(
  post: Post,
  at: number,
  random: Random = post.random,
  only?: Direction,
): { readonly partner: Partner; readonly direction: Direction; readonly document: BusinessDocument } {
  for (;;) {
    const partner = random.pick(post.partners);
    const direction = only ?? random.pick(['out', 'in'] as const);
    const syntax = random.pick(['x12', 'edifact'] as const);
    const types = flow(partner, syntax, direction);
    if (types.length === 0) continue;
    const document = compose(post, random.pick(types), partner, at, syntax === 'x12' ? '0001' : '1');
    return { partner, direction, document };
  }
}
