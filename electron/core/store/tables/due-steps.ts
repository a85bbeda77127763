import { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';

/** Something to be done at a time: a reminder, the next rung of an escalation, a digest. */
export type DueStep = {
  /** Planning another under the same id takes the place of this one. */
  readonly id: string;
  /** Who does it: the name of a handler. */
  readonly kind: string;
  /** What it is about: the id of an issue, an action, a rule. */
  readonly subject: string;
  readonly dueAt: Millis;
  readonly payload: Json;
};

export type ClaimedStep = DueStep & {
  /** Which attempt this is, from 1. */
  readonly attempt: number;
};

const columns = 'id, kind, subject, due_at, payload, attempts';
const rowSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.string(),
    due_at: z.number().int(),
    payload: z.string(),
    attempts: z.number().int(),
  })
  .transform(
    ({ id, kind, subject, due_at: dueAt, payload, attempts: attempt }): ClaimedStep => ({
      id,
      kind,
      subject,
      dueAt,
      payload: parseJson(payload),
      attempt,
    }),
  );

export function planStep(db: WriteDb, { id, kind, subject, dueAt, payload }: DueStep, now: Millis): void {
  prepare(
    db,
    `INSERT OR REPLACE INTO due_steps (id, kind, subject, due_at, planned_at, payload) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(id, kind, subject, dueAt, now, JSON.stringify(payload));
}

/** Takes back what is planned about a subject, of one kind. */
export function cancelSteps(db: WriteDb, kind: string, subject: string): void {
  prepare(db, 'DELETE FROM due_steps WHERE subject = ? AND kind = ?').run(subject, kind);
}

/** What is planned about a subject, next due first. */
export function stepsOf(db: ReadDb, subject: string): readonly DueStep[] {
  return prepare(db, `SELECT ${columns} FROM due_steps WHERE subject = ? ORDER BY due_at`)
    .all(subject)
    .map((row) => {
      const { attempt: _attempt, ...step } = rowSchema.parse(row);
      return step;
    });
}

/** When the next one that waits is due; null when none waits. */
export function nextStepAt(db: ReadDb): Millis | null {
  return z
    .object({ at: z.number().int().nullable() })
    .parse(prepare(db, 'SELECT min(due_at) AS at FROM due_steps WHERE claimed_at IS NULL').get()).at;
}

/** Takes the longest due of these kinds, so that nobody else begins with it; null when none is due. */
export function claimStep(db: WriteDb, kinds: readonly string[], now: Millis): ClaimedStep | null {
  const row = prepare(
    db,
    `UPDATE due_steps SET claimed_at = ?, attempts = attempts + 1 WHERE id = (
       SELECT id FROM due_steps WHERE claimed_at IS NULL AND due_at <= ? AND kind IN (SELECT value FROM json_each(?))
       ORDER BY due_at LIMIT 1)
     RETURNING ${columns}`,
  ).get(now, now, JSON.stringify(kinds));
  return row === undefined ? null : rowSchema.parse(row);
}

/** It is done. */
export function finishStep(db: WriteDb, id: string): void {
  prepare(db, 'DELETE FROM due_steps WHERE id = ?').run(id);
}

/** It failed, and is due again later. */
export function postponeStep(db: WriteDb, id: string, dueAt: Millis, error: string): void {
  prepare(db, 'UPDATE due_steps SET claimed_at = NULL, due_at = ?, error = ? WHERE id = ?').run(dueAt, error, id);
}

/** For the start: whoever began with these is gone, so they wait again. */
export function reclaimSteps(db: WriteDb): void {
  prepare(db, 'UPDATE due_steps SET claimed_at = NULL WHERE claimed_at IS NOT NULL').run();
}

/** The clock was put back to `now`, by `by` ms: what was planned while it was ahead is due as much earlier. */
export function shiftSteps(db: WriteDb, now: Millis, by: Millis): void {
  prepare(db, 'UPDATE due_steps SET due_at = due_at - @by, planned_at = planned_at - @by WHERE planned_at > @now').run({
    by,
    now,
  });
}
