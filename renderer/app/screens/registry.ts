import { type Screen, screens } from '#renderer/app/route.ts';
import type { ScreenRow } from './screen-row.ts';

let rows: Readonly<Partial<Record<Screen, ScreenRow>>> = {};

/** Says what the screens are, before anything is drawn. */
export function giveScreens(given: Readonly<Record<Screen, ScreenRow>>): void {
  rows = given;
}

export function screenRow(screen: Screen): ScreenRow {
  const row = rows[screen];
  if (row === undefined) throw new Error(`There is no screen called ${screen}.`);
  return row;
}

/** All of them, as they stand in the rail. */
export const screenRows = (): readonly ScreenRow[] => screens.map(screenRow);
