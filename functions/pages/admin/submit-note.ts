import { longestNote } from '../../../schemas/note.ts';
import { writeNote } from '../../actions/write-note.ts';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { showPlacement } from './placement-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { placementPath, visitedPlacement } from './visited-placement.ts';

const errors = {
  empty: 'Écrivez votre note, puis ajoutez-la.',
  tooLong: `Cette note dépasse ${longestNote} caractères : raccourcissez-la.`,
};

export const submitNote = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const text = fieldValue(visit.request.form, 'note');
  const { kind } = await writeNote(visit.acting, found.placement, text);
  return kind === 'written'
    ? redirect(`${placementPath(found)}#notes`)
    : showPlacement(visit, { text, error: errors[kind] });
};
