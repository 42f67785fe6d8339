import type { Note } from '../../../schemas/note.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { TextAreaField } from '../components/field.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath } from './visited-placement.ts';

/** A note that could not be kept, as it was typed. */
export type RefusedNote = { text: string; error: string };

type NotesProps = { visit: Visit; found: Found; notes: readonly Note[]; refused: RefusedNote | undefined };

/** What those who follow the stage have told each other, the newest first. */
export const PlacementNotes = ({ visit: { csrf, request }, found, notes, refused }: NotesProps) => (
  <section class="card notes" aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    {notes.map(({ at, by, text }) => (
      <blockquote key={at + by}>
        <p>{text}</p>
        <footer class="muted">
          {by}, {momentAsOf(at, request.now)}
        </footer>
      </blockquote>
    ))}
    <form method="post" action={`${placementPath(found)}/notes`}>
      <CsrfInput token={csrf} />
      <TextAreaField
        name="note"
        label="Ajouter une note"
        hint="Lue par la scolarité et le délégué du site, jamais par le tuteur ni l’étudiant·e. Elle ne peut plus être modifiée."
        rows={3}
        value={refused?.text ?? ''}
        error={refused?.error}
      />
      <button class="secondary" type="submit">
        Ajouter
      </button>
    </form>
  </section>
);
