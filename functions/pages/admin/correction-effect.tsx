import type { PlacementFacts, PlacementLine } from '../../../schemas/placement.ts';
import type { ChangedRow } from '../../domain/import/import-check.ts';
import { readersOfCorrection } from '../../domain/import/import-mails.ts';
import { correctionEffect } from '../../domain/import/import-merge.ts';
import { isSamePerson } from '../../domain/placement/same-person.ts';
import { hasStarted } from '../../domain/placement/status-meanings.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';

/** What a correction changes, field by field. @param label what a field is called; a column of a file is called as it is there */
export const ChangeList = ({
  changes,
  label,
}: Pick<ChangedRow, 'changes'> & { label?: (field: string) => string }) => (
  <ul class="changes">
    {changes.map(({ field, before: old, after }) => (
      <li key={field}>
        {label ? label(field) : <code>{field}</code>} : <del>{old || 'vide'}</del>{' '}
        <span aria-hidden="true">→</span>
        <span class="visually-hidden"> devient </span> <ins>{after || 'vide'}</ins>
      </li>
    ))}
  </ul>
);

type EffectProps = {
  before: PlacementLine | undefined;
  facts: PlacementFacts;
  /** The page itself shows whom it writes to. */
  isToldBelow?: boolean;
};

/** What the correction does to a stage that is under way: who hears of it, and what becomes of a draft. */
export const CorrectionEffect = ({ before, facts, isToldBelow = false }: EffectProps) => {
  if (!before || !hasStarted(before)) return null;
  const readers = readersOfCorrection(before, { row: 0, facts });
  if (readers.length === 0) return null;
  if (correctionEffect(before, facts) === 'anew')
    return (
      <p class="moved">
        Le stage est déjà suivi : il recommencera avec ces données
        {isToldBelow ? '.' : ', et une nouvelle lettre de mission partira.'}
        {!isSamePerson(before.tutor, facts.tutor) &&
          ' Un brouillon de l’ancien tuteur ne sera pas montré au nouveau.'}
      </p>
    );
  const names = readers.map((reader) => (reader === 'tutor' ? tutorName(facts) : studentName(facts)));
  return (
    <p class="moved">
      Le suivi continue là où il en est, et un brouillon de compte-rendu est gardé.
      {!isToldBelow &&
        ` ${listed(names)} ${names.length > 1 ? 'recevront' : 'recevra'} la correction par courriel.`}
    </p>
  );
};
