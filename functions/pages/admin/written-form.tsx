import type { FormVersion } from '../../../schemas/form-version.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { decideForm } from '../../actions/decide-form.ts';
import { editForm } from '../../actions/edit-form.ts';
import { typedCriterionBlank } from '../../domain/report/form-criteria.ts';
import { changedParts, editedForm, typedForm } from '../../domain/report/form-editing.ts';
import { basisOf } from '../../domain/report/form-versions.ts';
import type { BodyLimits } from '../request-body.ts';
import { FormCriteria, FormTexts } from './form-texts.tsx';
import { findForm, formLabel, formsPath, formsRefused, stagesInWords } from './visited-form.tsx';
import type { WrittenDocument } from './written-document.ts';

/** Eight criteria of six texts, and every other text of a form: letters with an accent take six bytes as they are sent. */
export const formLimits: BodyLimits = { bytes: 600_000, fields: 300 };

/** The form of the report, as the pages of its versions write it. */
export const writtenForm: WrittenDocument<ReportForm, FormVersion> = {
  shownAs: 'formulaire',
  listPath: formsPath,
  acts: { edited: 'formEdited', published: 'formPublished', dropped: 'formDropped' },
  refused: formsRefused,
  find: findForm,
  wordsOf: ({ form }) => form,
  copied: ({ words }) => words.version,
  sourceOf: ({ copiedFrom }) => formLabel(copiedFrom),
  sourceWords: ({ store, institution }, { copiedFrom }) => store.forms.ofVersion(institution, copiedFrom),
  typed: (_, form) => {
    const typed = typedForm(form);
    // With an empty block for one more criterion, where there is room.
    return { ...typed, ...typedCriterionBlank(typed) };
  },
  edited: (_, form, typed) => {
    const edited = editedForm(form, typed);
    return edited.problems ? edited : { words: edited.form };
  },
  edit: ({ acting }, version, seen, form) => editForm(acting, version, seen, form),
  decide: ({ acting }, version, seen, decision) => decideForm(acting, version, seen, decision),
  changed: (_, before, after) => changedParts(before, after),
  draftOf: ({ visit, found: { words } }) =>
    `Brouillon de ${stagesInWords(visit, basisOf(words.version)) || 'ce compte-rendu'}`,
  publication: ({ visit, found: { words } }) => {
    const stages = stagesInWords(visit, basisOf(words.version));
    return `Les prochaines campagnes${stages && ` de ${stages}`} la prendront. Celles qui existent gardent la leur, et leurs comptes-rendus ne changent pas.`;
  },
  facts: ({ visit, found: { words } }) => [
    ['Stages', stagesInWords(visit, basisOf(words.version))],
    ['Critères', words.ethics.criteria.map(({ criterionId }) => criterionId).join(', ')],
  ],
  fields: ({ visit, found: { words } }, { typed, problems }) => {
    const editing = { form: words, typed, problems };
    return (
      <>
        <FormTexts editing={editing} />
        <FormCriteria visit={visit} editing={editing} basis={basisOf(words.version)} />
      </>
    );
  },
};
