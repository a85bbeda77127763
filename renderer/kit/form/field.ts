import { createContext, useContext } from 'react';
import type { FieldProblem } from '#renderer/data/field-problems.ts';

export const ProblemsContext = createContext<readonly FieldProblem[]>([]);

/** Upper and lower case are one field: a rule is named by what people type. */
export const sameField = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What an input of the form around it is given: its name, by which it is found, and what is wrong with it. */
export function useField(field: string): { readonly 'data-field': string; readonly error: string | null } {
  const words = useContext(ProblemsContext).filter((problem) => sameField(problem.field, field));
  return { 'data-field': field, error: words.length === 0 ? null : words.map((one) => one.words).join(' ') };
}

/** Goes to the input of a field, and opens what it is hidden in. False where the form does not show it. */
export function focusField(form: HTMLElement, field: string): boolean {
  const places = [...form.querySelectorAll<HTMLElement>('[data-field]')];
  const place = places.find((one) => sameField(one.dataset['field'] ?? '', field));
  if (place === undefined) return false;
  for (let around = place.parentElement; around !== null && around !== form; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  const inputs = 'input, select, textarea, button';
  const invalid = place.querySelector<HTMLElement>('[aria-invalid="true"]');
  (place.matches(inputs) ? place : (invalid ?? place.querySelector<HTMLElement>(inputs)))?.focus();
  return true;
}
