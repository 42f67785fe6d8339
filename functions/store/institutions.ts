import { createHash } from 'node:crypto';
import { type Institution, institution } from '../../schemas/institution.ts';
import { type Presentation, presentation } from '../../schemas/notices.ts';
import { type Institute, type Programme, programme } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { presentedProgramme } from '../domain/guide/presented-programme.ts';
import { takenAway } from '../domain/guide/programme.ts';
import { answeringAt } from '../domain/placement/answering-people.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { institutionKey, presentationKey, programmeKey } from './table-keys.ts';

export const institutionShape = storedShape('institution', institution, (item) => item);
export const programmeShape = storedShape('programme', programme, (item) => item);
export const presentationShape = storedShape('presentation', presentation);

const nothingLoaded = () => new Error('no institution is loaded: run infra/load-institution.ts');

export const institutionStore = (table: Table) => {
  /** Thirty kilobytes that change once a year: kept with the store, and read again when the institution names another version. */
  let kept: Programme | undefined;
  /** Never changed under its name: kept for as long as the institution names it. */
  let shown: { id: string; presentation: Presentation } | undefined;
  const findProgramme = async (): Promise<Programme | undefined> => {
    const item = await table.get(programmeKey());
    return item && programmeShape.read(item);
  };
  const readProgramme = async (): Promise<Programme> => {
    kept = await findProgramme();
    if (!kept) throw nothingLoaded();
    return kept;
  };
  const presentationNamed = async (id: string): Promise<Presentation> => {
    if (shown?.id === id) return shown.presentation;
    const item = await table.get(presentationKey(id));
    if (!item) throw new Error(`the institution names texts that are not there: ${id}`);
    shown = { id, presentation: presentationShape.read(item) };
    return shown.presentation;
  };

  /** What is kept, and each part by itself. */
  const read = async () => {
    const [item, known] = await Promise.all([table.get(institutionKey()), kept ?? readProgramme()]);
    if (!item) throw nothingLoaded();
    const content = institutionShape.read(item);
    const original = known.version === content.programmeVersion ? known : await readProgramme();
    const own =
      content.presentation === undefined ? undefined : await presentationNamed(content.presentation);
    return { content, original, own };
  };

  /**
   * One round of reading, also where the programme is not known yet; one more for a function's instance that meets texts of the console first.
   * @throws when nobody has loaded an institution yet: nothing works without one.
   */
  const get = async (): Promise<Institute> => {
    const { content, original, own } = await read();
    return { ...content, programme: presentedProgramme(original, own) };
  };

  /** @returns false when it was changed since it was read as `before`. */
  const change = (before: Institution, after: Institution): Promise<boolean> =>
    table.put(
      { ...institutionShape.write(after), ...institutionKey() },
      before.edition === undefined
        ? { condition: 'attribute_not_exists(edition)' }
        : { condition: 'edition = :seen', values: { ':seen': before.edition } },
    );

  return {
    /** As it is kept: who is away, is. */
    get,

    /** As it answers at that moment, to whoever is written to or reads whom to ask: stand-ins have the place of who is away. */
    answering: async (now: IsoInstant): Promise<Institute> => answeringAt(await get(), now),

    change,

    /** Its record, the programme as it was loaded, and what the console put in the place of some of that. */
    presentation: read,

    /**
     * Shows other texts or another logo: one write on the institution, which names them. They are written before, under a name of their
     * own; what dies in between leaves an item that nothing names.
     * @returns false when the institution was changed since it was read as `before`
     */
    async present(before: Institution, after: Presentation): Promise<boolean> {
      const edition = (before.edition ?? 0) + 1;
      const digest = createHash('sha256').update(JSON.stringify(after)).digest('hex').slice(0, 16);
      const id = `${edition}-${digest}`;
      await table.put({ ...presentationShape.write(after), ...presentationKey(id) }, {});
      return change(before, { ...before, presentation: id, edition });
    },

    /** @throws when campaigns and reports could name what the new programme lacks: it would leave them unreadable. */
    async put(content: Institute): Promise<void> {
      const older = await findProgramme();
      const lost = older ? takenAway(older, content.programme) : [];
      if (lost.length > 0)
        throw new Error(`the programme must keep, as they were published: ${lost.join(', ')}`);
      // The programme first: an institution never names one that is not there.
      await table.put({ ...programmeShape.write(content.programme), ...programmeKey() }, {});
      // What was put in the place of the older one's texts goes: what is loaded is what holds.
      const { presentation: _, ...loaded } = content;
      const record = { ...loaded, programmeVersion: content.programme.version };
      await table.put({ ...institutionShape.write(record), ...institutionKey() }, {});
    },
  };
};
