import type { FormVersion } from '../../schemas/form-version.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { changedParts } from '../domain/report/form-editing.ts';
import { editedDraft, type FormName, versionOf } from '../domain/report/form-versions.ts';
import { type Acting, inBrief } from './acting.ts';
import { changeDraft, type DraftOutcome } from './change-draft.ts';

/** Changes the words of a draft. @param seen how often it had been written when the person read it */
export const editForm = async (
  acting: Acting,
  name: FormName,
  seen: number,
  form: ReportForm,
): Promise<DraftOutcome<'edited', FormVersion>> => {
  const { staff, store, now } = acting;
  const version = versionOf(name);
  const { change } = store.forms;
  const draft = { act: 'formEdited', done: 'edited', name: version, seen, change } as const;
  return changeDraft(acting, { ...draft, find: () => store.forms.find(name) }, (current) => {
    const parts = changedParts(current.form, form);
    if (parts === '') return undefined;
    return {
      after: editedDraft(current, form, { by: staff.name, now }),
      inTrail: {
        before: `${version}, révision ${seen}`,
        after: inBrief(`révision ${seen + 1} : ${parts}`),
      },
    };
  });
};
