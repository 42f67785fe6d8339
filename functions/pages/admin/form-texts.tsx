import { levelId, type ReportForm } from '../../../schemas/report-form.ts';
import {
  criterionField,
  descriptorField,
  mostCriteria,
  type TypedForm,
  typedCriteria,
} from '../../domain/report/form-criteria.ts';
import { formSections } from '../../domain/report/form-texts.ts';
import { stagesTaking } from '../../domain/report/form-versions.ts';
import type { TextProblem } from '../../domain/wording/edited-texts.ts';
import { listed } from '../../domain/wording/people.ts';
import { TextAreaField, TextField } from '../components/field.tsx';
import { problemOf, SectionTexts } from './section-texts.tsx';
import type { Visit } from './visit.ts';

/** A form that is edited: its texts as they were typed, and what is wrong with them. */
export type Editing = { form: ReportForm; typed: TypedForm; problems: readonly TextProblem[] };

const errorOf = ({ problems }: Editing, field: string): string | undefined => problemOf(problems, field);

/** Every part of the form; closed, but for those in which something is wrong. */
export const FormTexts = ({ editing: { form, typed, problems } }: { editing: Editing }) => (
  <SectionTexts sections={formSections(form)} typed={typed} problems={problems} />
);

type Semesters = Record<1 | 2, string>;

const semestersOf = ({ institution: { programme } }: Visit, basis: string): Semesters => {
  const named = (semester: 1 | 2) => {
    const labels = stagesTaking(programme, basis).filter((one) => one.semester === semester);
    return labels.length === 0 ? `semestre ${semester}` : listed(labels.map(({ label }) => label));
  };
  return { 1: named(1), 2: named(2) };
};

/** The criteria of the grid, and room for one more. */
export const FormCriteria = ({
  visit,
  editing,
  basis,
}: {
  visit: Visit;
  editing: Editing;
  basis: string;
}) => {
  const semesters = semestersOf(visit, basis);
  const blocks = Array.from({ length: typedCriteria(editing.typed) }, (_, at) => at);
  return (
    <>
      {blocks.map((at) => (
        <CriterionTexts key={at} editing={editing} at={at} semesters={semesters} />
      ))}
      {editing.form.ethics.criteria.length === mostCriteria && (
        <p>Une grille a {mostCriteria} critères au plus.</p>
      )}
    </>
  );
};

type CriterionProps = { editing: Editing; at: number; semesters: Semesters };

const CriterionTexts = ({ editing, at, semesters }: CriterionProps) => {
  const { form, typed, problems } = editing;
  // By what it was when the page was made: somebody else may have moved or removed it since.
  const known = typed[criterionField(at, 'of')] ?? '';
  const of = (name: string) => ({ name, value: typed[name] ?? '', error: errorOf(editing, name) });
  const removed = criterionField(at, 'removed');
  return (
    <details class="card" open={problems.some(({ field }) => field.startsWith(`criterion${at}-`))}>
      <summary>
        <h2>{known === '' ? 'Ajouter un critère' : `Critère ${known}`}</h2>
      </summary>
      <input type="hidden" name={criterionField(at, 'of')} value={known} />
      <TextField
        {...of(criterionField(at, 'id'))}
        label="Numéro"
        hint="De une à quatre majuscules, puis des chiffres : C12."
      />
      <TextField {...of(criterionField(at, 'heading'))} label="Intitulé" />
      <TextField {...of(criterionField(at, 'place'))} label="Place dans la grille" inputMode="numeric" />
      {levelId.options.map((level) => (
        <fieldset key={level}>
          <legend>{form.ethics.levels[level]}</legend>
          <TextAreaField
            {...of(descriptorField(at, level, 1))}
            label={`Pour ${semesters[1]}`}
            hint="Une ligne par point ; une première ligne qui finit par « : » annonce les suivantes."
            rows={4}
          />
          <TextAreaField
            {...of(descriptorField(at, level, 2))}
            label={`Pour ${semesters[2]}`}
            hint="Vide : le même texte."
            rows={4}
            optional
          />
        </fieldset>
      ))}
      {known !== '' && (
        <label class="choice">
          <input type="checkbox" name={removed} value="oui" checked={typed[removed] !== undefined} />
          <span>Retirer ce critère à l’enregistrement</span>
        </label>
      )}
    </details>
  );
};
