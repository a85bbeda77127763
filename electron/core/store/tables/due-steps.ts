import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { integer, json, orNull, text, withDefault } from '../columns.ts';
import { prepare, type ReadDb, type WriteDb } from '../db.ts';
import { type RowOfTable, table } from '../table.ts';

/** Something to be done at a time: a reminder, the next rung of an escalation, a digest. Times in milliseconds. */
export const dueStepTable = table('due_steps', ['id'], {
  /** Planning another under the same id takes the place of this one. */
  id: text,
  /** Who does it: the name of a handler. */
  kind: text,
  /** What it is about: the id of an issue, an action, a rule. */
  about: text,
  dueAt: integer,
  /** When that was said: what a clock that was ahead has said moves back with it. */
  plannedAt: integer,
  payload: json,
  /** When somebody began with it; null = it waits. */
  claimedAt: withDefault(orNull(integer), null),
  /** How often it was begun with. */
  attempts: withDefault(integer, 0),
  /** Of the last attempt. */
  error: withDefault(orNull(text), null),
});
export type DueStep = RowOfTable<typeof dueStepTable>;
/** What is said of a step that is to come. */
export type PlannedStep = Pick<DueStep, 'id' | 'kind' | 'about' | 'dueAt' | 'payload'>;

const aboutOne = dueStepTable.query('FROM due_steps WHERE about = ? ORDER BY due_at');

/** Whoever planned it anew may have handed on a step that was claimed: what is to come waits. */
export function planStep(db: WriteDb, { id, kind, about, dueAt, payload }: PlannedStep, now: Millis): void {
  dueStepTable.replace(db, { id, kind, about, dueAt, plannedAt: now, payload });
}

/** Takes back what is planned about one thing, of one kind. */
export function cancelSteps(db: WriteDb, kind: string, about: string): void {
  prepare(db, 'DELETE FROM due_steps WHERE about = ? AND kind = ?').run(about, kind);
}

/** What is planned about one thing, next due first. */
export function stepsOf(db: ReadDb, about: string): readonly DueStep[] {
  return aboutOne.all(db, about);
}

const nextSchema = z.object({ at: z.number().int().nullable() });

/** When the next one of these kinds that waits is due; null when none waits. */
export function nextStepAt(db: ReadDb, kinds: readonly string[]): Millis | null {
  return nextSchema.parse(
    prepare(
      db,
      'SELECT min(due_at) AS at FROM due_steps WHERE claimed_at IS NULL AND kind IN (SELECT value FROM json_each(?))',
    ).get(JSON.stringify(kinds)),
  ).at;
}

/** Takes the longest due of these kinds, so that nobody else begins with it; null when none is due. */
export function claimStep(db: WriteDb, kinds: readonly string[], now: Millis): DueStep | null {
  const row = prepare(
    db,
    `UPDATE due_steps SET claimed_at = ?, attempts = attempts + 1 WHERE id = (
       SELECT id FROM due_steps WHERE claimed_at IS NULL AND due_at <= ? AND kind IN (SELECT value FROM json_each(?))
       ORDER BY due_at LIMIT 1)
     RETURNING ${dueStepTable.columns}`,
  )
    .raw()
    .get(now, now, JSON.stringify(kinds));
  return row === undefined ? null : dueStepTable.read(row);
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
