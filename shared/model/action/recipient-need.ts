import type { Recipients } from '../person/role.ts';

/** Whom an action goes to where it goes to people: found when somebody asks for the action. */
export type RecipientNeed = {
  /** Who gets it where nobody is named: those who have these roles for the partner of the issue. Not empty; its kinds are all that may be named. */
  readonly to: readonly Recipients[];
  /** By which of their addresses; `person` = by who they are, and the far side knows where that is. Who has none is left out, and it is said. */
  readonly by: 'email' | 'mobile' | 'person';
};
