import { sideFocus } from '#renderer/app/side-focus.ts';

export const actionPane = sideFocus('action-pane');
