import { sideFocus } from '#renderer/app/side-focus.ts';

export const issuePane = sideFocus('issue-pane');
