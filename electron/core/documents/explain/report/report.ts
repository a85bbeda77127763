import type { Explanation } from '#shared/model/edi/edi.ts';
import { deliveryStory } from './reported-delivery.ts';
import { acknowledgementStory } from './reported-acknowledgement.ts';
import { type ReportedProblem, sayings } from './report-story.ts';
import { documentLabel, fitTitle, saysWord, shortMessage, withPartner } from '../words.ts';

/** What a network reports to be wrong with a document, in plain English. Its words decide over its status where they say more. */
export function explainReport(problem: ReportedProblem): Explanation {
  const { documentType: type, direction, partnerName } = problem;
  const label = documentLabel(type, problem.documentNumber);
  const story = problem.track === 'acknowledgement' ? acknowledgementStory(problem) : deliveryStory(problem);
  const said = sayings(problem);
  const [first] = said;
  const inside = type === null || saysWord(label, type) ? '' : ` (${type})`;
  const reason = first === undefined ? '' : `: ${shortMessage(first, type)}`;
  return {
    title: fitTitle(`${label} ${story.headline}${reason}`),
    what: `${label}${inside}${withPartner(direction, partnerName)}`,
    why:
      first === undefined
        ? story.why
        : `${story.why.replace(/\.$/, '')}. Trading Grid says: ${said.map((text) => `"${text}"`).join(', ')}`,
    where: problem.report.place ?? null,
    ...story.attribution,
  };
}
