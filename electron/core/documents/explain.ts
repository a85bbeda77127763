/** Plain English answers to "what is wrong with it, whose move is it, and what comes next?" */
export { explainAcknowledgement } from './explain/acknowledgement/acknowledgement.ts';
export { explainOverdue } from './explain/overdue.ts';
export { explainReport } from './explain/report/report.ts';
export { explainUnreadable } from './explain/unreadable.ts';
