/** Plain English answers to "what is wrong with it, whose move is it, and what comes next?" */
export { explainAcknowledgement } from './explain/acknowledgement.ts';
export { explainOverdue } from './explain/overdue.ts';
export { explainTransaction } from './explain/transaction.ts';
export { explainUnreadable } from './explain/unreadable.ts';
