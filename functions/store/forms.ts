import {
  type FormDraft,
  type FormLine,
  type FormVersion,
  formLine,
  formLineParts,
  formVersion,
} from '../../schemas/form-version.ts';
import type { Programme, Stage } from '../../schemas/programme.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { formOfVersion } from '../domain/guide/programme.ts';
import { type FormName, formNameOf } from '../domain/report/form-versions.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { formKey, formPartition, publishedFormLookup } from './table-keys.ts';
import { newestPublished, versionsBelow } from './written-versions.ts';

/** An institute's own forms, whose first versions they are. */
type Forms = { programme: Pick<Programme, 'reportForms'> };

export const formVersionShape = storedShape('form-version', formVersion);
const formLineShape = storedShape('form-version', formLine);

const toItem = (record: FormVersion) => ({
  ...formVersionShape.write(record),
  ...formKey(record),
  ...(record.status === 'published' && publishedFormLookup(record)),
});

/** The versions of the report form: a programme's own, which stand in it, and those that were written in the console. */
export const formStore = (table: Table) => {
  const find = async (name: FormName): Promise<FormVersion | undefined> => {
    const item = await table.get(formKey(name));
    return item && formVersionShape.read(item);
  };
  const findVersion = async ({ programme }: Forms, version: string): Promise<ReportForm | undefined> => {
    const name = formNameOf(version);
    if (name) return (await find(name))?.form;
    return programme.reportForms.find((form) => form.version === version);
  };
  /** @throws RangeError when there is no such version: stored data names one that nobody ever published */
  const ofVersion = async (institution: Forms, version: string): Promise<ReportForm> => {
    const form = await findVersion(institution, version);
    if (!form) throw new RangeError(`No report form of version ${version}`);
    return form;
  };

  return {
    find,
    findVersion,
    ofVersion,

    /** For one run, which may come upon a version again and again: each is read once. */
    reading(institution: {
      programme: Pick<Programme, 'reportForms'>;
    }): (version: string) => Promise<ReportForm> {
      const known = new Map<string, Promise<ReportForm>>();
      return (version) => {
        const form = known.get(version) ?? ofVersion(institution, version);
        known.set(version, form);
        return form;
      };
    },

    /** What a new campaign of that stage takes: the newest that is published. An index: one published this very second may be missing. */
    async newest(
      { programme }: Forms,
      { reportForm: basis }: Pick<Stage, 'reportForm'>,
    ): Promise<ReportForm> {
      const item = await newestPublished(table, formPartition(basis));
      return item ? formVersionShape.read(item).form : formOfVersion(programme, basis);
    },

    /**
     * Newest first, so many, without their words, of which one may have 40 KB; a draft is the first, if there is one.
     *
     * @param below the number of which older ones are wanted
     */
    async versionsOf(basis: string, most: number, below = 1_000): Promise<FormLine[]> {
      const items = await versionsBelow(table, formKey({ basis, number: below }), formLineParts, most);
      return items.map((item) => formLineShape.read(item));
    },

    /** @returns false when there is a version of that number */
    create: (draft: FormDraft): Promise<boolean> => table.put(toItem(draft), isNew),

    /** @returns false when the draft is not any more as it was seen: nothing changes what is published */
    change: (seen: FormDraft, after: FormVersion): Promise<boolean> =>
      table.put(toItem({ ...after, version: seen.version + 1 }), {
        condition: '#version = :version AND #status = :draft',
        names: { '#version': 'version', '#status': 'status' },
        values: { ':version': seen.version, ':draft': 'draft' },
      }),
  };
};
